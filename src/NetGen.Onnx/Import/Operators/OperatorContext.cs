using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>A node with what it reads, for the operator that makes its outputs.</summary>
/// <param name="node">The node.</param>
/// <param name="values">What it reads; null for what is left out.</param>
/// <param name="algebra">What operators are made of.</param>
/// <param name="model">The whole model.</param>
/// <param name="sources">The node that gave a value, by the value's name.</param>
internal sealed class OperatorContext(
    OnnxNode node, Value?[] values, Algebra.Algebra algebra, OnnxModel model, IReadOnlyDictionary<string, Value> sources)
{
    public OnnxNode Node => node;

    public Algebra.Algebra Algebra => algebra;

    /// <summary>The version of the operators.</summary>
    public long Opset => node.Opset;

    /// <summary>The values known so far.</summary>
    public IReadOnlyDictionary<string, Value> Known => sources;

    /// <summary>What the node reads; those of one by one.</summary>
    public IEnumerable<Value> All => values.Where(static value => value is not null).Select(static value => value!);

    public Value X => this[0];

    /// <exception cref="UnsupportedException">It is left out.</exception>
    public Value this[int index] => Find(index) ?? throw new UnsupportedException($"input {index} is missing.");

    public Value? Find(int index) => index < values.Length ? values[index] : null;

    /// <summary>An input that must be known when the network is made.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="what">For people: "weights".</param>
    /// <exception cref="UnsupportedException">It is computed.</exception>
    public Tensor Constant(int index, string what) =>
        FindConstant(index, what) ?? throw new UnsupportedException($"its {what} are missing.");

    /// <summary>The same, null where it is left out.</summary>
    public Tensor? FindConstant(int index, string what) => Find(index) is not { } value ? null : value.Constant
        ?? throw new UnsupportedException($"its {what} ('{node.Inputs[index]}') are computed by the network; a constant is needed.");

    /// <summary>Axes that were an attribute once and are an input now.</summary>
    public long[]? Axes(int index, string attribute = "axes") =>
        FindConstant(index, "axes")?.ToIntegers() ?? node.Ints(attribute);

    /// <summary>How many read an output of the node.</summary>
    public int Readers(string value) => model.Readers.GetValueOrDefault(value);

    /// <summary>An axis of the first input.</summary>
    public int Axis(long otherwise, string attribute = "axis") => X.Axis(node.Int(attribute, otherwise));

    /// <exception cref="UnsupportedException">Somebody reads the output.</exception>
    public void Lacks(int output, string what)
    {
        if (node.HasOutput(output) && Readers(node.Outputs[output]) > 0)
        {
            throw new UnsupportedException($"its output '{node.Outputs[output]}' ({what}) is used, which no network gives.");
        }
    }

    public static bool IsFloat(Value value) => Tensor.IsFloat(value.Type);

    public static Value Number(double value, DataType type = DataType.Float) => Import.Algebra.Algebra.Number(value, type);
}
