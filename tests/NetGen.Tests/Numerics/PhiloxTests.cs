using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests;

public class PhiloxTests
{
    /// <summary>The known answers published with Random123 for philox2x32 with 10 rounds.</summary>
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0xFF1DAE59u, 0x6CD10DF2u)]
    [InlineData(0xFFFFFFFFu, 0xFFFFFFFFu, 0xFFFFFFFFu, 0x2C3F628Bu, 0xAB4FD7ADu)]
    [InlineData(0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0xDD7CE038u, 0xF62A4C12u)]
    public void Words_are_the_known_answers(uint index, uint stream, uint key, uint first, uint second)
    {
        Assert.Equal((first, second), Philox.Words(index, stream, key));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x243F6A88u)]
    [InlineData(0x7FFFFFFFu)]
    public void An_element_takes_one_of_the_two_words_of_half_its_index(uint counter)
    {
        (uint first, uint second) = Philox.Words(counter, 7, 9);
        Assert.Equal((first >> 8) / 16777216f, Philox.Uniform(2 * counter, 7, 9));
        Assert.Equal((second >> 8) / 16777216f, Philox.Uniform((2 * counter) + 1, 7, 9));
    }

    [Fact]
    public void Uniform_numbers_lie_in_their_range_and_fill_it_evenly()
    {
        const int Count = 100_000;
        int[] bins = new int[10];
        double sum = 0;
        for (uint i = 0; i < Count; i++)
        {
            float u = Philox.Uniform(i, 3, 42);
            Assert.InRange(u, 0, MathF.BitDecrement(1));
            bins[(int)(u * 10)]++;
            sum += u;
        }

        // Five standard deviations; the numbers are the same in every run.
        Assert.InRange(sum / Count, 0.5 - 0.0046, 0.5 + 0.0046);
        Assert.All(bins, n => Assert.InRange(n, 10_000 - 475, 10_000 + 475));
    }

    [Fact]
    public void Index_stream_and_key_each_change_the_numbers()
    {
        Assert.NotEqual(Philox.Words(1, 2, 3), Philox.Words(2, 2, 3));
        Assert.NotEqual(Philox.Words(1, 2, 3), Philox.Words(1, 3, 3));
        Assert.NotEqual(Philox.Words(1, 2, 3), Philox.Words(1, 2, 4));
    }
}
