using System.Numerics;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

/// <summary>
/// Test data. The numbers are small and whole, so that sums of products are exact in every order and kernels can be held to equality.
/// </summary>
internal static class Numbers
{
    /// <summary>Elements a kernel may read behind the end of a buffer.</summary>
    public const int Spare = 64;

    /// <summary>Random whole numbers from −4 to 4, with <see cref="Spare"/> more behind them.</summary>
    public static T[] Whole<T>(int count, int seed)
        where T : INumber<T>
    {
        var random = new Random(seed);
        var numbers = new T[count + Spare];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateChecked(random.Next(-4, 5));
        }

        return numbers;
    }

    /// <summary>An array of <paramref name="count"/> elements that are no result of any test.</summary>
    public static T[] Untouched<T>(int count)
        where T : INumber<T>
    {
        var numbers = new T[count];
        Array.Fill(numbers, T.CreateTruncating(777_777));
        return numbers;
    }

    public static void AssertEqual<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, string what)
        where T : INumber<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i] == double.CreateChecked(actual[i]),
                $"{what}: element {i} is {actual[i]} instead of {expected[i]}.");
        }
    }
}

/// <summary>An epilogue that stores [sample][line][pixel][channel] and notes how often each element came.</summary>
internal struct Recorder<T>(int lines, int pixels, int channels, int samples) : IEpilogue<T>
    where T : unmanaged
{
    private int _line;

    public T[] Values { get; } = new T[samples * lines * pixels * channels];

    public int[] Visits { get; } = new int[samples * lines * pixels * channels];

    public void MoveTo(int sample, int y) => _line = (sample * lines) + y;

    public readonly void At<V>(V value, int x, int channel)
        where V : struct, ISimd<V, T>
    {
        Span<T> elements = stackalloc T[V.Count];
        value.Store(ref elements[0], 0);
        for (int i = 0; i < elements.Length; i++)
        {
            int index = ((((_line * pixels) + x) * channels) + channel) + i;
            Values[index] = elements[i];
            Interlocked.Increment(ref Visits[index]);
        }
    }
}
