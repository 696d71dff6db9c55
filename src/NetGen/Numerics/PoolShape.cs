using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// What <see cref="Pooling"/> works on. Element (n, h, w, c) of the input x is at XOrigin + n·XSample + h·XLine + w·XPixel + c,
/// likewise of the places of the maxima and of the result's gradient dy. A window starts at h·Stride − Padding and w·Stride − Padding.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PoolShape
{
    private readonly int _xPixel, _placePixel, _dyPixel;

    /// <summary>Channels: elements of a pixel.</summary>
    public int Channels { get; init; }

    /// <summary>Lines of the input.</summary>
    public int Height { get; init; }

    /// <summary>Pixels of a line of the input.</summary>
    public int Width { get; init; }

    /// <summary>Lines of a window.</summary>
    public int KernelHeight { get; init; }

    /// <summary>Pixels of a line of a window.</summary>
    public int KernelWidth { get; init; }

    /// <summary>Lines, and pixels, between two windows: 1 or more.</summary>
    public int Stride { get; init; }

    /// <summary>Lines, and pixels, that the first window starts before the input; less than the window.</summary>
    public int Padding { get; init; }

    /// <summary>Lines of the result.</summary>
    public int OutHeight { get; init; }

    /// <summary>Pixels of a line of the result.</summary>
    public int OutWidth { get; init; }

    /// <summary>Where x starts.</summary>
    public int XOrigin { get; init; }

    /// <summary>Elements of x between samples.</summary>
    public int XSample { get; init; }

    /// <summary>Elements of x between lines.</summary>
    public int XLine { get; init; }

    /// <summary>Elements of x between pixels: the channels unless given.</summary>
    public int XPixel
    {
        get => _xPixel == 0 ? Channels : _xPixel;
        init => _xPixel = value;
    }

    /// <summary>Where the places start.</summary>
    public int PlaceOrigin { get; init; }

    /// <summary>Elements of the places between samples.</summary>
    public int PlaceSample { get; init; }

    /// <summary>Elements of the places between lines.</summary>
    public int PlaceLine { get; init; }

    /// <summary>Elements of the places between pixels: the channels unless given.</summary>
    public int PlacePixel
    {
        get => _placePixel == 0 ? Channels : _placePixel;
        init => _placePixel = value;
    }

    /// <summary>Where dy starts.</summary>
    public int DyOrigin { get; init; }

    /// <summary>Elements of dy between samples.</summary>
    public int DySample { get; init; }

    /// <summary>Elements of dy between lines.</summary>
    public int DyLine { get; init; }

    /// <summary>Elements of dy between pixels: the channels unless given.</summary>
    public int DyPixel
    {
        get => _dyPixel == 0 ? Channels : _dyPixel;
        init => _dyPixel = value;
    }
}

/// <summary>A range of lines or pixels.</summary>
internal readonly record struct PoolRange(int Start, int End)
{
    /// <summary>The part of window <paramref name="index"/> that lies in the input.</summary>
    public static PoolRange OfWindow(int index, int kernel, in PoolShape shape, int size)
    {
        int start = (index * shape.Stride) - shape.Padding;
        return new PoolRange(Math.Max(start, 0), Math.Min(start + kernel, size));
    }

    /// <summary>The windows that contain the position <paramref name="index"/> of the input.</summary>
    public static PoolRange OfWindowsWith(int index, int kernel, in PoolShape shape, int count)
    {
        int last = index + shape.Padding;
        int first = Math.Max(last - kernel + shape.Stride, 0) / shape.Stride;
        return new PoolRange(first, Math.Min((last / shape.Stride) + 1, count));
    }
}
