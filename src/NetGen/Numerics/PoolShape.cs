using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// What <see cref="Pooling"/> works on. Element (n, h, w, c) of the input x is at XOrigin + n·XSample + h·XLine + w·XPixel + c,
/// likewise of the places of the maxima and of the result's gradient dy. A window starts at line h·StrideY − PaddingY and pixel
/// w·StrideX − PaddingX.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PoolShape
{
    private readonly int _strideY, _strideX, _xPixel, _placePixel, _dyPixel;

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

    /// <summary>Lines between two windows: 1 unless given.</summary>
    public int StrideY
    {
        get => _strideY == 0 ? 1 : _strideY;
        init => _strideY = value;
    }

    /// <summary>Pixels between two windows: 1 unless given.</summary>
    public int StrideX
    {
        get => _strideX == 0 ? 1 : _strideX;
        init => _strideX = value;
    }

    /// <summary>Lines that the first window starts before the input; less than the window.</summary>
    public int PaddingY { get; init; }

    /// <summary>Pixels that the first window starts before the input; less than the window.</summary>
    public int PaddingX { get; init; }

    /// <summary>Lines of the result.</summary>
    public int OutHeight { get; init; }

    /// <summary>Pixels of a line of the result.</summary>
    public int OutWidth { get; init; }

    /// <summary>Whether no window reaches beyond the input.</summary>
    internal bool HasWholeWindows => PaddingY + PaddingX == 0
        && ((OutHeight - 1) * StrideY) + KernelHeight <= Height && ((OutWidth - 1) * StrideX) + KernelWidth <= Width;

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
