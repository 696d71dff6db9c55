using System.Numerics;

namespace NetGen;

/// <summary>Reading predictions.</summary>
public static class Prediction
{
    /// <summary>Index of the largest score: the predicted class. The first of equals; −1 where there is none.</summary>
    public static int ArgMax<T>(this ReadOnlySpan<T> scores)
        where T : INumber<T>
    {
        int best = scores.IsEmpty ? -1 : 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    /// <inheritdoc cref="ArgMax{T}(ReadOnlySpan{T})"/>
    public static int ArgMax<T>(this T[] scores)
        where T : INumber<T> => ArgMax((ReadOnlySpan<T>)scores);
}
