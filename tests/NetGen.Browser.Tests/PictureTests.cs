using Browser.Teaching;
using Xunit;

namespace NetGen.Browser.Tests;

/// <summary>Drawings as MNIST has digits.</summary>
public sealed class PictureTests
{
    private const int Width = 280;

    [Theory]
    [InlineData(10, 20, 40, 80)]
    [InlineData(150, 120, 100, 30)]
    [InlineData(0, 0, 280, 280)]
    [InlineData(279, 279, 1, 1)]
    public void A_drawing_stands_in_the_middle_with_twenty_pixels_in_the_longer_direction(int left, int top, int width, int height)
    {
        byte[] ink = new byte[Width * Width];
        for (int y = top; y < top + height; y++)
        {
            ink.AsSpan((y * Width) + left, width).Fill(255);
        }

        float[] picture = Picture.From(ink, Width)!;
        float sum = picture.Sum(), scale = 20f / Math.Max(width, height);
        Assert.InRange(sum, width * height * scale * scale * 0.7f, (width * height * scale * scale * 1.3f) + 1);
        Assert.InRange(picture.Select((value, i) => value * (i % 28)).Sum() / sum, 13, 15);
        Assert.InRange(picture.Select((value, i) => value * (i / 28)).Sum() / sum, 13, 15);
        Assert.All(picture, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void An_empty_canvas_is_no_picture() => Assert.Null(Picture.From(new byte[Width * Width], Width));
}
