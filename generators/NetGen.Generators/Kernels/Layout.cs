using NetGen.Generators.Graph;
using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Kernels;

/// <summary>
/// Where the elements of a sample lie: [height + 2·haloY] × [width + 2·haloX] × channels, the halo holding zeros. Where the width is a
/// length that is known at run time only, samples lie as densely as it allows, and there is no halo. A box of such memory is a layout, too:
/// its elements lie as far apart as those of the whole.
/// </summary>
internal sealed record Layout(int Channels, int Height = 1, int Width = 1, int HaloY = 0, int HaloX = 0, int Length = -1)
{
    /// <summary>What its elements are.</summary>
    public NumberType Type { get; init; }

    /// <summary>Elements from one pixel to the next.</summary>
    public int Pixel { get; private init; } = Channels;

    /// <summary>Elements from one line to the next.</summary>
    public int Line { get; private init; } = (Width + 2 * HaloX) * Channels;

    /// <summary>Elements from one sample to the next.</summary>
    public int Size { get; private init; } = (Height + 2 * HaloY) * (Width + 2 * HaloX) * Channels;

    /// <summary>Offset of element (0, 0, 0).</summary>
    public int Origin { get; private init; } = (HaloY * (Width + 2 * HaloX) + HaloX) * Channels;

    /// <summary>Elements from one worker's block, or one element of an array, to the next.</summary>
    public int RoundedSize => KernelSizes.WholeVectors(Size);

    public bool HasHalo => HaloY + HaloX > 0;

    /// <summary>Whether its rows lie equally far apart, from sample to sample as from pixel to pixel.</summary>
    public bool HasEvenRows => !HasHalo && Line == Width * Pixel && Size == Height * Line;

    /// <summary>Whether its elements are all there is.</summary>
    public bool IsDense => HasEvenRows && Pixel == Channels;

    /// <summary>Elements from one sample of a run to the next.</summary>
    public Dim SampleSize => Dim.Of(Length, Size, Pixel);

    /// <summary>Elements from one line of a run to the next.</summary>
    public Dim LineSize => Dim.Of(Length, Line, Pixel);

    public static Layout Of(TensorShape shape, int haloY = 0, int haloX = 0) =>
        new(shape.Channels, shape.Height, shape.Width, haloY, haloX, shape.Length) { Type = shape.Type };

    /// <summary>A box of this memory. Whole lines and images have the halo still; others have none.</summary>
    public Layout Box(Place first, TensorShape shape)
    {
        bool isWhole = shape.Height == Height && shape.Width == Width;
        bool isOne = shape.Height * shape.Width == 1 && !(isWhole && HasHalo);
        return new(shape.Channels, shape.Height, shape.Width, isWhole ? HaloY : 0, isWhole ? HaloX : 0, shape.Length)
        {
            Type = Type,

            // A single row of a sample is as far from the next as the samples are.
            Pixel = isOne ? Size : Pixel,
            Line = isOne ? Size : Line,
            Size = Size,
            Origin = Origin + first.Y * Line + first.X * Pixel + first.Channel,
        };
    }

    /// <summary>The same elements in the same order, seen as another shape; null where they do not follow one another.</summary>
    public Layout? As(TensorShape shape)
    {
        Layout dense = Of(shape);
        if (IsDense)
        {
            return dense;
        }

        bool isOne = shape.Height * shape.Width == 1;
        bool isRun = !HasHalo && Length < 0
            && (Height * Width == 1 || (Pixel == Channels && (Height == 1 || Line == Width * Pixel)));
        return !isRun ? null : dense with
        {
            Pixel = isOne ? Size : dense.Pixel,
            Line = isOne ? Size : dense.Line,
            Size = Size,
            Origin = Origin,
        };
    }

    /// <summary>One position of a sequence: a row for each sample, as far apart as the samples are.</summary>
    public Layout Position() => this with { Width = 1, HaloY = 0, HaloX = 0, Pixel = Size, Line = Size };

    /// <summary>Whether the two are boxes of one memory without a common channel.</summary>
    public bool IsBeside(Layout other)
    {
        int first = Origin % Pixel, otherFirst = other.Origin % other.Pixel;
        return (Pixel, Line, Size) == (other.Pixel, other.Line, other.Size)
            && first + Channels <= Pixel && otherFirst + other.Channels <= Pixel
            && (first + Channels <= otherFirst || otherFirst + other.Channels <= first);
    }

    public override string ToString() =>
        Height * Width == 1 && !HasHalo ? $"{Channels}"
        : Height == 1 && !HasHalo ? $"{Width} × {Channels}"
        : $"{Height + 2 * HaloY} × {Width + 2 * HaloX} × {Channels}";
}
