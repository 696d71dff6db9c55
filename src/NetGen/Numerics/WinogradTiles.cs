using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// The 4×4 tiles of the images of a batch, numbered sample after sample, line after line, and which of them a worker computes:
/// those of its samples, or a share of all where the workers share samples.
/// </summary>
internal readonly struct WinogradTiles
{
    private const int Size = 4;
    private readonly int _across;
    private readonly int _perSample;

    public WinogradTiles(int lines, int pixels, Worker worker, int most)
    {
        _across = (pixels + Size - 1) / Size;
        _perSample = (lines + Size - 1) / Size * _across;
        (nint first, nint end) = worker.Rows(_perSample);
        (First, End) = ((int)first, (int)end);
        Block = Worker.EvenBlock(End - First, most);
    }

    public int First { get; }

    public int End { get; }

    /// <summary>Tiles worked on at a time: all are cut into as few blocks as possible, of even size.</summary>
    public int Block { get; }

    /// <summary>Sample, first line and first pixel of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Locate(int tile, out int sample, out int line, out int pixel)
    {
        int inSample = tile % _perSample;
        sample = tile / _perSample;
        line = inSample / _across * Size;
        pixel = inSample % _across * Size;
    }
}
