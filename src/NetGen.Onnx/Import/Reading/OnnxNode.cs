using AttributeProto = global::Onnx.AttributeProto;
using AttributeType = global::Onnx.AttributeProto.Types.AttributeType;
using NodeProto = global::Onnx.NodeProto;

namespace NetGen.Onnx.Import.Reading;

/// <summary>A node: operator, names of what it reads and gives, attributes.</summary>
internal sealed class OnnxNode
{
    private readonly Dictionary<string, AttributeProto> _attributes = [];
    private readonly TensorReader _tensors;

    public OnnxNode(NodeProto proto, long opset, TensorReader tensors)
    {
        _tensors = tensors;
        Operator = proto.Domain is "" or "ai.onnx" ? proto.OpType : $"{proto.Domain}.{proto.OpType}";
        Inputs = [.. proto.Input];
        Outputs = [.. proto.Output];
        Name = proto.Name.Length > 0 ? proto.Name : Outputs.FirstOrDefault(static output => output.Length > 0) ?? "";
        Opset = opset;
        foreach (AttributeProto attribute in proto.Attribute)
        {
            _attributes[attribute.Name] = attribute;
        }
    }

    public string Operator { get; }

    public string Name { get; }

    public long Opset { get; }

    public string[] Inputs { get; }

    public string[] Outputs { get; }

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public bool HasInput(int index) => index < Inputs.Length && Inputs[index].Length > 0;

    public bool HasOutput(int index) => index < Outputs.Length && Outputs[index].Length > 0;

    public long Int(string attribute, long otherwise) => Find(attribute, AttributeType.Int)?.I ?? otherwise;

    public bool Flag(string attribute) => Int(attribute, 0) != 0;

    public double Float(string attribute, double otherwise) =>
        Find(attribute, AttributeType.Float) is { } found ? Written(found.F) : otherwise;

    public string Text(string attribute, string otherwise) =>
        Find(attribute, AttributeType.String)?.S.ToStringUtf8() ?? otherwise;

    public long[]? Ints(string attribute) => Find(attribute, AttributeType.Ints) is { } found ? [.. found.Ints] : null;

    public double[]? Floats(string attribute) =>
        Find(attribute, AttributeType.Floats) is { } found ? [.. found.Floats.Select(static value => Written(value))] : null;

    public string[]? Texts(string attribute) =>
        Find(attribute, AttributeType.Strings) is { } found ? [.. found.Strings.Select(static value => value.ToStringUtf8())] : null;

    public Tensor? Tensor(string attribute) => Find(attribute, AttributeType.Tensor) is { } found ? _tensors.Read(found.T) : null;

    /// <summary>0.1f is meant as 0.1.</summary>
    private static double Written(float value) => float.IsFinite(value)
        ? double.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture)
        : value;

    private AttributeProto? Find(string name, AttributeType type)
    {
        if (!_attributes.TryGetValue(name, out AttributeProto? found))
        {
            return null;
        }

        return found.Type == type || found.Type == AttributeType.Undefined
            ? found
            : throw new UnsupportedException($"the attribute '{name}' is {found.Type}, not {type}.");
    }
}
