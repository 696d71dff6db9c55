using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Convolutions, of sequences and of images.</summary>
internal static class Convolutions
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("Conv", Conv);
        all.Add("ConvTranspose", ConvTranspose);
    }

    private static Value Conv(OperatorContext c)
    {
        (Value x, Tensor weight, int[] spatial) = Read(c);
        int groups = (int)c.Node.Int("group", 1), outputs = weight.Dims[0];
        if (groups < 1 || outputs % groups != 0 || x.Dims[1] != (long)weight.Dims[1] * groups)
        {
            throw new UnsupportedException($"{groups} groups of {string.Join('×', weight.Dims)} do not fit {x}.");
        }

        Windows w = Windows.Of(c.Node, spatial, weight.Dims[2..]);
        int[] size = [.. spatial.Select((n, i) => w.Outputs(i, n))];
        return Step(c, x, "Conv", outputs, size, weight, Arguments(w, groups, outputs, hasBias: c.Find(2) is not null));
    }

    private static Value ConvTranspose(OperatorContext c)
    {
        (Value x, Tensor weight, int[] spatial) = Read(c);
        int groups = (int)c.Node.Int("group", 1);
        if (groups < 1 || x.Dims[1] != weight.Dims[0] || weight.Dims[0] % groups != 0)
        {
            throw new UnsupportedException($"{groups} groups of {string.Join('×', weight.Dims)} do not fit {x}.");
        }

        int outputs = checked(weight.Dims[1] * groups);
        OnnxNode node = c.Node;
        string autoPad = node.Text("auto_pad", "NOTSET");
        Windows w = Windows.Of(node, spatial, weight.Dims[2..]);
        int[] more = Windows.Ints(node, "output_padding", spatial.Length, least: 0) ?? [.. spatial.Select(static _ => 0)];
        int[]? wanted = Windows.Ints(node, "output_shape", spatial.Length);
        if (wanted is null && autoPad is "SAME_UPPER" or "SAME_LOWER")
        {
            wanted = [.. spatial.Select((n, i) => n * w.Stride[i])];
        }

        int Full(int i) => (w.Stride[i] * (spatial[i] - 1)) + more[i] + w.Extent(i);
        if (wanted is not null)
        {
            // What is too much is cut off on both sides; what is too little is added behind.
            int[] cut = [.. wanted.Select((n, i) => Full(i) - n)];
            more = [.. more.Select((n, i) => n + Math.Max(0, -cut[i]))];
            int[] less = [.. cut.Select(static sum => Math.Max(0, sum) / 2)],
            rest = [.. cut.Select((sum, i) => Math.Max(0, sum) - less[i])];
            w = w with { Before = autoPad == "SAME_UPPER" ? less : rest, Behind = autoPad == "SAME_UPPER" ? rest : less };
        }

        int[] size = [.. spatial.Select((_, i) => Full(i) - w.Before[i] - w.Behind[i])];
        if (size.Any(static n => n < 1))
        {
            throw new UnsupportedException("nothing is left of its result.");
        }

        string output = more.All(static n => n == 0) ? "" : $"OutputPadding = {Windows.Text(more)}";
        return Step(c, x, "ConvTranspose", outputs, size, weight, Arguments(w, groups, outputs, c.Find(2) is not null, output));
    }

    private static (Value X, Tensor Weight, int[] Spatial) Read(OperatorContext c)
    {
        Value x = c.X;
        Tensor weight = c.Constant(1, "weights");
        if (weight.Dims.Length != x.Rank || x.Rank < 3)
        {
            throw new UnsupportedException($"weights of {string.Join('×', weight.Dims)} do not fit {x}.");
        }

        if (x.Rank > 4)
        {
            throw new UnsupportedException($"it has {x.Rank - 2} dimensions behind the channels; networks have one or two.");
        }

        if (x.BatchAxis != 0 && x.Dims[0] != 1)
        {
            throw new UnsupportedException($"the first axis of {x} is no batch.");
        }

        return x.Dims[0] == Batch.Marker || x.Dims[0] == 1
            ? (x, weight, [.. x.Dims[2..].Select(static dim => (int)dim)])
            : throw new UnsupportedException($"the first axis of {x} is not the batch alone.");
    }

    private static Value Step(OperatorContext c, Value x, string kind, int outputs, int[] size, Tensor weight, string arguments)
    {
        StepGraph graph = c.Algebra.Graph;
        int[] sample = [.. x.Dims[1..].Select(static dim => (int)dim)];
        Weight[] weights = [Weight.Of("weight", Algebra.Algebra.Safe(weight), weight.Dims)];
        if (c.FindConstant(2, "bias") is { } bias)
        {
            weights = [.. weights, Weight.Of("bias", Algebra.Algebra.Safe(bias), outputs)];
        }

        long[] dims = [x.Dims[0], outputs, .. size.Select(static n => (long)n)];
        if (size.Length == 2)
        {
            return Value.Of(graph.Apply($"{kind}2d", graph.Reshape(x.Step, sample), [outputs, .. size], arguments, weights), x.Type, dims);
        }

        Step turned = graph.Permute(graph.Reshape(x.Step, sample), 1, 0);
        return Value.Of(graph.Permute(graph.Apply($"{kind}1d", turned, [size[0], outputs], arguments, weights), 1, 0), x.Type, dims);
    }

    private static string Arguments(Windows w, int groups, int outputs, bool hasBias, string more = "")
    {
        List<string> all = [$"{outputs}"];
        if (w.Kernel.Any(static n => n != 3))
        {
            all.Add($"Kernel = {Windows.Text(w.Kernel)}");
        }

        if (w.Stride.Any(static n => n != 1))
        {
            all.Add($"Stride = {Windows.Text(w.Stride)}");
        }

        if (Sides(w) is { Length: > 0 } sides)
        {
            all.Add(sides);
        }

        if (w.Dilation.Any(static n => n != 1))
        {
            all.Add($"Dilation = {Windows.Text(w.Dilation)}");
        }

        if (groups != 1)
        {
            all.Add($"Groups = {groups}");
        }

        if (more.Length > 0)
        {
            all.Add(more);
        }

        return string.Join(", ", hasBias ? all : [.. all, "Bias = false"]);
    }

    /// <summary>"Padding = 1", of two numbers, or of all sides.</summary>
    public static string Sides(Windows w)
    {
        int[] all = [.. w.Before, .. w.Behind];
        return all.All(static n => n == 0) ? ""
            : all.Distinct().Count() == 1 || w.Count == 1 || !w.Before.SequenceEqual(w.Behind) ? $"Padding = {Windows.Text(all)}"
            : $"Padding = {Windows.Text(w.Before)}";
    }
}
