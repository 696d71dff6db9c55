using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Algebra;

/// <summary>What is made of the elements along an axis.</summary>
internal enum Reduction
{
    Sum,
    Mean,
    Max,
    Min,
}

/// <content>Sums along axes, and products of matrices.</content>
internal sealed partial class Algebra
{
    /// <summary>Most products of matrices that one of many becomes.</summary>
    private const int MostProducts = 256;

    /// <summary>Along axes, of which one element each is left.</summary>
    public Value Reduce(Reduction reduction, Value x, params int[] axes)
    {
        if (x.Constant is { } constant)
        {
            double share = axes.Aggregate(1.0, (product, axis) => product * constant.Dims[axis]);
            return Value.Of(reduction switch
            {
                Reduction.Sum => Fold.Reduce(constant, axes, 0, static (a, b) => a + b),
                Reduction.Mean => Fold.Map(
                    constant.Type, Fold.Reduce(constant.As(DataType.Double), axes, 0, static (a, b) => a + b), sum => sum / share),
                Reduction.Max => Fold.Reduce(constant, axes, double.NegativeInfinity, Math.Max),
                _ => Fold.Reduce(constant, axes, double.PositiveInfinity, Math.Min),
            });
        }

        Value y = x;
        int[] left = [.. axes.Where(axis => x.Dims[axis] != 1).Order()];
        while (left.Length > 0)
        {
            // Neighbours at the end go as one.
            int last = left[^1], first = last;
            int[] run = [.. left.Reverse().TakeWhile((axis, i) => axis == last - i)];
            first = run[^1];
            left = left[..^run.Length];
            y = ReduceRun(reduction, y, first, run.Length);
        }

        return y;
    }

    private Value ReduceRun(Reduction reduction, Value x, int first, int count)
    {
        int own = x.SampleAxis(first);
        for (int i = 1; i < count; i++)
        {
            x.SampleAxis(first + i);
        }

        long[] dims = [.. x.Dims.Select((dim, i) => i >= first && i < first + count ? 1 : dim)];
        int[] sample = x.Sample;
        (int before, int n, int behind) = Around(sample, own, count);
        string kind = $"{reduction}Over";
        if (sample.Length == 3 && own == 1 && count == 2 && reduction is Reduction.Mean or Reduction.Max)
        {
            string pool = reduction == Reduction.Mean ? "GlobalAvgPool2d" : "GlobalMaxPool2d";
            return Value.Of(graph.Apply(pool, graph.Reshape(x.Step, sample), [before]), x.Type, dims);
        }

        Step step = (before, behind) switch
        {
            (1, 1) => graph.Apply(kind, graph.Reshape(x.Step, n), [1], "Axis.Features"),
            (_, 1) => graph.Apply(kind, graph.Reshape(x.Step, before, n), [before, 1], "Axis.Features"),
            (1, _) => graph.Apply(kind, graph.Reshape(x.Step, n, behind), [behind], "Axis.Length"),
            _ => graph.Apply(kind, graph.Reshape(x.Step, before, n, behind), [before, 1, behind], "Axis.Height"),
        };
        return Value.Of(step, x.Type, dims);
    }

    /// <summary>The product of matrices in the last two dimensions.</summary>
    public Value Product(Value x, Value y)
    {
        if (x.Rank == 0 || y.Rank == 0)
        {
            throw new UnsupportedException("a product of matrices has an operand of no dimension.");
        }

        Value a = x.Rank == 1 ? Reshape(x, 1, x.Dims[0]) : x, b = y.Rank == 1 ? Reshape(y, y.Dims[0], 1) : y;
        Value product = MatrixProduct(a, b);
        long[] dims = product.Dims;
        if (x.Rank == 1)
        {
            dims = [.. dims[..^2], dims[^1]];
        }

        return Reshape(product, y.Rank == 1 ? dims[..^1] : dims);
    }

    private Value MatrixProduct(Value x, Value y)
    {
        if (x.Dims[^1] != y.Dims[^2])
        {
            throw new UnsupportedException($"{x} and {y} are not to be multiplied.");
        }

        if (x.Constant is { } a && y.Constant is { } b)
        {
            return Value.Of(Fold.Product(a, b));
        }

        if (y.IsConstant && y.Size == y.Dims[^1] * y.Dims[^2])
        {
            return Linear(x, Fold.Transpose(y.Constant!.Reshaped((int)y.Dims[^2], (int)y.Dims[^1]), [1, 0]), null, MoreDims(x, y.Rank));
        }

        if (x.IsConstant && x.Size == x.Dims[^1] * x.Dims[^2])
        {
            return TurnedAround(Linear(TurnedAround(y), x.Constant!.Reshaped((int)x.Dims[^2], (int)x.Dims[^1]), null, MoreDims(y, x.Rank)));
        }

        return Products(x, y);
    }

    private static int MoreDims(Value x, int rank) => Math.Max(0, rank - x.Rank);

    /// <summary>y = x · Wᵀ + b over the last dimension.</summary>
    public Value Linear(Value x, Tensor weight, Tensor? bias, int moreDims = 0)
    {
        (int outputs, int inputs) = (weight.Dims[0], weight.Dims[1]);
        if (Batch.Is(x.Dims[^1]))
        {
            throw new UnsupportedException($"the batch of {x} is multiplied with a matrix.");
        }

        int rows = x.Size / inputs;
        Step flat = rows == 1 ? graph.Reshape(x.Step, inputs)
            : x.Step.Form is [_, var last] && last == inputs ? x.Step
            : graph.Reshape(x.Step, rows, inputs);
        Step step = LinearStep(flat, outputs, weight, bias);
        return Value.Of(step, x.Type, [.. Enumerable.Repeat(1L, moreDims), .. x.Dims[..^1], outputs]);
    }

    private Step LinearStep(Step x, int outputs, Tensor weight, Tensor? bias)
    {
        if (AttentionIdiom.Of(graph, x, outputs, weight, bias) is { } attention)
        {
            return attention;
        }

        Weight w = Weight.Of("weight", Safe(weight), weight.Dims);
        return graph.Add(new()
        {
            Kind = "Linear", Inputs = [x], Form = [.. x.Form[..^1], outputs], Before = Text(outputs),
            After = bias is null ? "Bias = false" : "",
            Weights = bias is null ? [w] : [w, Weight.Of("bias", Safe(bias), outputs)],
        });
    }

    /// <summary>A product of matrices for each of the dimensions before the last two.</summary>
    private Value Products(Value x, Value y)
    {
        if (x.Dims[^2..].Any(Batch.Is) || y.Dims[^2..].Any(Batch.Is))
        {
            throw new UnsupportedException($"in the product of {x} and {y} samples would meet.");
        }

        long[] batch = Fold.Broadcast(x.Dims[..^2], (IReadOnlyList<long>)y.Dims[..^2]);
        if (x.IsConstant || y.IsConstant)
        {
            return ProductsWithConstant(x, y, batch);
        }

        (int n, int k, int m) = ((int)x.Dims[^2], (int)x.Dims[^1], (int)y.Dims[^1]);
        int[] own = [.. batch.Where(static dim => dim != Batch.Marker).Select(static dim => (int)Batch.InSample(dim))];
        int count = own.Aggregate(1, static (product, dim) => product * dim);
        Check(count);
        int[] Own(Value value) => [.. value.Sample[..^2]];
        Func<int, int> left = Fold.Places(own, Own(x)), right = Fold.Places(own, Own(y));
        Step[] parts = [.. Enumerable.Range(0, count).Select(i =>
        {
            Step a = Matrix(x, left(i), n, k), b = Matrix(y, right(i), k, m);

            // Turned around only to be multiplied: the product can do it itself.
            bool turns = b.Kind == "Permute" && b.Inputs[0].Form is [var rows, var columns] && rows == m && columns == k;
            return graph.Add(new()
            {
                Kind = "MatMul", Inputs = [a, turns ? b.Inputs[0] : b], Form = [n, m], After = turns ? "Transpose = true" : "",
            });
        })];
        Step step = parts.Length == 1 ? parts[0] : graph.Add(new()
        {
            Kind = "Concat", Inputs = [.. parts.Select(part => graph.Reshape(part, part.Size))], Form = [count * n * m], Joins = true,
        });
        return Value.Of(step, x.Type, [.. batch, n, m]);
    }

    private Step Matrix(Value x, int index, int rows, int columns)
    {
        int size = rows * columns;
        if (x.Size == size)
        {
            return graph.Reshape(x.Step, rows, columns);
        }

        Step all = graph.Reshape(x.Step, x.Size / size, rows, columns);
        return graph.Reshape(graph.Apply("Slice", all, [1, rows, columns], $"Axis.Channels, {index}, 1"), rows, columns);
    }

    private Value ProductsWithConstant(Value x, Value y, long[] batch)
    {
        if (x.IsConstant)
        {
            return TurnedAround(ProductsWithConstant(TurnedAround(y), TurnedAround(x), batch));
        }

        (int n, int k, int m) = ((int)x.Dims[^2], (int)x.Dims[^1], (int)y.Dims[^1]);
        int[] own = [.. batch.Where(static dim => dim != Batch.Marker).Select(static dim => (int)Batch.InSample(dim))];
        int count = own.Aggregate(1, static (product, dim) => product * dim);
        Check(count);
        int[] dims = [.. Enumerable.Repeat(1, batch.Length + 2 - y.Rank), .. y.Dims.Select(static dim => (int)dim)];
        int[] constantOwn = [.. dims[..^2].Where((_, i) => batch[i] != Batch.Marker)];
        Func<int, int> left = Fold.Places(own, x.Sample[..^2]), right = Fold.Places(own, constantOwn);
        Tensor turned = Fold.Transpose(y.Constant!.Reshaped(y.Size / (k * m), k, m), [0, 2, 1]);
        Step[] parts = [.. Enumerable.Range(0, count).Select(i =>
        {
            Tensor weight = Fold.Take(turned, 0, [right(i)]).Reshaped(m, k);
            return graph.Reshape(LinearStep(Matrix(x, left(i), n, k), m, weight, null), n * m);
        })];
        Step step = parts.Length == 1
            ? parts[0]
            : graph.Add(new() { Kind = "Concat", Inputs = parts, Form = [count * n * m], Joins = true });
        return Value.Of(step, x.Type, [.. batch, n, m]);
    }

    private static void Check(int count)
    {
        if (count > MostProducts)
        {
            throw new UnsupportedException(FormattableString.Invariant($"it is {count} products of matrices, more than {MostProducts}."));
        }
    }
}
