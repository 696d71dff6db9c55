using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// Features i and i + HeadSize/2 of the first heads of a row, turned by an angle that depends on the position; the channels behind
/// them are copied, unless they are there. One thread for each pair, so that x and y may be one buffer.
/// </summary>
internal static class Rotation
{
    public static OpaquePart Part(RotationKernel kernel, bool isInPlace, string element)
    {
        int size = kernel.HeadSize, channels = kernel.X.Channels, half = size / 2;
        int pairs = kernel.Heads * half, copies = isInPlace ? 0 : channels - kernel.Heads * size, items = pairs + copies;
        string formula = kernel.IsInverse ? "(a, b) → (a·cos + b·sin, b·cos − a·sin)" : "(a, b) → (a·cos − b·sin, b·cos + a·sin)";
        return OpaquePart.ForEach("", $"{formula} for pairs of features, by position", (kernel.X.RunRows * items).OfBatch, w =>
        {
            w.Lines($"int row = i / {items}, item = i % {items};", $"int at = row * {channels} + item / {half} * {size} + item % {half};");
            if (copies == 0)
            {
                Turn(w, element, kernel);
                return;
            }

            using (w.Open($"if (item < {pairs})"))
            {
                Turn(w, element, kernel);
            }

            using (w.Open("else"))
            {
                w.Lines($"at = row * {channels} + item + {kernel.Heads * size - pairs};", "g.Y[at] = g.X[at];");
            }
        });
    }

    private static void Turn(SourceWriter w, string element, RotationKernel kernel)
    {
        int size = kernel.HeadSize, half = size / 2;
        (string first, string second) = kernel.IsInverse ? ("+", "-") : ("-", "+");
        w.Lines(
            $"int angle = row % {DeviceDim.Factor(kernel.X.RunRows.InKernel())} * {size} + item % {half};",
            $"{element} cosine = g.Table[angle], sine = g.Table[angle + {half}];",
            $"{element} a = g.X[at], b = g.X[at + {half}];",
            $"g.Y[at] = a * cosine {first} b * sine;",
            $"g.Y[at + {half}] = b * cosine {second} a * sine;");
    }
}
