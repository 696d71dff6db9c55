using Digits;
using Samples;
using Samples.Data;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The residual network of the digits program, and the pictures that are moved for it.</summary>
public sealed class MovedDigitsTests
{
    private const int Size = SyntheticDigits.Size;

    // He et al. 2016 give 0.27 million;
    // by hand: 176 + 14,016 + (14,528 + 37,120) + (57,728 + 147,968) … of convolutions and normalizations, + 650.
    [Fact]
    public void ResNet20HasItsParameters() => Assert.Equal(176 + 14_016 + 51_648 + 205_696 + 650, new DigitResNet20().ParameterCount);

    [Fact]
    public void EachPictureIsMovedByItselfAndKeepsItsLabel()
    {
        DigitImages drawn = SyntheticDigits.Draw(60, seed: 1);
        Dataset digits = Dataset.FromImages(drawn.Pixels, drawn.Labels, new Shape(1, Size, Size)).Take(50);
        HashSet<(int, int)> moves = [];
        Dataset moved = MovedDigits.Draw(digits, most: 2, seed: 9);

        Assert.Equal((50, digits.InputShape), (moved.Count, moved.InputShape));
        for (int i = 0; i < moved.Count; i++)
        {
            (float[] before, int label) = Read(digits, i);
            (float[] after, int sameLabel) = Read(moved, i);
            Assert.Equal(label, sameLabel);
            (int, int)[] fitting =
            [
                .. from down in Enumerable.Range(-2, 5)
                   from right in Enumerable.Range(-2, 5)
                   where IsMoved(before, after, down, right)
                   select (down, right),
            ];
            moves.Add(Assert.Single(fitting));
        }

        Assert.InRange(moves.Count, 15, 25);
    }

    [Fact]
    public void TheSeedDecidesTheMoves()
    {
        DigitImages drawn = SyntheticDigits.Draw(20, seed: 1);
        Dataset digits = Dataset.FromImages(drawn.Pixels, drawn.Labels, new Shape(1, Size, Size));

        Assert.Equal(All(1), All(1));
        Assert.NotEqual(All(1), All(2));

        float[] All(int seed) => [.. Enumerable.Range(0, 20).SelectMany(i => Read(MovedDigits.Draw(digits, 2, seed), i).Pixels)];
    }

    private static bool IsMoved(float[] before, float[] after, int down, int right)
    {
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                bool isInside = y >= down && y - down < Size && x >= right && x - right < Size;
                if (after[(y * Size) + x] != (isInside ? before[((y - down) * Size) + x - right] : 0))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static (float[] Pixels, int Label) Read(Dataset digits, int sample)
    {
        float[] pixels = new float[Size * Size];
        int[] label = new int[1];
        digits.ReadInputs([sample], pixels);
        digits.ReadLabels([sample], label);
        return (pixels, label[0]);
    }
}
