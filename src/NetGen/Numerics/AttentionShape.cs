using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// What <see cref="Attention"/> computes and where its operands lie. Row i of sample n of the queries starts at
/// QueryOrigin + (n·Queries + i)·QueryPitch, row j of the keys at KeyOrigin + (n·KeyRows + j)·KeyPitch, and of the values
/// likewise; in each row the heads lie side by side, HeadSize elements each. Offsets and pitches count elements.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AttentionShape
{
    /// <summary>A shape without padding, with all else 0.</summary>
    public AttentionShape()
    {
    }

    /// <summary>Heads of the queries: 1 or more.</summary>
    public int Heads { get; init; }

    /// <summary>Heads of keys and values, a divisor of <see cref="Heads"/>: query head h looks at head h·KeyValueHeads / Heads.</summary>
    public int KeyValueHeads { get; init; }

    /// <summary>Features of a head: 1 or more.</summary>
    public int HeadSize { get; init; }

    /// <summary>Query rows of a sample: 0 or more.</summary>
    public int Queries { get; init; }

    /// <summary>Key and value rows of a sample: 0 or more.</summary>
    public int Keys { get; init; }

    /// <summary>Head 0 of the first query row.</summary>
    public int QueryOrigin { get; init; }

    /// <summary>Elements between query rows.</summary>
    public int QueryPitch { get; init; }

    /// <summary>Head 0 of the first key row.</summary>
    public int KeyOrigin { get; init; }

    /// <summary>Elements between key rows.</summary>
    public int KeyPitch { get; init; }

    /// <summary>Head 0 of the first value row.</summary>
    public int ValueOrigin { get; init; }

    /// <summary>Elements between value rows.</summary>
    public int ValuePitch { get; init; }

    /// <summary>Rows from a sample's keys to the next sample's: <see cref="Keys"/>, or the rows a cache has room for.</summary>
    public int KeyRows { get; init; }

    /// <summary>Whether query i sees only the keys 0 to <see cref="Past"/> + i.</summary>
    public bool Causal { get; init; }

    /// <summary>Position of query 0 among the keys: how many rows the cache held before.</summary>
    public int Past { get; init; }

    /// <summary>Keys with this token are not seen; −1: there are none.</summary>
    public int PaddingToken { get; init; } = -1;

    /// <summary>Share of the probabilities set to 0 while training, 0 to less than 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Tells the random numbers of one dropout from another's.</summary>
    public uint Stream { get; init; }
}
