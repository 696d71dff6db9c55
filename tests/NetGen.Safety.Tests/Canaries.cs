namespace NetGen.Safety.Tests;

/// <summary>
/// Arrays of a known pattern among those of a network, where a write that goes astray lands: pinned, as a network's own are.
/// </summary>
internal sealed class Canaries
{
    private const int Pattern = 0x5AFEC0DE, Length = 4096;

    private readonly List<int[]> _arrays = [];

    /// <summary>Adds more, before or behind what is allocated next.</summary>
    public void Add()
    {
        for (int i = 0; i < 64; i++)
        {
            int[] array = GC.AllocateUninitializedArray<int>(Length, pinned: true);
            array.AsSpan().Fill(Pattern);
            _arrays.Add(array);
        }
    }

    /// <exception cref="InvalidOperationException">One was overwritten.</exception>
    public void Check()
    {
        int words = _arrays.Sum(array => Length - array.AsSpan().Count(Pattern));
        Expect.That(words == 0, $"{words} words of other arrays were overwritten");
    }
}
