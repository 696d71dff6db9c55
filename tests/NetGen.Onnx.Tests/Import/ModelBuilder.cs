using Google.Protobuf;
using NetGen.Onnx.Import;
using static Onnx.TensorProto.Types;
using AttributeProto = global::Onnx.AttributeProto;
using AttributeType = global::Onnx.AttributeProto.Types.AttributeType;
using GraphProto = global::Onnx.GraphProto;
using ModelProto = global::Onnx.ModelProto;
using NodeProto = global::Onnx.NodeProto;
using TensorProto = global::Onnx.TensorProto;
using ValueInfoProto = global::Onnx.ValueInfoProto;

namespace NetGen.Onnx.Tests.Import;

/// <summary>Builds models node by node, as exporters do.</summary>
internal sealed class ModelBuilder
{
    private readonly Random _random = new(7);
    private int _names;

    public ModelBuilder(long opset = 17)
    {
        Model = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "test" } };
        Model.OpsetImport.Add(new global::Onnx.OperatorSetIdProto { Version = opset });
    }

    public ModelProto Model { get; }

    private GraphProto Graph => Model.Graph;

    /// <summary>An input; −1 is the batch.</summary>
    public string Input(string name, DataType type, params long[] dims)
    {
        Graph.Input.Add(Info(name, type, dims));
        return name;
    }

    public string Input(string name, params long[] dims) => Input(name, DataType.Float, dims);

    public void Output(string name, int rank, DataType type = DataType.Float)
    {
        ValueInfoProto info = Info(name, type, [.. Enumerable.Range(0, rank).Select(static _ => -2L)]);
        Graph.Output.Add(info);
    }

    /// <summary>A weight of random numbers.</summary>
    public string Weight(string name, params long[] dims)
    {
        int count = (int)dims.Aggregate(1L, static (product, dim) => product * dim);
        double scale = Math.Sqrt(dims.Length > 1 ? 1.0 / (count / dims[0]) : 0.1);
        return Constant(name, [.. Enumerable.Range(0, count).Select(_ => (float)(((2 * _random.NextDouble()) - 1) * scale))], dims);
    }

    public string Constant(string name, float[] values, params long[] dims)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)DataType.Float };
        tensor.Dims.AddRange(dims);
        byte[] bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        tensor.RawData = ByteString.CopyFrom(bytes);
        Graph.Initializer.Add(tensor);
        return name;
    }

    public string Integers(params long[] values) => Integers(values, values.Length);

    public string Scalar(long value) => Integers([value], []);

    private string Integers(long[] values, params long[] dims)
    {
        TensorProto tensor = new() { Name = $"const_{_names++}", DataType = (int)DataType.Int64 };
        tensor.Dims.AddRange(dims);
        tensor.Int64Data.AddRange(values);
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A node with one output.</summary>
    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes) =>
        Nodes(type, 1, inputs, attributes)[0];

    /// <summary>A node with several.</summary>
    public string[] Nodes(string type, int outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = $"/{type.ToLowerInvariant()}_{_names++}" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(Enumerable.Range(0, outputs).Select(i => $"{node.Name}_out{i}"));
        node.Attribute.AddRange(attributes.Select(static attribute => Attribute(attribute.Name, attribute.Value)));
        Graph.Node.Add(node);
        return [.. node.Output];
    }

    public ImportedNetwork Import(ImportOptions? options = null) =>
        OnnxImporter.Import("model.onnx", Model, options ?? new ImportOptions { ClassName = "Net" });

    private static AttributeProto Attribute(string name, object value)
    {
        AttributeProto attribute = new() { Name = name };
        switch (value)
        {
            case int number:
                (attribute.Type, attribute.I) = (AttributeType.Int, number);
                break;
            case float number:
                (attribute.Type, attribute.F) = (AttributeType.Float, number);
                break;
            case string text:
                (attribute.Type, attribute.S) = (AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case long[] numbers:
                attribute.Type = AttributeType.Ints;
                attribute.Ints.AddRange(numbers);
                break;
            default:
                throw new ArgumentException($"{value}");
        }

        return attribute;
    }

    private static ValueInfoProto Info(string name, DataType type, long[] dims)
    {
        global::Onnx.TypeProto.Types.Tensor tensor = new() { ElemType = (int)type, Shape = new global::Onnx.TensorShapeProto() };
        foreach ((long dim, int i) in dims.Select(static (dim, i) => (dim, i)))
        {
            tensor.Shape.Dim.Add(dim >= 0
                ? new global::Onnx.TensorShapeProto.Types.Dimension { DimValue = dim }
                : new global::Onnx.TensorShapeProto.Types.Dimension { DimParam = dim == -1 ? "batch" : $"{name}_{i}" });
        }

        return new ValueInfoProto { Name = name, Type = new global::Onnx.TypeProto { TensorType = tensor } };
    }
}
