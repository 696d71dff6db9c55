using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>What an embedding computes with one thread for each element.</summary>
internal static class EmbeddingParts
{
    public static OpaquePart Gather(GatherKernel kernel, Layout y)
    {
        int width = kernel.Width;
        string place = y.IsDense ? "i" : $"{y.RowAt($"i / {width}", kernel.Tokens.RunRows)} + i % {width}";
        return OpaquePart.ForEach("", kernel.Formula, (kernel.Tokens.RunRows * width).OfBatch, w => w.Line(
            $"g.Y[{place}] = g.Table[g.Tokens[i / {width}] * {width} + i % {width}];"));
    }

    /// <summary>0 for positions that this run does not have.</summary>
    public static OpaquePart Sum(SumOverSamplesKernel kernel, Layout dy, bool accumulates, string element)
    {
        Dim used = kernel.Dy.RunRows * kernel.Dy.Channels, all = kernel.Dy.Size;
        string place = dy.IsDense
            ? $"n * {used.InKernel()} + i"
            : $"{dy.RowAt("n", $"i / {kernel.Dy.Channels}")} + i % {kernel.Dy.Channels}";
        return OpaquePart.ForEach("", kernel.Formula, accumulates ? used : all, w =>
        {
            w.Line($"{element} sum = {DevicePrinter.Literal(0, element)};");
            bool isPart = !accumulates && used != all;
            using (w.Open($"for (int n = 0; n < g.Batch{(isPart ? $" && i < {used.InKernel()}" : "")}; n++)"))
            {
                w.Line($"sum += g.Dy[{place}];");
            }

            w.Line($"g.Gradient[i] {(accumulates ? "+=" : "=")} sum;");
        });
    }
}
