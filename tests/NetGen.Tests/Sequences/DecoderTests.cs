using Xunit;

namespace NetGen.Tests.Sequences;

public sealed class DecoderTests
{
    private readonly TokenNetwork _network = new();

    [Fact]
    public void Tokens_go_behind_those_fed_before()
    {
        using Decoder<float> decoder = _network.CreateDecoder();
        Assert.Equal((0, 6), (decoder.Position, decoder.MaxLength));
        Assert.Equal([6, 0, 3], decoder.Next([1, 2, 3]).ToArray());
        Assert.Equal([10, 3, 1], decoder.Next([4]).ToArray());
        Assert.Equal([16, 4, 2], decoder.Next([5, 1]).ToArray());
        Assert.Equal(6, decoder.Position);
        decoder.Reset();
        Assert.Equal(0, decoder.Position);
        Assert.Equal([2, 0, 1], decoder.Next([2]).ToArray());
    }

    [Fact]
    public void A_full_or_wrong_feed_is_refused_and_changes_nothing()
    {
        using Decoder<float> decoder = _network.CreateDecoder();
        decoder.Next([1, 1, 1, 1]);
        string full = Assert.Throws<InvalidOperationException>(() => decoder.Next([1, 1, 1]).Length).Message;
        Assert.Contains("at most 6 tokens (MaxLength): 4 were fed, and 3 more", full, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => decoder.Next(ReadOnlySpan<int>.Empty).Length);
        string wrong = Assert.Throws<ArgumentException>(() => decoder.Next([1, 7]).Length).Message;
        Assert.Contains("token 7 at position 1; tokens are 0 to 6", wrong, StringComparison.Ordinal);
        Assert.Equal([6, 4, 2], decoder.Next([1, 1]).ToArray());
        Assert.Throws<InvalidOperationException>(() => decoder.Next([1]).Length);
    }

    [Fact]
    public void Weights_are_packed_again_only_after_they_changed()
    {
        using Decoder<float> decoder = _network.CreateDecoder();
        decoder.Next([1]);
        decoder.Next([2]);
        Assert.Equal(1, _network.Decoding!.Packings);
        _network.Parameters[0].Span[0] = 1;
        decoder.Next([3]);
        Assert.Equal(2, _network.Decoding.Packings);
    }

    [Fact]
    public void Feeding_allocates_nothing()
    {
        using Decoder<float> decoder = _network.CreateDecoder();
        int[] prompt = [1, 2, 3];
        Feed();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Feed()
        {
            decoder.Reset();
            decoder.Next(prompt);
            decoder.Next(prompt.AsSpan(0, 1));
        }
    }
}
