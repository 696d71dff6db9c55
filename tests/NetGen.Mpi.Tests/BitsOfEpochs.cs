using Xunit;

namespace NetGen.Mpi.Tests;

/// <summary>Notes the weights after each epoch.</summary>
internal sealed class BitsOfEpochs(Func<string> bits) : Callback
{
    /// <summary>What was noted.</summary>
    public List<string> Seen { get; } = [];

    public override void OnEpochEnd(TrainingContext context) => Seen.Add(bits());

    /// <summary>Three ranks, begun with other weights, have equal bits after each of three epochs, and again in a second run.</summary>
    public static void AssertEqualAndRepeated<TNetwork>(
        TrainerOptions options, Func<int, TNetwork> create, Func<TNetwork, TrainerOptions, Trainer<float>> trainerOf)
        where TNetwork : Network<float>
    {
        string[][] Train() => ThreadRanks.Run(3, ranks =>
        {
            TNetwork network = create(ranks.Rank);
            using Trainer<float> trainer = trainerOf(network, options with { Communicator = ranks });
            BitsOfEpochs bits = new(() => Bits.Of(network));
            trainer.Fit(TrainingData.Pictures(150, 1), 3, TrainingData.Pictures(40, 2), [bits]);
            return bits.Seen.ToArray();
        });
        string[][] first = Train(), second = Train();
        Assert.Equal(3, first[0].Distinct().Count());
        Assert.All(first.Concat(second), seen => Assert.Equal(first[0], seen));
    }
}
