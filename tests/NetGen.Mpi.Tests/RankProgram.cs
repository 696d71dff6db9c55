using System.Globalization;

namespace NetGen.Mpi.Tests;

/// <summary>What <c>mpirun</c> starts: one of several processes.</summary>
internal static class RankProgram
{
    public const string HasBegun = "begun";

    public static int Main(string[] args)
    {
        using MpiCommunicator world = MpiCommunicator.World();
        switch (args)
        {
            case ["alike"]:
                CompareWithOne(
                    world, () => new MaskedClassifier(seed: 1),
                    (network, optimizer, options) => network.CreateTrainer(optimizer, 64, options));
                break;
            case ["alike", "synchronized"]:
                CompareWithOne(
                    world, () => new SynchronizedClassifier(seed: 1),
                    (network, optimizer, options) => network.CreateTrainer(optimizer, 64, options));
                break;
            case ["epochs", string folder]:
                File.WriteAllLines(Path.Join(folder, $"bits-{world.Rank}"), TrainEpochs(world));
                break;
            case ["train", string folder, string epochs]:
                Train(world, folder, int.Parse(epochs, CultureInfo.InvariantCulture));
                break;
            case ["bytes"]:
                CountBytes(world);
                break;
            case ["library"]:
                Describe(world);
                break;
            default:
                throw new ArgumentException($"Unknown: {string.Join(' ', args)}");
        }

        return 0;
    }

    /// <summary>
    /// 20 steps of 64 samples, all of them here and their parts in each process: prints the largest difference of a weight.
    /// </summary>
    private static void CompareWithOne<TNetwork>(
        MpiCommunicator world, Func<TNetwork> create, Func<TNetwork, Optimizer, TrainerOptions, Trainer<double>> train)
        where TNetwork : Network<double>
    {
        Dataset data = TrainingData.Pictures(320, 1);
        TNetwork one = create(), part = create();
        TrainerOptions options = new() { Seed = 3, Threads = 1 };
        using (Trainer<double> trainer = train(one, new AdamW(3e-3f), options))
        {
            trainer.Fit(data, 4);
        }

        using (Trainer<double> trainer = train(part, new AdamW(3e-3f), options with { Communicator = world, Threads = 2 }))
        {
            trainer.Fit(data, 4);
        }

        Span<double> differences = stackalloc double[world.Size];
        differences[world.Rank] = Bits.Difference(one, part);
        world.AllReduce(differences);
        if (world.Rank == 0)
        {
            Console.WriteLine(differences.ToArray().Max().ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static List<string> TrainEpochs(MpiCommunicator world)
    {
        NormalizedClassifier network = new(seed: world.Rank);
        TrainerOptions options = new() { Seed = 5, Threads = 2, Transforms = [new RandomShift(1)] };
        using NormalizedClassifier.Trainer trainer = network.CreateTrainer(new AdamW(0.01f), 16, world, options);
        BitsOfEpochs bits = new(() => Bits.Of(network));
        trainer.Fit(TrainingData.Pictures(150, 1), 3, TrainingData.Pictures(40, 2), [bits]);
        return bits.Seen;
    }

    /// <summary>Trains with checkpoints; whoever kills one of the processes finds their numbers in the folder.</summary>
    private static void Train(MpiCommunicator world, string folder, int epochs)
    {
        File.WriteAllText(Path.Join(folder, $"pid-{world.Rank}"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        NormalizedClassifier network = new(seed: 1);
        TrainerOptions options = new() { Seed = 5, Threads = 1, Transforms = [new RandomShift(1)] };
        using NormalizedClassifier.Trainer trainer = network.CreateTrainer(
            new AdamW(0.01f) { Schedule = new CosineDecay(finalFactor: 0.1) }, 16, world, options);
        if (world.Rank == 0)
        {
            Console.WriteLine(HasBegun);
        }

        trainer.Fit(
            TrainingData.Pictures(400, 1), epochs, TrainingData.Pictures(40, 2),
            [new Checkpointing(Path.Join(folder, "checkpoints"), everySteps: 5)]);
        if (world.Rank == 0)
        {
            File.WriteAllText(Path.Join(folder, "result"), Bits.Of(network));
        }
    }

    /// <summary>Prints what warmed-up steps allocate, in all threads of all processes.</summary>
    private static void CountBytes(MpiCommunicator world)
    {
        SynchronizedTwin network = new(seed: 1);
        float[] inputs = new float[8 * 64];
        int[] labels = new int[8];
        using SynchronizedTwin.Trainer trainer = network.CreateTrainer(
            new AdamW(), 8 * world.Size, world, new TrainerOptions { Threads = 1, WeightCheckSteps = 10 });
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int step = 0; step < 50; step++)
            {
                trainer.Step(inputs, labels);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        double bytes = least;
        world.AllReduce(new Span<double>(ref bytes));
        if (world.Rank == 0)
        {
            Console.WriteLine(bytes.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Prints what each process is; a null reference must still be an exception beside MPI.</summary>
    private static void Describe(MpiCommunicator world)
    {
        string? nothing = Environment.GetEnvironmentVariable("NETGEN_NOTHING");
        bool isCaught = false;
        try
        {
            _ = nothing!.Length;
        }
        catch (NullReferenceException)
        {
            isCaught = true;
        }

        Span<double> sums = [1, world.Rank, world.LocalRank, isCaught ? 1 : 0];
        world.AllReduce(sums);
        if (world.Rank == 0)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{world.Library.Split(',', '\n')[0]}: {sums[0]}, {sums[1]}, {sums[2]}, {sums[3]}"));
        }
    }
}
