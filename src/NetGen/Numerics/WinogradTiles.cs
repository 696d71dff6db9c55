using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>The 4×4 tiles of the images of some samples, numbered sample after sample, line after line.</summary>
internal readonly struct WinogradTiles
{
    private const int Size = 4;
    private readonly int _firstSample;
    private readonly int _across;
    private readonly int _perSample;

    public WinogradTiles(int lines, int pixels, int firstSample, int endSample)
    {
        _firstSample = firstSample;
        _across = (pixels + Size - 1) / Size;
        _perSample = (lines + Size - 1) / Size * _across;
        Count = (endSample - firstSample) * _perSample;
    }

    public int Count { get; }

    /// <summary>Tiles worked on at a time when all are cut into as few blocks of at most <paramref name="most"/> as possible, of even size.</summary>
    public int EvenBlock(int most)
    {
        int blocks = Math.Max(1, (Count + most - 1) / most);
        return Math.Max(1, (Count + blocks - 1) / blocks);
    }

    /// <summary>Sample, first line and first pixel of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Locate(int tile, out int sample, out int line, out int pixel)
    {
        int inSample = tile % _perSample;
        sample = _firstSample + (tile / _perSample);
        line = inSample / _across * Size;
        pixel = inSample % _across * Size;
    }
}
