using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>Up to 64 queries of one head of one sample, and how many keys they need.</summary>
/// <param name="shape">The whole.</param>
/// <param name="sample">Number of the sample in the batch.</param>
/// <param name="head">Head of the queries.</param>
/// <param name="first">First query.</param>
/// <param name="samplesBefore">Samples before the batch's first, for random numbers.</param>
internal readonly struct AttentionTile(in AttentionShape shape, int sample, int head, int first, nint samplesBefore = 0)
{
    /// <summary>Queries of a full tile. Causal ones have fewer: the fewer they are, the fewer keys only some of them see.</summary>
    public static int FullQueries(in AttentionShape shape) => shape.Causal ? RowBlocks.Size / 2 : RowBlocks.Size;

    /// <summary>Number of the sample in the batch.</summary>
    public readonly int Sample = sample;

    /// <summary>First query.</summary>
    public readonly int First = first;

    /// <summary>Number of queries.</summary>
    public readonly int Queries = Math.Min(FullQueries(shape), shape.Queries - first);

    /// <summary>Keys that the last query, and so any of them, may see.</summary>
    public readonly int Keys = shape.Causal
        ? Math.Min(shape.Keys, shape.Past + Math.Min(first + FullQueries(shape), shape.Queries))
        : shape.Keys;

    /// <summary>Row of the first query among the rows of all samples.</summary>
    public readonly nint Row = ((nint)sample * shape.Queries) + first;

    private readonly uint _firstPair = unchecked((((uint)(samplesBefore + sample) * (uint)shape.Heads) + (uint)head) * (uint)shape.Keys);
    private readonly uint _queries = (uint)shape.Queries;

    /// <summary>Number of the pair of a key and a query of this tile, for its random number; it may wrap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Pair(int key, int query) => unchecked(((_firstPair + (uint)key) * _queries) + (uint)(First + query));
}

/// <summary>How a worker's scratch memory is used. Matrices of pairs are [keys][64 queries], packed ones <see cref="RowBlocks"/>.</summary>
/// <param name="scratch">Aligned memory.</param>
/// <param name="keys">Keys of a sample.</param>
/// <param name="headSize">Features of a head.</param>
internal readonly ref struct AttentionScratch<T>(ref T scratch, int keys, int headSize)
    where T : unmanaged
{
    /// <summary>Scores, then probabilities.</summary>
    public readonly ref T Scores = ref scratch;

    /// <summary>Their gradients.</summary>
    public readonly ref T Gradients = ref Unsafe.Add(ref scratch, (nint)KernelSizes.WholeBlocks(keys) * RowBlocks.Size);

    /// <summary>The keys of a head, packed.</summary>
    public readonly ref T Keys = ref Unsafe.Add(ref scratch, (nint)KernelSizes.WholeBlocks(keys) * 2 * RowBlocks.Size);

    /// <summary>Its values, packed.</summary>
    public readonly ref T Values = ref Unsafe.Add(ref scratch, (nint)KernelSizes.WholeBlocks(keys) * ((2 * RowBlocks.Size) + headSize));

    /// <summary>The queries of a tile, packed.</summary>
    public readonly ref T Queries = ref Unsafe.Add(ref scratch, OfTile(keys, headSize));

    /// <summary>The gradients of its results, packed.</summary>
    public readonly ref T OutputGradients = ref Unsafe.Add(ref scratch, OfTile(keys, headSize) + (RowBlocks.Size * headSize));

    /// <summary>64 numbers: ln Σ exp of each query.</summary>
    public readonly ref T LogSums = ref Unsafe.Add(ref scratch, OfTile(keys, headSize) + (RowBlocks.Size * 2 * headSize));

    /// <summary>64 numbers more, one for each query.</summary>
    public readonly ref T Factors = ref Unsafe.Add(ref scratch, OfTile(keys, headSize) + (RowBlocks.Size * ((2 * headSize) + 1)));

    /// <summary>0, 1, 2 .. 63, once <see cref="Attention"/> has written them.</summary>
    public readonly ref T Order = ref Unsafe.Add(ref scratch, OfTile(keys, headSize) + (RowBlocks.Size * ((2 * headSize) + 2)));

    /// <summary>Where what belongs to a tile begins, behind what belongs to a head.</summary>
    private static nint OfTile(int keys, int headSize) => (nint)KernelSizes.WholeBlocks(keys) * 2 * (RowBlocks.Size + headSize);
}
