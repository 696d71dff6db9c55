using System.ComponentModel;
using Google.Protobuf;
using Onnx;
using Type = Onnx.AttributeProto.Types.AttributeType;

namespace NetGen.Onnx;

/// <summary>An operator of a graph that is being made. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OnnxNodeBuilder
{
    private readonly NodeProto _node;
    private readonly Func<string, OnnxGraph> _newGraph;

    internal OnnxNodeBuilder(NodeProto node, Func<string, OnnxGraph> newGraph) => (_node, _newGraph) = (node, newGraph);

    /// <summary>Sets an attribute.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public OnnxNodeBuilder With(string name, long value) => With(new AttributeProto { Name = name, Type = Type.Int, I = value });

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxNodeBuilder With(string name, float value) => With(new AttributeProto { Name = name, Type = Type.Float, F = value });

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxNodeBuilder With(string name, string value) =>
        With(new AttributeProto { Name = name, Type = Type.String, S = ByteString.CopyFromUtf8(value) });

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxNodeBuilder With(string name, ReadOnlySpan<long> value)
    {
        AttributeProto attribute = new() { Name = name, Type = Type.Ints };
        attribute.Ints.AddRange(value.ToArray());
        return With(attribute);
    }

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxNodeBuilder With(string name, ReadOnlySpan<string> value)
    {
        AttributeProto attribute = new() { Name = name, Type = Type.Strings };
        attribute.Strings.AddRange(value.ToArray().Select(ByteString.CopyFromUtf8));
        return With(attribute);
    }

    /// <summary>Sets an attribute that is a graph.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="describe">Makes the graph.</param>
    public OnnxNodeBuilder With(string name, Action<OnnxGraph> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        OnnxGraph body = _newGraph($"{_node.Name} {name}");
        describe(body);
        return With(new AttributeProto { Name = name, Type = Type.Graph, G = body.Proto });
    }

    private OnnxNodeBuilder With(AttributeProto attribute)
    {
        _node.Attribute.Add(attribute);
        return this;
    }
}
