using System.Numerics;

namespace NetGen;

/// <summary>Reading predictions.</summary>
public static class Prediction
{
    /// <summary>
    /// Index of the largest score: the predicted class. The first of equals. What is not a number is no score: it never wins, and where
    /// nothing else is there, the result is −1, as it is without scores.
    /// </summary>
    public static int ArgMax<T>(this ReadOnlySpan<T> scores)
        where T : INumber<T>
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
        {
            if (best < 0 ? !T.IsNaN(scores[i]) : scores[i] > scores[best])
            {
                best = i;
            }
        }

        return best;
    }

    /// <inheritdoc cref="ArgMax{T}(ReadOnlySpan{T})"/>
    public static int ArgMax<T>(this T[] scores)
        where T : INumber<T> => ArgMax((ReadOnlySpan<T>)scores);
}
