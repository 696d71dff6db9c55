using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>The windows of convolutions and poolings, an entry for each axis behind the channels.</summary>
internal sealed record Windows(int[] Kernel, int[] Stride, int[] Dilation, int[] Before, int[] Behind, bool IsCeiled)
{
    private const int LargestNumber = 1 << 20;

    public int Count => Kernel.Length;

    public static Windows Of(OnnxNode node, int[] spatial, int[]? kernel)
    {
        int count = spatial.Length;
        int[] size = Ints(node, "kernel_shape", count) ?? kernel ?? throw new UnsupportedException("its kernel_shape is missing.");
        if (size.Length != count || (kernel is not null && !size.SequenceEqual(kernel)))
        {
            throw new UnsupportedException($"its kernel_shape ({string.Join(", ", size)}) does not fit.");
        }

        int[] ones = [.. Enumerable.Repeat(1, count)];
        int[] stride = Ints(node, "strides", count) ?? ones, dilation = Ints(node, "dilations", count) ?? ones;
        int[] pads = Ints(node, "pads", 2 * count, least: 0) ?? [.. ones.Concat(ones).Select(static _ => 0)];
        Windows windows = new(size, stride, dilation, pads[..count], pads[count..], node.Flag("ceil_mode"));
        return node.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" => windows,
            "VALID" => windows with { Before = [.. ones.Select(static _ => 0)], Behind = [.. ones.Select(static _ => 0)] },
            "SAME_UPPER" => windows.Same(spatial, isUpper: true),
            "SAME_LOWER" => windows.Same(spatial, isUpper: false),
            var other => throw new UnsupportedException($"there is no padding '{other}'."),
        };
    }

    /// <summary>Positions that a window spans.</summary>
    public int Extent(int axis) => (Dilation[axis] * (Kernel[axis] - 1)) + 1;

    /// <summary>Windows along an axis.</summary>
    public int Outputs(int axis, int size)
    {
        int padded = size + Before[axis] + Behind[axis] - Extent(axis), stride = Stride[axis];
        if (padded < 0)
        {
            throw new UnsupportedException($"a window of {Extent(axis)} does not fit into {size} elements.");
        }

        if (!IsCeiled)
        {
            return (padded / stride) + 1;
        }

        // The last one must begin within the input or the padding in front of it.
        int count = ((padded + stride - 1) / stride) + 1;
        return (count - 1) * stride >= size + Before[axis] ? count - 1 : count;
    }

    public static int[]? Ints(OnnxNode node, string attribute, int count, int least = 1)
    {
        if (node.Ints(attribute) is not { } given)
        {
            return null;
        }

        return given.Length == count && given.All(number => number >= least && number <= LargestNumber)
            ? [.. given.Select(static number => (int)number)]
            : throw new UnsupportedException($"its {attribute} ({string.Join(", ", given)}) are not {count} numbers from {least} on.");
    }

    /// <summary>As many outputs as inputs, divided by the stride.</summary>
    private Windows Same(int[] spatial, bool isUpper)
    {
        int[] total = [.. spatial.Select((size, i) =>
            Math.Max(0, (((size + Stride[i] - 1) / Stride[i] - 1) * Stride[i]) + Extent(i) - size))];
        int[] less = [.. total.Select(static sum => sum / 2)], more = [.. total.Select(static sum => sum - (sum / 2))];
        return this with { Before = isUpper ? less : more, Behind = isUpper ? more : less };
    }

    /// <summary>"3" or "new[] { 3, 5 }".</summary>
    public static string Text(params int[] numbers) => numbers.Distinct().Count() == 1
        ? FormattableString.Invariant($"{numbers[0]}")
        : $"new[] {{ {string.Join(", ", numbers)} }}";
}
