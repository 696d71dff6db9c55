namespace NetGen.Numerics;

/// <summary>A range of lines or pixels.</summary>
internal readonly record struct PoolRange(int Start, int End)
{
    /// <summary>The lines of the input in the windows of a line of the result.</summary>
    public static PoolRange LinesOf(int index, in PoolShape shape) =>
        OfWindow(index, shape.KernelHeight, shape.StrideY, shape.PaddingY, shape.Height);

    /// <summary>The pixels of the input in the window of a pixel of the result.</summary>
    public static PoolRange PixelsOf(int index, in PoolShape shape) =>
        OfWindow(index, shape.KernelWidth, shape.StrideX, shape.PaddingX, shape.Width);

    /// <summary>The lines of the result whose windows contain a line of the input.</summary>
    public static PoolRange LinesWith(int index, in PoolShape shape) =>
        OfWindowsWith(index, shape.KernelHeight, shape.StrideY, shape.PaddingY, shape.OutHeight);

    /// <summary>The pixels of the result whose windows contain a pixel of the input.</summary>
    public static PoolRange PixelsWith(int index, in PoolShape shape) =>
        OfWindowsWith(index, shape.KernelWidth, shape.StrideX, shape.PaddingX, shape.OutWidth);

    private static PoolRange OfWindow(int index, int kernel, int stride, int padding, int size)
    {
        int start = (index * stride) - padding;
        return new PoolRange(Math.Max(start, 0), Math.Min(start + kernel, size));
    }

    private static PoolRange OfWindowsWith(int index, int kernel, int stride, int padding, int count)
    {
        int last = index + padding;
        int first = Math.Max(last - kernel + stride, 0) / stride;
        return new PoolRange(first, Math.Min((last / stride) + 1, count));
    }
}
