using Xunit;

namespace NetGen.Tests.Sequences;

/// <summary>Decoders of networks that keep only states: values as they come, without end.</summary>
public sealed class StreamTests
{
    private readonly StreamNetwork _network = new(seed: 3);

    [Fact]
    public void A_stream_has_no_end_and_is_the_same_in_any_parts()
    {
        float[] readings = [.. Enumerable.Range(0, 2 * 23).Select(i => MathF.Sin(i))];
        using Decoder<float> one = _network.CreateDecoder(), other = _network.CreateDecoder();
        Assert.Equal(int.MaxValue, one.MaxLength);
        float[] last = [];
        for (int i = 0; i < 23; i++)
        {
            last = one.Next(readings.AsSpan(2 * i, 2)).ToArray();
        }

        // More at once than the network declares.
        Assert.Equal(last, other.Next(readings).ToArray());
        Assert.Equal((23, 23), (one.Position, other.Position));

        // The first four are what a prediction sees.
        one.Reset();
        Assert.Equal(_network.Predict(readings[..8])[^1], one.Next(readings.AsSpan(0, 8))[0], 1e-6f);
    }

    [Fact]
    public void What_is_no_position_is_refused_and_changes_nothing()
    {
        using Decoder<float> decoder = _network.CreateDecoder();
        float[] first = decoder.Next([1f, 2f]).ToArray();
        decoder.Reset();
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(() => decoder.Next([1f]).Length).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => decoder.Next(ReadOnlySpan<float>.Empty).Length);
        Assert.Throws<ArgumentException>(() => decoder.Next([1f, float.NaN]).Length);
        Assert.Contains(
            "takes values", Assert.Throws<InvalidOperationException>(() => decoder.Next([1]).Length).Message, StringComparison.Ordinal);
        Assert.Equal(0, decoder.Position);
        Assert.Equal(first, decoder.Next([1f, 2f]).ToArray());
    }

    [Fact]
    public void Feeding_allocates_nothing()
    {
        using Decoder<float> decoder = _network.CreateDecoder();
        float[] readings = [1, 2, 3, 4];
        decoder.Next(readings);
        long before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Next(readings);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
