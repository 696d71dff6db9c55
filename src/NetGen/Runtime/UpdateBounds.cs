using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// What updates may make of parameters: from the first that is bounded to the last, a least and a largest number for each.
/// </summary>
internal sealed class UpdateBounds<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private UpdateBounds(int offset, int size)
    {
        Offset = offset;
        Least = new T[size];
        Most = new T[size];
        Least.AsSpan().Fill(T.NegativeInfinity);
        Most.AsSpan().Fill(T.PositiveInfinity);
    }

    /// <summary>The first, in the block.</summary>
    public int Offset { get; }

    public T[] Least { get; }

    public T[] Most { get; }

    /// <summary>The bounds of what is updated; null where there are none.</summary>
    public static UpdateBounds<T>? Of(ParameterStore<T> store, UpdateLayout layout)
    {
        bool IsUpdated(ParameterRange range) =>
            layout.Groups[layout.Parameters.First(p => p.Offset == range.Offset).Group].Optimizer is not null;
        ParameterRange[] bounded = [.. store.Trained
            .Where(range => range.IsBounded && range.Offset < store.TrainedSize && IsUpdated(range))
            .OrderBy(range => range.Offset)];
        if (bounded.Length == 0)
        {
            return null;
        }

        UpdateBounds<T> bounds = new(bounded[0].Offset, bounded[^1].Offset + bounded[^1].Shape.Size - bounded[0].Offset);
        foreach (ParameterRange range in bounded)
        {
            bounds.Least.AsSpan(range.Offset - bounds.Offset, range.Shape.Size).Fill(T.CreateChecked(range.Min));
            bounds.Most.AsSpan(range.Offset - bounds.Offset, range.Shape.Size).Fill(T.CreateChecked(range.Max));
        }

        return bounds;
    }

    /// <summary>Brings back what an update made too small or too large.</summary>
    /// <param name="parameters">The block.</param>
    /// <param name="start">The first that was updated.</param>
    /// <param name="count">How many.</param>
    public void Apply(Span<T> parameters, int start, int count)
    {
        int end = Math.Min(start + count, Offset + Least.Length);
        for (int i = Math.Max(start, Offset); i < end; i++)
        {
            parameters[i] = T.Min(T.Max(parameters[i], Least[i - Offset]), Most[i - Offset]);
        }
    }
}
