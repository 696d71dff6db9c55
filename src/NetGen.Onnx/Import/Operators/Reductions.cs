using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Sums, means, maxima and norms along axes.</summary>
internal static class Reductions
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        Add(all, "ReduceSum", static (a, x, axes) => a.Reduce(Reduction.Sum, x, axes));
        Add(all, "ReduceMean", static (a, x, axes) => a.Reduce(Reduction.Mean, x, axes));
        Add(all, "ReduceMax", static (a, x, axes) => a.Reduce(Reduction.Max, x, axes));
        Add(all, "ReduceMin", static (a, x, axes) => a.Reduce(Reduction.Min, x, axes));
        Add(all, "ReduceL1", static (a, x, axes) => a.Reduce(Reduction.Sum, a.Formula(x, "Abs", "M.Abs(x)", Math.Abs), axes));
        Add(all, "ReduceL2", static (a, x, axes) => Root(a, a.Reduce(Reduction.Sum, Square(a, x), axes)));
        Add(all, "ReduceSumSquare", static (a, x, axes) => a.Reduce(Reduction.Sum, Square(a, x), axes));
        Add(all, "ReduceLogSum", static (a, x, axes) => a.Formula(a.Reduce(Reduction.Sum, x, axes), "Log", "M.Log(x)", Math.Log));
        Add(all, "ReduceLogSumExp", LogSumExp);
        Add(all, "ReduceProd", Product);
        all.Add("ArgMax", static c => Arg(c, Reduction.Max));
        all.Add("ArgMin", static c => Arg(c, Reduction.Min));
    }

    public static Value Square(Algebra.Algebra algebra, Value x) => algebra.Formula(x, "Square", "x * x", static x => x * x);

    public static Value Root(Algebra.Algebra algebra, Value x) => algebra.Formula(x, "Sqrt", "M.Sqrt(x)", Math.Sqrt);

    private static void Add(
        Dictionary<string, OperatorMapping> all, string name, Func<Algebra.Algebra, Value, int[], Value> reduce) => all.Add(name, c =>
    {
        Value x = c.X;
        int[]? given = c.Axes(1)?.Select(x.Axis).ToArray();
        if (given is null or [])
        {
            if (c.Node.Flag("noop_with_empty_axes"))
            {
                // Only what is done to each element.
                return reduce(c.Algebra, x, []);
            }

            given = [.. Enumerable.Range(0, x.Rank)];
        }

        Value y = reduce(c.Algebra, x, given);
        return c.Node.Int("keepdims", 1) != 0
            ? y
            : Algebra.Algebra.Reshape(y, [.. y.Dims.Where((_, i) => !given.Contains(i))]);
    });

    /// <summary>The first or last place of the extreme: the smallest or largest of the places that have it. It has no gradient.</summary>
    public static Value Place(OperatorContext c, Reduction reduction, int axis)
    {
        Algebra.Algebra a = c.Algebra;
        Value x = c.X;
        int n = (int)Math.Min(x.Dims[axis], int.MaxValue);
        bool isLast = c.Node.Flag("select_last_index");
        x.SampleAxis(axis);
        int[] dims = [.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? n : 1)];
        Value places = Value.Of(Reading.Tensor.Of(DataType.Float, dims, static i => i));
        Value misses = a.Pair(new("Differs", "x == y ? 0 : 1", static (x, y) => x == y ? 0 : 1), x, a.Reduce(reduction, x, axis));
        Value far = a.Multiply(misses.OfType(DataType.Float), OperatorContext.Number(isLast ? -n : n));
        return a.Reduce(
            isLast ? Reduction.Max : Reduction.Min, a.Pair(Pairing.Add with { Learns = false }, far, places), axis).OfType(DataType.Int64);
    }

    private static Value Arg(OperatorContext c, Reduction reduction)
    {
        int axis = c.Axis(0);
        Value place = Place(c, reduction, axis);
        return c.Node.Int("keepdims", 1) != 0
            ? place
            : Algebra.Algebra.Reshape(place, [.. place.Dims.Where((_, i) => i != axis)]);
    }

    /// <summary>max + log Σ e^(x − max), which never overflows.</summary>
    private static Value LogSumExp(Algebra.Algebra algebra, Value x, int[] axes)
    {
        Value most = algebra.Reduce(Reduction.Max, x, axes);
        Value powers = algebra.Formula(algebra.Subtract(x, most), "Exp", "M.Exp(x)", Math.Exp);
        Value sum = algebra.Formula(algebra.Reduce(Reduction.Sum, powers, axes), "Log", "M.Log(x)", Math.Log);
        return algebra.Add(most, sum);
    }

    /// <summary>Half of an axis times the other half, until one element is left.</summary>
    private static Value Product(Algebra.Algebra algebra, Value x, int[] axes)
    {
        if (x.Constant is { } constant)
        {
            return constant.IsInteger
                ? Integers(constant, axes)
                : Value.Of(Folding.Fold.Reduce(constant, axes, 1, static (a, b) => a * b));
        }

        foreach (int axis in axes)
        {
            x.SampleAxis(axis);
            while (x.Dims[axis] > 1)
            {
                int n = (int)x.Dims[axis], half = n / 2;
                Value halves = algebra.Multiply(algebra.Slice(x, axis, 0, half), algebra.Slice(x, axis, half, half));
                x = n % 2 == 0 ? halves : algebra.Concat([halves, algebra.Slice(x, axis, n - 1, 1)], axis);
            }
        }

        return x;
    }

    /// <summary>Of sizes, exactly: there the batch is among them.</summary>
    private static Value Integers(Reading.Tensor constant, int[] axes)
    {
        if (axes.Length != constant.Dims.Length)
        {
            return Value.Of(Folding.Fold.Reduce(constant, axes, 1, static (a, b) => a * b));
        }

        long product = constant.ToIntegers().Aggregate(1L, static (product, value) => checked(product * value));
        return Value.Of(Reading.Tensor.OfIntegers(constant.Type, [.. constant.Dims.Select(static _ => 1)], _ => product));
    }
}
