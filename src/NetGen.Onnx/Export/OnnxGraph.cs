using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace NetGen.Onnx;

/// <summary>An ONNX graph that is being made. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnnxGraph
{
    private readonly bool _isDouble;
    private readonly Action<GraphProto, string> _addParameter;

    internal OnnxGraph(string name, bool isDouble, Action<GraphProto, string> addParameter)
    {
        Proto = new() { Name = name };
        _isDouble = isDouble;
        _addParameter = addParameter;
    }

    /// <summary>The version of ONNX's operators that the graph needs.</summary>
    public int Opset { get; set; } = 21;

    internal GraphProto Proto { get; }

    private TensorProto.Types.DataType Number => _isDouble ? TensorProto.Types.DataType.Double : TensorProto.Types.DataType.Float;

    /// <summary>Adds an input of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">Sizes, or a name for what is open; none where the shape is not said.</param>
    public void Input(string name, params ReadOnlySpan<OnnxDimension> dimensions) => Proto.Input.Add(Value(name, Number, dimensions));

    /// <summary>Adds an input of tokens: whole numbers of 64 bits.</summary>
    /// <inheritdoc cref="Input"/>
    public void TokenInput(string name, params ReadOnlySpan<OnnxDimension> dimensions) =>
        Proto.Input.Add(Value(name, TensorProto.Types.DataType.Int64, dimensions));

    /// <summary>Adds an output of numbers.</summary>
    /// <inheritdoc cref="Input"/>
    public void Output(string name, params ReadOnlySpan<OnnxDimension> dimensions) => Proto.Output.Add(Value(name, Number, dimensions));

    /// <summary>Adds one of the network's parameters, by its name there.</summary>
    /// <param name="name">"Stem.conv2d0.weight".</param>
    public void Parameter(string name) => _addParameter(Proto, name);

    /// <summary>Adds constant numbers.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="dimensions">Sizes; none for one number.</param>
    /// <param name="values">All of them, in order.</param>
    public void Numbers(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<double> values)
    {
        TensorProto tensor = Tensor(name, Number, dimensions);
        tensor.RawData = _isDouble
            ? ByteString.CopyFrom(MemoryMarshal.AsBytes(values))
            : ByteString.CopyFrom(MemoryMarshal.AsBytes(Array.ConvertAll(values.ToArray(), value => (float)value).AsSpan()));
        Proto.Initializer.Add(tensor);
    }

    /// <summary>Adds one number many times.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">Sizes.</param>
    /// <param name="repeated">The number.</param>
    public void Numbers(string name, ReadOnlySpan<long> dimensions, double repeated)
    {
        long count = 1;
        foreach (long size in dimensions)
        {
            count *= size;
        }

        double[] values = new double[count];
        Array.Fill(values, repeated);
        Numbers(name, dimensions, values);
    }

    /// <summary>Adds constant whole numbers of 64 bits.</summary>
    /// <inheritdoc cref="Numbers(string, ReadOnlySpan{long}, ReadOnlySpan{double})"/>
    public void Integers(string name, ReadOnlySpan<long> dimensions, ReadOnlySpan<long> values)
    {
        TensorProto tensor = Tensor(name, TensorProto.Types.DataType.Int64, dimensions);
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        Proto.Initializer.Add(tensor);
    }

    /// <summary>Adds an operator.</summary>
    /// <param name="type">ONNX's name of it.</param>
    /// <param name="inputs">Names of what it reads; "" for what is left out.</param>
    /// <param name="outputs">Names of what it gives.</param>
    public OnnxNodeBuilder Add(string type, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs)
    {
        NodeProto node = new() { OpType = type, Name = outputs[^1] };
        node.Input.AddRange(inputs.ToArray());
        node.Output.AddRange(outputs.ToArray());
        Proto.Node.Add(node);
        return new(node, name => new(name, _isDouble, _addParameter));
    }

    private static TensorProto Tensor(string name, TensorProto.Types.DataType type, ReadOnlySpan<long> dimensions)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)type };
        tensor.Dims.AddRange(dimensions.ToArray());
        return tensor;
    }

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, ReadOnlySpan<OnnxDimension> dimensions)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)type };
        foreach (OnnxDimension dimension in dimensions)
        {
            tensor.Shape ??= new();
            tensor.Shape.Dim.Add(dimension.Name is { } open
                ? new TensorShapeProto.Types.Dimension { DimParam = open }
                : new TensorShapeProto.Types.Dimension { DimValue = dimension.Size });
        }

        return new() { Name = name, Type = new() { TensorType = tensor } };
    }
}

/// <summary>A size, or a name for one that is open. For generated code.</summary>
/// <param name="Size">The size.</param>
/// <param name="Name">The name; null for a size.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct OnnxDimension(long Size, string? Name)
{
    /// <summary>A size.</summary>
    /// <param name="size">At least 1.</param>
    public static implicit operator OnnxDimension(int size) => new(size, null);

    /// <summary>An open one.</summary>
    /// <param name="name">"batch".</param>
    public static implicit operator OnnxDimension(string name) => new(0, name);

    /// <inheritdoc/>
    public override string ToString() => Name ?? Size.ToString(CultureInfo.InvariantCulture);
}
