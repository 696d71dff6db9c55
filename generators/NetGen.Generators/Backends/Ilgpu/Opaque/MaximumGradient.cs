using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Gradients of a convolution of which only the maximum over all positions is read: one thread for each element.</summary>
internal static class MaximumGradient
{
    /// <summary>Each weight looks at one position of each sample.</summary>
    public static OpaquePart Weights(MaximumWeightGradientKernel kernel, bool accumulates, string element)
    {
        ConvolutionGeometry g = kernel.Convolution;
        return OpaquePart.ForEach("", kernel.Formula, g.WeightCount, w =>
        {
            w.Lines(
                $"int o = i / {g.Depth}, c = i % {g.Depth} / {g.Taps}, k = i % {g.Taps};",
                $"{element} sum = {DevicePrinter.Literal(0, element)};");
            using (w.Open("for (int n = 0; n < g.Batch; n++)"))
            {
                w.Lines(
                    $"int at = n * {g.Outputs} + o, place = (int)g.Place[at];",
                    $"int t = place * {g.X.Stride} + k * {g.X.Dilation} - {g.X.Before};");
                using (w.Open($"if ({Exists(kernel)} && t >= 0 && t < {g.Width})"))
                {
                    w.Line($"sum += g.Dy[at] * g.X[(n * {g.Width} + t) * {g.Channels} + c];");
                }
            }

            w.Line($"g.Gradient[i] {(accumulates ? "+=" : "=")} sum;");
        });
    }

    /// <summary>Each element looks whether the position of an output has it in its window.</summary>
    public static OpaquePart Inputs(MaximumInputGradientKernel kernel, string element)
    {
        ConvolutionGeometry g = kernel.Convolution;
        return OpaquePart.ForEach("", kernel.Formula, new Dim(g.Width * g.Channels).OfBatch, w =>
        {
            w.Lines(
                $"int n = i / {g.Width * g.Channels}, t = i / {g.Channels} % {g.Width}, c = i % {g.Channels};",
                $"{element} sum = {DevicePrinter.Literal(0, element)};");
            using (w.Open($"for (int o = 0; o < {g.Outputs}; o++)"))
            {
                w.Lines(
                    $"int at = n * {g.Outputs} + o, place = (int)g.Place[at];",
                    $"int ahead = t + {g.X.Before} - place * {g.X.Stride}, k = ahead / {g.X.Dilation};");
                using (w.Open($"if ({Exists(kernel)} && ahead >= 0 && ahead == k * {g.X.Dilation} && k < {g.Taps})"))
                {
                    w.Line($"sum += g.Dy[at] * g.W[(o * {g.Channels} + c) * {g.Taps} + k];");
                }
            }

            w.Line("g.Dx[i] = sum;");
        });
    }

    /// <summary>Whether there is a maximum.</summary>
    private static string Exists(MaximumGradientKernel kernel) => kernel.Places == NumberType.UInt8 ? "place != 255" : "place >= 0";
}
