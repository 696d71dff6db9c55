using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;

namespace NetGen.Onnx.Import.Operators;

/// <summary>What is put around a value, or cut off.</summary>
internal static class Padding
{
    /// <summary>Lines and columns around an image.</summary>
    public static Value Image(Algebra.Algebra algebra, Value x, Step image, string mode, int top, int left, int bottom, int right)
    {
        int[] form = [image.Form[0], image.Form[1] + top + bottom, image.Form[2] + left + right];
        string sides = top == left && bottom == right && top == bottom ? $"{top}" : $"{top}, {left}, {bottom}, {right}";
        Step step = algebra.Graph.Apply("Pad", image, form, sides + Mode(mode));
        long[] dims = [.. x.Dims[..^2], form[1], form[2]];
        return Value.Of(step, x.Type, dims);
    }

    /// <summary>Elements before and behind an axis.</summary>
    public static Value Axis(Algebra.Algebra algebra, Value x, int axis, int before, int behind, string mode, double filling)
    {
        if (before == 0 && behind == 0)
        {
            return x;
        }

        if (Batch.Is(x.Dims[axis]))
        {
            throw new UnsupportedException($"the batch of {x} is padded.");
        }

        int n = (int)x.Dims[axis];
        if (x.IsConstant || mode == "wrap" || (mode == "reflect" && Math.Max(before, behind) >= n))
        {
            if (mode == "constant")
            {
                throw new UnsupportedException("a constant is padded.");
            }

            return algebra.Take(x, axis, [.. Enumerable.Range(-before, n + before + behind).Select(i => Place(i, n, mode))]);
        }

        if (before < 0 || behind < 0)
        {
            int start = Math.Max(0, -before), end = n - Math.Max(0, -behind);
            x = algebra.Slice(x, axis, start, end - start);
            return Axis(algebra, x, axis, Math.Max(0, before), Math.Max(0, behind), mode, filling);
        }

        if (mode == "constant" && filling != 0)
        {
            Value lower = algebra.Subtract(x, OperatorContext.Number(filling, x.Type));
            return algebra.Add(Axis(algebra, lower, axis, before, behind, mode, 0), OperatorContext.Number(filling, x.Type));
        }

        (int rows, _, int columns) = Algebra.Algebra.Around(x.Sample, x.SampleAxis(axis));
        long[] dims = [.. x.Dims];
        dims[axis] = n + before + behind;
        Step step = rows == 1
            ? algebra.Graph.Apply(
                "Pad", algebra.Graph.Reshape(x.Step, n, columns), [n + before + behind, columns], $"{before}, {behind}{Mode(mode)}")
            : algebra.Graph.Apply(
                "Pad", algebra.Graph.Reshape(x.Step, rows, n, columns), [rows, n + before + behind, columns],
                $"{before}, 0, {behind}, 0{Mode(mode)}");
        return Value.Of(step, x.Type, dims);
    }

    private static int Place(int i, int n, string mode)
    {
        int period = Math.Max(1, 2 * (n - 1));
        return mode switch
        {
            "wrap" => ((i % n) + n) % n,
            "reflect" => ((i % period) + period) % period is var place && place < n ? place : period - place,
            _ => Math.Clamp(i, 0, n - 1),
        };
    }

    private static string Mode(string mode) => mode switch
    {
        "constant" => "",
        "reflect" => ", Mode = PaddingMode.Reflect",
        "edge" => ", Mode = PaddingMode.Replicate",
        _ => throw new UnsupportedException($"there is no padding '{mode}'."),
    };
}
