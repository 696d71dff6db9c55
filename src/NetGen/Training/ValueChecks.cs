using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.Numerics;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks the numbers that a user gives: inputs are finite, targets are what the loss is made for.</summary>
internal static class ValueChecks
{
    private const double FloatRounding = 1.0 / (1 << 24);

    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static void CheckInput<T>(InputPlan input, ReadOnlySpan<T> values, int perSample, string name)
        where T : unmanaged
    {
        if (FirstNotFinite(values) is >= 0 and int at)
        {
            throw new ArgumentException(
                Invariant($"Sample {at / perSample} of {input.Name} has the value {values[at]} at element {at % perSample}; ")
                    + "values must be finite.",
                name);
        }
    }

    /// <param name="target">What the loss takes.</param>
    /// <param name="values">Samples one after the other.</param>
    /// <param name="perSample">Values of one.</param>
    /// <param name="samples">Their numbers, for the message; empty: 0, 1, 2 …</param>
    /// <param name="name">The caller's parameter.</param>
    /// <exception cref="ArgumentException">A target is not finite, or outside the range of the loss.</exception>
    public static void CheckTarget<T>(TargetPlan target, ReadOnlySpan<T> values, int perSample, ReadOnlySpan<int> samples, string name)
        where T : unmanaged
    {
        if ((target.HasRange ? FirstOutside(values, target.Least, target.Largest) : FirstNotFinite(values)) is >= 0 and int at)
        {
            int sample = samples.IsEmpty ? at / perSample : samples[at / perSample];
            string noun = target.IsWeight ? "weight" : "target";
            string range = target.HasRange
                ? Invariant($"the network's loss takes targets from {target.Least} to {target.Largest}")
                : $"{noun}s must be finite";
            throw new ArgumentException(
                Invariant($"Sample {sample} has the {noun} {values[at]} at element {at % perSample}; {range}."), name);
        }
    }

    /// <summary>Index of the first value that is infinite or not a number; −1 where there is none.</summary>
    public static int FirstNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged => typeof(T) == typeof(float)
        ? Finite.IndexOfOther<float>(MemoryMarshal.Cast<T, float>(values))
        : Finite.IndexOfOther<double>(MemoryMarshal.Cast<T, double>(values));

    /// <summary>Whether all values lie in the range of float.</summary>
    public static bool FitFloat(ReadOnlySpan<double> values) => FirstBeyond(values, float.MinValue, float.MaxValue) < 0;

    /// <summary>
    /// Index of the first value that is not finite or outside the range; −1 where there is none. Doubles may be off by the rounding of a
    /// float: 255 · (1 / 255f) is 1 in float, a little more in double.
    /// </summary>
    private static int FirstOutside<T>(ReadOnlySpan<T> values, double least, double largest)
        where T : unmanaged => typeof(T) == typeof(float)
        ? FirstBeyond(
            MemoryMarshal.Cast<T, float>(values),
            Math.Max((float)least, float.MinValue),
            Math.Min((float)largest, float.MaxValue))
        : FirstBeyond(
            MemoryMarshal.Cast<T, double>(values),
            Math.Max(least - (Math.Abs(least) * FloatRounding), double.MinValue),
            Math.Min(largest + (Math.Abs(largest) * FloatRounding), double.MaxValue));

    /// <summary>Compares four vectors at a time: most data has nothing to report.</summary>
    private static int FirstBeyond<T>(ReadOnlySpan<T> values, T least, T largest)
        where T : unmanaged, INumber<T>
    {
        Vector<T> low = new(least), high = new(largest);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        int block = 0;
        for (; block <= vectors.Length - 4; block += 4)
        {
            Vector<T> inside = Inside(vectors[block], low, high) & Inside(vectors[block + 1], low, high)
                & Inside(vectors[block + 2], low, high) & Inside(vectors[block + 3], low, high);
            if (!Vector.EqualsAll(inside.As<T, byte>(), Vector<byte>.AllBitsSet))
            {
                break;
            }
        }

        for (int i = block * Vector<T>.Count; i < values.Length; i++)
        {
            // Not a number is neither above nor below anything.
            if (!(values[i] >= least && values[i] <= largest))
            {
                return i;
            }
        }

        return -1;
    }

    private static Vector<T> Inside<T>(Vector<T> values, Vector<T> low, Vector<T> high)
        where T : unmanaged => Vector.GreaterThanOrEqual(values, low) & Vector.LessThanOrEqual(values, high);
}
