using NetGen.Generators.Emit;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// Features i and i + HeadSize/2 of the first heads of a row, turned by an angle that depends on the position; the channels behind
/// them are copied. One thread for each pair, so that x and y may be one buffer.
/// </summary>
internal sealed class Rotation(bool isInverse) : OpaqueTemplate
{
    public override IReadOnlyList<string> Operands(OpaqueKernel kernel) => Named(kernel, "X", "Table", "Y");

    public override IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element)
    {
        GpuNumbers numbers = new(kernel);
        int heads = numbers.Constant("heads"), size = numbers.Constant("headSize"), channels = numbers.Constant("channels"), half = size / 2;
        int pairs = heads * half, copies = channels - heads * size, items = pairs + copies;
        GpuNumber rows = numbers["rows"];
        string formula = isInverse ? "(a, b) → (a·cos + b·sin, b·cos − a·sin)" : "(a, b) → (a·cos − b·sin, b·cos + a·sin)";
        yield return ForEach("", $"{formula} for pairs of features, by position", rows * GpuNumber.Of(items), true, w =>
        {
            w.Lines($"int row = i / {items}, item = i % {items};", $"int at = row * {channels} + item / {half} * {size} + item % {half};");
            if (copies == 0)
            {
                Turn(w, element, rows, size, half);
                return;
            }

            using (w.Open($"if (item < {pairs})"))
            {
                Turn(w, element, rows, size, half);
            }

            using (w.Open("else"))
            {
                w.Lines($"at = row * {channels} + item + {heads * size - pairs};", "g.Y[at] = g.X[at];");
            }
        });
    }

    private void Turn(SourceWriter w, string element, GpuNumber rows, int size, int half)
    {
        (string first, string second) = isInverse ? ("+", "-") : ("-", "+");
        w.Lines(
            $"int angle = row % {rows.Device} * {size} + item % {half};",
            $"{element} cosine = g.Table[angle], sine = g.Table[angle + {half}];",
            $"{element} a = g.X[at], b = g.X[at + {half}];",
            $"g.Y[at] = a * cosine {first} b * sine;",
            $"g.Y[at + {half}] = b * cosine {second} a * sine;");
    }
}
