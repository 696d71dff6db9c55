using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Poolings: the attributes of sequences and of images, and axis by axis what these do not have.</summary>
internal static class Pools
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("MaxPool", static c => MaxPool(c));
        all.Add("AveragePool", static c => Pool(c, c.X, isMax: false, c.Node.Flag("count_include_pad")));
        all.Add("LpPool", LpPool);
        all.Add("GlobalAveragePool", static c => c.Algebra.Reduce(Reduction.Mean, c.X, [.. Enumerable.Range(2, c.X.Rank - 2)]));
        all.Add("GlobalMaxPool", static c => c.Algebra.Reduce(Reduction.Max, c.X, [.. Enumerable.Range(2, c.X.Rank - 2)]));
        all.Add("GlobalLpPool", static c => Norm(c, x => c.Algebra.Reduce(Reduction.Sum, x, [.. Enumerable.Range(2, c.X.Rank - 2)])));
    }

    private static Value[] MaxPool(OperatorContext c)
    {
        c.Lacks(1, "places of the maxima");
        Value pooled = Pool(c, c.X, isMax: true, countsPadding: false);
        return [pooled];
    }

    /// <summary>(Σ |x|ᵖ)^(1/p).</summary>
    private static Value LpPool(OperatorContext c) => Norm(c, x =>
    {
        Value mean = Pool(c, x, isMax: false, countsPadding: true);
        double taps = c.Node.Ints("kernel_shape")!.Aggregate(1.0, static (product, n) => product * n);
        return c.Algebra.Multiply(mean, OperatorContext.Number(taps, x.Type));
    });

    private static Value Norm(OperatorContext c, Func<Value, Value> sum)
    {
        double p = c.Node.Int("p", 2);
        Algebra.Algebra a = c.Algebra;
        Value powers = p switch
        {
            1 => a.Formula(c.X, "Abs", "M.Abs(x)", Math.Abs),
            2 => Reductions.Square(a, c.X),
            _ => a.Formula(c.X, "PowerOfAbs", "M.Pow(M.Abs(x), p)", x => Math.Pow(Math.Abs(x), p), "p", p),
        };
        Value total = sum(powers);
        return p switch
        {
            1 => total,
            2 => Reductions.Root(a, total),
            _ => a.Formula(total, "Root", "M.Pow(x, p)", x => Math.Pow(x, 1 / p), "p", 1 / p),
        };
    }

    private static Value Pool(OperatorContext c, Value x, bool isMax, bool countsPadding)
    {
        if (x.Rank < 3 || Batch.Is(x.Dims[1]) || x.Dims.Skip(2).Any(Batch.Is))
        {
            throw new UnsupportedException($"it needs batch, channels and at least one more axis, not {x}.");
        }

        int[] spatial = [.. x.Dims[2..].Select(static dim => (int)dim)];
        Windows w = Windows.Of(c.Node, spatial, null);
        int[] size = [.. spatial.Select((n, i) => w.Outputs(i, n))];
        long[] dims = [.. x.Dims[..2], .. size.Select(static n => (long)n)];
        StepGraph graph = c.Algebra.Graph;
        string kind = isMax ? "MaxPool" : "AvgPool";
        bool isPlain = w.Dilation.All(static n => n == 1) && w.Before.Concat(w.Behind).All(pad => pad <= w.Kernel[0] / 2)
            && x.Dims[0] is Batch.Marker or 1;
        if (isPlain && spatial.Length == 2 && w.Kernel[0] == w.Kernel[1])
        {
            int[] sample = [(int)x.Dims[1], .. spatial];
            return Value.Of(graph.Apply(
                $"{kind}2d", graph.Reshape(x.Step, sample), [sample[0], .. size], Arguments(w, isMax, countsPadding)), x.Type, dims);
        }

        if (isPlain && spatial.Length == 1)
        {
            Step turned = graph.Permute(graph.Reshape(x.Step, (int)x.Dims[1], spatial[0]), 1, 0);
            Step pooled = graph.Apply($"{kind}1d", turned, [size[0], (int)x.Dims[1]], Arguments(w, isMax, countsPadding));
            return Value.Of(graph.Permute(pooled, 1, 0), x.Type, dims);
        }

        // Windows are what windows along one axis make of those along the others.
        for (int i = 0; i < spatial.Length; i++)
        {
            x = isMax ? MaxAlong(c.Algebra, x, i + 2, w, i, size[i]) : MeanAlong(c.Algebra, x, i + 2, w, i, size[i], countsPadding);
        }

        return x;
    }

    /// <summary>The larger of what each place in the windows sees.</summary>
    private static Value MaxAlong(Algebra.Algebra algebra, Value x, int axis, Windows w, int i, int count)
    {
        int n = (int)x.Dims[axis];

        // A place beyond the input sees what the nearest place of its window within the input sees.
        int Nearest(int window, int tap)
        {
            int start = (window * w.Stride[i]) - w.Before[i], d = w.Dilation[i];
            int first = start >= 0 ? 0 : (-start + d - 1) / d, last = Math.Min(w.Kernel[i] - 1, (n - 1 - start) / d);
            return start >= n || first > last
                ? throw new UnsupportedException("a window lies in the padding as a whole.")
                : start + (Math.Clamp(tap, first, last) * d);
        }

        Value? most = null;
        foreach (int[] places in Enumerable.Range(0, w.Kernel[i]).Select(
            tap => Enumerable.Range(0, count).Select(o => Nearest(o, tap)).ToArray()))
        {
            Value seen = algebra.Take(x, axis, places);
            most = most is null ? seen : algebra.Pair(Pairing.Max, most, seen);
        }

        return most!;
    }

    private static Value MeanAlong(Algebra.Algebra algebra, Value x, int axis, Windows w, int i, int count, bool countsPadding)
    {
        int n = (int)x.Dims[axis];
        bool Sees(int window, int place, int before, int behind, out int at)
        {
            at = (window * w.Stride[i]) - w.Before[i] + (place * w.Dilation[i]);
            return at >= -before && at < n + behind;
        }

        double[] counted =
        [
            .. Enumerable.Range(0, count).Select(o => (double)Enumerable.Range(0, w.Kernel[i]).Count(p =>
                Sees(o, p, countsPadding ? w.Before[i] : 0, countsPadding ? w.Behind[i] : 0, out _))),
        ];
        return algebra.AlongAxis(x, axis, count, (to, from) => Enumerable.Range(0, w.Kernel[i])
            .Any(place => Sees(to, place, 0, 0, out int at) && at == from) ? 1 / counted[to] : 0);
    }

    private static string Arguments(Windows w, bool isMax, bool countsPadding)
    {
        List<string> all = [$"{w.Kernel[0]}"];
        if (w.Stride.Any(n => n != w.Kernel[0]))
        {
            all.Add($"Stride = {Windows.Text(w.Stride)}");
        }

        if (Convolutions.Sides(w) is { Length: > 0 } sides)
        {
            all.Add(sides);
            if (!isMax && !countsPadding)
            {
                all.Add("CountIncludePad = false");
            }
        }

        if (w.IsCeiled)
        {
            all.Add("CeilMode = true");
        }

        return string.Join(", ", all);
    }
}
