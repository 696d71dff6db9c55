using Xunit;

namespace NetGen.Tests.Data;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_has_as_many_elements_as_its_sizes_say()
    {
        Assert.Equal(
            (784, 1, 0, int.MaxValue),
            (new Shape(1, 28, 28).Size, new Shape().Size, new Shape(65536, 65536, 0).Size, new Shape(int.MaxValue).Size));
        Assert.Equal(1 << 30, new Shape(1 << 15, 1 << 15).Size);
    }

    [Theory]
    [InlineData("65536×65536", 65536, 65536)]
    [InlineData("65536×32768", 65536, 32768)]
    [InlineData("2×2147483647", 2, int.MaxValue)]
    [InlineData("2147483647×2147483647×2147483647", int.MaxValue, int.MaxValue, int.MaxValue)]
    public void More_elements_than_an_array_has_are_refused(string shown, params int[] sizes) => Assert.Contains(
        $"A shape of {shown} has more elements than 2147483647",
        Assert.Throws<ArgumentOutOfRangeException>("dimensions", () => new Shape(sizes)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_negative_size_is_refused() => Assert.Throws<ArgumentOutOfRangeException>("dimensions", () => new Shape(3, -1));
}
