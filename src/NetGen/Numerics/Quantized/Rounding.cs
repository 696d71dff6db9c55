using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>What integers would make of numbers, in float: for training that learns to do with it.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rounding
{
    /// <summary>One of the numbers that a range's integers are made with; the first worker writes it.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element.</typeparam>
    /// <typeparam name="T"><see cref="float"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="number">0: scale, 1: its inverse, 2: the smallest integer, 3: the largest.</param>
    /// <param name="range">The smallest and the largest input.</param>
    /// <param name="y">Receives it.</param>
    public static void OfRange<V, S, T>(Worker worker, int number, ref float range, ref float y)
    {
        if (worker.Index == 0)
        {
            QuantizedRange integers = new(range, Unsafe.Add(ref range, 1));
            y = number switch { 0 => integers.Scale, 1 => integers.Inverse, 2 => integers.Low, _ => integers.High };
        }
    }

    /// <summary>Weights as <see cref="QuantizedWeights"/> has them, this worker's share of the channels.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element.</typeparam>
    /// <typeparam name="T"><see cref="float"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="rows">Result channels.</param>
    /// <param name="depth">Weights of each, one behind the other.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="y">Receives them.</param>
    public static void OfWeights<V, S, T>(Worker worker, int rows, int depth, ref float weights, ref float y)
    {
        (int start, int end) = worker.Split(rows);
        for (int row = start; row < end; row++)
        {
            ReadOnlySpan<float> from = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref weights, (nint)row * depth), depth);
            QuantizedWeights.Round(from, MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, (nint)row * depth), depth));
        }
    }
}
