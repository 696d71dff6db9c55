using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Contributions of samples each of which is explained for an output of its own, such as its class.</summary>
public static class Attributions
{
    /// <summary>Asks a method once for each output that occurs.</summary>
    /// <param name="method">The method.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">[count]: which output of each sample.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">The samples are not whole, or there are not as many contributions.</exception>
    public static void Of<T>(AttributionMethod<T> method, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs, Span<T> contributions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(method);
        if (outputs.Length == 0 || samples.Length % outputs.Length != 0 || contributions.Length != samples.Length)
        {
            throw new ArgumentException(Invariant(
                $"{samples.Length} inputs and {contributions.Length} contributions do not fit {Words.Counted(outputs.Length, "sample")}."));
        }

        int inputs = samples.Length / outputs.Length;
        int[] each = outputs.ToArray();
        foreach (IGrouping<int, int> group in Enumerable.Range(0, each.Length).GroupBy(i => each[i]))
        {
            int[] places = [.. group];
            T[] some = new T[places.Length * inputs], theirs = new T[some.Length];
            for (int i = 0; i < places.Length; i++)
            {
                samples.Slice(places[i] * inputs, inputs).CopyTo(some.AsSpan(i * inputs));
            }

            method(some, group.Key, theirs);
            for (int i = 0; i < places.Length; i++)
            {
                theirs.AsSpan(i * inputs, inputs).CopyTo(contributions[(places[i] * inputs)..]);
            }
        }
    }
}
