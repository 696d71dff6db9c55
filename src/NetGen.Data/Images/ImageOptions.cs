using static System.FormattableString;

namespace NetGen.Data;

/// <summary>What pictures become: the size and the channels that the network takes.</summary>
/// <param name="Height">Lines.</param>
/// <param name="Width">Pixels of a line.</param>
public sealed record ImageOptions(int Height, int Width)
{
    /// <summary>Lines: at least 1.</summary>
    public int Height { get; } = AtLeastOne(Height, nameof(Height));

    /// <summary>Pixels of a line: at least 1.</summary>
    public int Width { get; } = AtLeastOne(Width, nameof(Width));

    /// <summary>One channel, grey by 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), in place of red, green and blue.</summary>
    public bool IsGrey { get; init; }

    /// <summary>What is done with pictures of other proportions.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Crop;

    /// <summary>What lies behind what is transparent, and beside what is fitted in: 0 black to 255 white.</summary>
    public byte Background { get; init; }

    /// <summary>Factor of a byte when it is read; 1 / 255 makes 0 to 1.</summary>
    public float Scale { get; init; } = 1 / 255f;

    /// <summary>Added after scaling.</summary>
    public float Shift { get; init; }

    /// <summary>Whether files that are damaged are left out, and listed; else the first of them ends the reading.</summary>
    public bool SkipsDamaged { get; init; }

    /// <summary>
    /// Most pixels of a picture, before it is made smaller: one that says it has more counts as damaged. Each thread keeps four bytes for
    /// each pixel of the picture it decodes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public long MostPixels
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostPixels), value, "At least 1 is taken.");
    }
    = 100_000_000;

    /// <summary>Threads that decode; 0 for all processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Threads));
            field = value;
        }
    }

    /// <summary>Shape of one picture, channels first.</summary>
    public Shape Shape => new(IsGrey ? 1 : 3, Height, Width);

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, Invariant($"A picture of {value} pixels has none."));
}
