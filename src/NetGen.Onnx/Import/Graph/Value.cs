using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Graph;

/// <summary>What a node reads or gives: a constant, or what a step of the network computes for each sample.</summary>
internal sealed class Value
{
    private Value(DataType type, long[] dims, Tensor? constant, Step? step) =>
        (Type, Dims, Constant, StepOrNull) = (type, dims, constant, step);

    public DataType Type { get; }

    /// <summary>Dimensions as ONNX counts them, the batch among them.</summary>
    public long[] Dims { get; }

    public Tensor? Constant { get; }

    public bool IsConstant => Constant is not null;

    /// <summary>The step whose output are the sample's values, row by row, in whatever form.</summary>
    public Step Step => StepOrNull ?? throw new UnsupportedException("it computes with a constant where a network has values.");

    private Step? StepOrNull { get; }

    public int Rank => Dims.Length;

    /// <summary>Which dimension is the batch; −1 for none.</summary>
    public int BatchAxis => Array.FindIndex(Dims, Batch.Is);

    /// <summary>Dimensions of a sample.</summary>
    public int[] Sample => [.. Dims.Where(static dim => dim != Batch.Marker).Select(static dim => (int)Batch.InSample(dim))];

    /// <summary>Values of a sample.</summary>
    public int Size => Sample.Aggregate(1, static (product, dim) => product * dim);

    public static Value Of(Tensor constant) => new(constant.Type, [.. constant.Dims.Select(static dim => (long)dim)], constant, null);

    /// <exception cref="UnsupportedException">The dimensions are none that a network has.</exception>
    public static Value Of(Step step, DataType type, params long[] dims)
    {
        if (dims.Count(Batch.Is) > 1)
        {
            throw new UnsupportedException($"the batch would stand in two dimensions of {Text(dims)}.");
        }

        if (dims.Any(static dim => dim < 1))
        {
            throw new UnsupportedException($"a value of {Text(dims)} has no elements.");
        }

        double size = dims.Aggregate(1.0, static (product, dim) => product * Batch.InSample(dim));
        if (size != step.Size)
        {
            throw new UnsupportedException(
                FormattableString.Invariant($"{step.Size} values of a sample do not fill {Text(dims)}: samples would meet."));
        }

        return new Value(type, dims, null, step);
    }

    /// <summary>The same values as other dimensions.</summary>
    public Value As(params long[] dims) => Of(Step, Type, dims);

    /// <summary>The same dimensions of another step, or as another type.</summary>
    public Value With(Step step, DataType? type = null) => Of(step, type ?? Type, Dims);

    public Value OfType(DataType type) => type == Type ? this : new(type, Dims, Constant?.As(type), StepOrNull);

    public int Axis(long axis) => axis >= -Rank && axis < Rank
        ? (int)(axis < 0 ? axis + Rank : axis)
        : throw new UnsupportedException($"there is no axis {axis} in {Text(Dims)}.");

    /// <summary>An axis as one of the sample's.</summary>
    public int SampleAxis(long axis)
    {
        int own = Axis(axis);
        return Dims[own] == Batch.Marker
            ? throw new UnsupportedException($"axis {axis} of {Text(Dims)} is the batch, whose samples a network keeps apart.")
            : own - Dims.Take(own).Count(static dim => dim == Batch.Marker);
    }

    public override string ToString() => Text(Dims);

    /// <summary>"batch×3×32×32".</summary>
    public static string Text(IEnumerable<long> dims)
    {
        string text = string.Join('×', dims.Select(static dim =>
            !Batch.Is(dim) ? FormattableString.Invariant($"{dim}")
            : dim == Batch.Marker ? "batch"
            : FormattableString.Invariant($"{Batch.InSample(dim)}·batch")));
        return text.Length > 0 ? text : "one number";
    }
}
