using System.Numerics;
using NetGen;
using Samples;
using Samples.Data;

namespace FewShot;

/// <summary>Pairs of pictures to train on: one half show the same digit, the other two different ones.</summary>
internal static class DigitPairs
{
    // Quarter turns: a digit on its side is a shape of its own, and more shapes make a better eye for new ones. Vinyals et al. 2016,
    // https://arxiv.org/abs/1606.04080, section 4.1.1.
    private const int Turns = 4;

    private const int Pixels = SyntheticDigits.Pixels;

    /// <summary>The digits trained on.</summary>
    public static readonly IReadOnlyList<int> Digits = [0, 1, 2, 3, 4, 5, 6];

    /// <summary>
    /// Draws pairs at random, each picture set upright and changed a little, as by another hand. Those of a pair are turned alike, or
    /// where they show different digits, half the time each by itself.
    /// </summary>
    /// <param name="digits">Pictures of 28×28 bytes over 255.</param>
    /// <param name="count">Number of pairs.</param>
    /// <param name="seed">Equal seeds draw equal pairs.</param>
    /// <exception cref="SampleException">A digit is missing.</exception>
    public static Dataset Draw(Dataset digits, int count, int seed)
    {
        int[][] showing = [.. Digits.Select(digit => DigitData.Showing(digits, digit))];
        if (Array.FindIndex(showing, numbers => numbers.Length == 0) is >= 0 and int missing)
        {
            throw new SampleException($"--data: no training digit shows {Digits[missing]}.");
        }

        var random = new Random(seed);
        byte[] one = new byte[count * Pixels], other = new byte[count * Pixels];
        float[] alike = new float[count], picture = new float[Pixels], drawn = new float[Pixels];
        for (int i = 0; i < count; i++)
        {
            int first = random.Next(showing.Length);
            bool isAlike = i % 2 == 0;
            int second = isAlike ? first : (first + random.Next(1, showing.Length)) % showing.Length;
            Matrix3x2 turn = Turn();
            alike[i] = isAlike ? 1 : 0;
            Add(first, turn, one.AsSpan(i * Pixels, Pixels));
            Add(second, isAlike || random.Next(2) == 0 ? turn : Turn(), other.AsSpan(i * Pixels, Pixels));
        }

        var shape = new Shape(1, SyntheticDigits.Size, SyntheticDigits.Size);
        return Dataset.FromColumns(
            [("One", DataColumn.Images(one, shape)), ("Other", DataColumn.Images(other, shape))],
            [("Pair", DataColumn.Values(alike, new Shape(1)))]);

        Matrix3x2 Turn() => Matrix3x2.CreateRotation(random.Next(Turns) * MathF.PI / 2);

        void Add(int kind, Matrix3x2 turn, Span<byte> pixels)
        {
            digits.ReadInputs([showing[kind][random.Next(showing[kind].Length)]], picture);
            Hand.Draw(picture, turn * Hand.Next(random) * Hand.Upright(picture), drawn);
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (byte)MathF.Round(drawn[i] * byte.MaxValue);
            }
        }
    }
}
