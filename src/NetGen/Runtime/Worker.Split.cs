namespace NetGen.Runtime;

/// <content>How work is cut into shares and blocks.</content>
public sealed partial class Worker
{
    /// <summary>This share of <paramref name="items"/> items; shares differ by one item at most.</summary>
    /// <param name="items">0 or more.</param>
    public (int Start, int End) Split(int items) =>
        ((int)((long)items * Index / Count), (int)((long)items * (Index + 1) / Count));

    /// <summary>This share of <paramref name="items"/> items, starting at a multiple of <paramref name="grain"/>.</summary>
    /// <param name="items">0 or more.</param>
    /// <param name="grain">1 or more; shares differ by one grain at most.</param>
    public (int Start, int End) Split(int items, int grain)
    {
        long grains = ((long)items + grain - 1) / grain;
        long start = grains * Index / Count * grain;
        long end = grains * (Index + 1) / Count * grain;
        return ((int)Math.Min(start, items), (int)Math.Min(end, items));
    }

    /// <summary>
    /// This share's rows, when each sample has <paramref name="perSample"/> of them, one sample's behind the other's: those of its samples;
    /// where workers share samples, its even share of all, starting at a multiple of <paramref name="grain"/>.
    /// </summary>
    /// <param name="perSample">0 or more.</param>
    /// <param name="grain">1 or more.</param>
    public (nint Start, nint End) Rows(int perSample, int grain = 1)
    {
        if (!SharesSamples)
        {
            return ((nint)FirstSample * perSample, (nint)EndSample * perSample);
        }

        long rows = (long)Batch * perSample, grains = (rows + grain - 1) / grain;
        return ((nint)Math.Min(grains * Index / Count * grain, rows), (nint)Math.Min(grains * (Index + 1) / Count * grain, rows));
    }

    /// <summary>The share of the workers' time in which they work, when so many items of equal cost are split: 0 to 1.</summary>
    /// <param name="items">0 or more.</param>
    public double Busy(int items) => items == 0 ? 0 : (double)items / ((((long)items + Count - 1) / Count) * Count);

    /// <summary>
    /// The size of a chunk, 1 or more, when a whole is cut into as few chunks of <paramref name="most"/> as possible, of even size.
    /// </summary>
    internal static int EvenBlock(int whole, int most)
    {
        int chunks = Math.Max(1, (whole + most - 1) / most);
        return Math.Max(1, (whole + chunks - 1) / chunks);
    }
}
