using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>A copy.</summary>
internal sealed class MoveLaunch(string title, MoveShape shape, Buffer from, Buffer to)
    : Launch(title, [new(from, false, Share.Samples), new(to, true, Share.Samples)])
{
    public MoveShape Shape { get; } = shape;

    public Buffer From { get; } = from;

    public Buffer To { get; } = to;

    public override bool SplitsSamples => true;

    public override bool ReadsExactly => true;

    public override object Signature => (Shape, Kind: nameof(MoveLaunch));
}

/// <summary>Zeroes the halo of a buffer before its inside is written, or all of it.</summary>
internal sealed class ClearLaunch(string title, Buffer buffer, bool isWhole)
    : Launch(title, [new(buffer, true, Share.Samples)])
{
    public Buffer Buffer { get; } = buffer;

    /// <summary>Whether the inside is zeroed as well.</summary>
    public bool IsWhole { get; } = isWhole;

    /// <summary>Whether only where a sequence begins.</summary>
    public bool IsAtStart { get; init; }

    public override object Signature => (Buffer.Layout, IsWhole, IsAtStart);
}
