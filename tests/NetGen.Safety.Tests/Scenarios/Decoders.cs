namespace NetGen.Safety.Tests.Scenarios;

/// <summary>A decoder feeds one sequence for one thread at a time.</summary>
public static class Decoders
{
    public static void Two_threads_feed_one()
    {
        Canaries canaries = new();
        canaries.Add();
        Writer network = new(1);
        using Decoder<float> decoder = network.CreateDecoder(), fresh = network.CreateDecoder();
        canaries.Add();
        Action feed = () =>
        {
            if (decoder.Position > decoder.MaxLength - 3)
            {
                decoder.Reset();
            }

            decoder.Next([1, 2, 3]);
            Expect.That(decoder.Position <= decoder.MaxLength, $"position {decoder.Position} of {decoder.MaxLength}");
        };
        Race.Run(feed, feed);
        canaries.Check();
        decoder.Reset();
        fresh.Next([5, 6, 7]);
        float[] expected = fresh.Next([8]).ToArray();
        decoder.Next([5, 6, 7]);
        Expect.Equal(expected, decoder.Next([8]), "scores after the race");
    }

    public static void Several_of_one_network_work_side_by_side()
    {
        Writer network = new(1);
        using Decoder<float> left = network.CreateDecoder(), right = network.CreateDecoder();
        float[] expected = left.Next([1, 2, 3]).ToArray();
        Action Feed(Decoder<float> decoder) => () =>
        {
            decoder.Reset();
            Expect.Equal(expected, decoder.Next([1, 2, 3]), "scores");
        };
        (long Done, long Refused)[] counts = Race.Run(Feed(left), Feed(right));
        Expect.That(counts.All(count => count is { Done: > 0, Refused: 0 }), "one was refused");
    }
}
