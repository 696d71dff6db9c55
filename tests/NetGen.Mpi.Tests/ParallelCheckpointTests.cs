using Xunit;

namespace NetGen.Mpi.Tests;

/// <summary>Checkpoints know nothing of the number of ranks.</summary>
public sealed class ParallelCheckpointTests
{
    private const int Epochs = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_of_three_goes_on_with_any_number(int size)
    {
        using TempFolder folder = new();
        string whole = Train(3, folder.Path, Epochs);
        string[] files = Directory.GetFiles(folder.Path);
        string half = files.Order(StringComparer.Ordinal).First();
        foreach (string file in files.Where(file => file != half))
        {
            File.Delete(file);
        }

        string resumed = Train(size, folder.Path, Epochs);
        if (size == 3)
        {
            Assert.Equal(whole, resumed);
        }

        // What was trained before is kept, and it goes on to the same end but for rounding and the statistics of other parts.
        Assert.Equal(Path.GetFileName(files.Order(StringComparer.Ordinal).Last()), Path.GetFileName(Checkpointing.Newest(folder.Path)));
    }

    [Fact]
    public void Values_resumed_by_another_number_are_those_of_one_rank_but_for_rounding()
    {
        MaskedClassifier one = new(seed: 1);
        using (MaskedClassifier.Trainer trainer = one.CreateTrainer(new AdamW(), 16, new TrainerOptions { Threads = 1 }))
        {
            trainer.Fit(TrainingData.Pictures(100, 1), 3);
        }

        using TempFolder folder = new();
        string path = Path.Join(folder.Path, "one.safetensors");
        ThreadRanks.Run(2, ranks =>
        {
            using MaskedClassifier.Trainer trainer = new MaskedClassifier(seed: 1).CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 1, Communicator = ranks });
            trainer.Fit(TrainingData.Pictures(100, 1), 2);
            trainer.SaveCheckpoint(path);
            ranks.Barrier();
            return true;
        });
        double[] differences = ThreadRanks.Run(3, ranks =>
        {
            MaskedClassifier network = new(seed: 8);
            using MaskedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 1, Communicator = ranks });

            // Where a rank cannot see the file, the first reads it for all.
            trainer.LoadCheckpoint(ranks.Rank == 2 ? path + " elsewhere" : path);
            trainer.Fit(TrainingData.Pictures(100, 1), 1);
            return Bits.Difference(one, network);
        });
        Assert.All(differences, difference => Assert.InRange(difference, 0, 1e-10));
    }

    private static string Train(int size, string folder, int epochs) => ThreadRanks.Run(size, ranks =>
    {
        NormalizedClassifier network = new(seed: 1);
        TrainerOptions options = new() { Seed = 5, Threads = 1, Communicator = ranks, Transforms = [new RandomShift(1)] };
        using NormalizedClassifier.Trainer trainer = network.CreateTrainer(
            new AdamW(0.01f) { Schedule = new CosineDecay() }, 16, options);
        trainer.Fit(
            TrainingData.Pictures(150, 1), epochs, TrainingData.Pictures(40, 2),
            [new EarlyStopping(patience: 100), new Checkpointing(folder, everySteps: 7, keep: 100)]);
        return Bits.Of(network);
    }).Distinct().Single();
}
