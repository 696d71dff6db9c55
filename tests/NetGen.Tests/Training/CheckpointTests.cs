using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Runs that are interrupted and go on.</summary>
public sealed class CheckpointTests
{
    private const int Epochs = 3, Samples = 22, Size = 4, Steps = 6;

    public static TheoryData<string> Names =>
    [
        "adamw", "schedule", "accumulation", "stopping", "own callback", "plain order", "plateau", "average", "muon", "noise",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_goes_on_from_any_step_ends_with_the_same_bits_and_the_same_history(string name)
    {
        StepClassifier whole = new(seed: 1);
        Counter counter = new();
        ReduceOnPlateau plateau = Plateau();
        History expected;
        using (StepClassifier.Trainer trainer = Create(whole, name, plateau))
        {
            expected = trainer.Fit(Train, Epochs, Validation, Callbacks(name, counter, plateau));
        }

        for (int step = 1; step <= Epochs * Steps; step++)
        {
            using TempFolder folder = new();
            StepClassifier network = new(seed: 1);
            ReduceOnPlateau first = Plateau(), last = Plateau();
            using (StepClassifier.Trainer trainer = Create(network, name, first))
            {
                trainer.Fit(
                    Train, Epochs, Validation,
                    [.. Callbacks(name, new Counter(), first), new StopAt(step), new Checkpointing(folder.Path, everySteps: 1)]);
            }

            StepClassifier other = new(seed: 7);
            Counter resumed = new();
            using StepClassifier.Trainer second = Create(other, name, last);
            History history = second.Fit(
                Train, Epochs, Validation, [.. Callbacks(name, resumed, last), new StopAt(0), new Checkpointing(folder.Path)]);
            Assert.Equal(StepData.Bits(whole), StepData.Bits(other));
            Assert.Equal(WithoutTimes(expected), WithoutTimes(history));
            Assert.Equal(counter.Steps, resumed.Steps);
        }
    }

    [Fact]
    public void A_run_that_was_complete_ends_at_once_and_one_of_more_epochs_goes_on()
    {
        using TempFolder folder = new();
        StepClassifier first = new(seed: 1), second = new(seed: 2), whole = new(seed: 1);
        using StepClassifier.Trainer trainer = Create(first, "adamw"), other = Create(second, "adamw"), all = Create(whole, "adamw");
        trainer.Fit(Train, 2, callbacks: [new Checkpointing(folder.Path)]);
        int[] bits = StepData.Bits(first);
        Counter counter = new();
        Assert.Equal(2, other.Fit(Train, 2, callbacks: [counter, new Checkpointing(folder.Path)]).Count);
        Assert.Equal(0, counter.Calls);
        Assert.Equal(bits, StepData.Bits(second));

        Assert.Equal(3, trainer.Fit(Train, 3, callbacks: [new Checkpointing(folder.Path)]).Count);
        all.Fit(Train, 3);
        Assert.Equal(StepData.Bits(whole), StepData.Bits(first));
    }

    [Fact]
    public void The_time_left_goes_by_the_pace_since_the_run_was_resumed()
    {
        using TempFolder folder = new();
        using (StepClassifier.Trainer first = Create(new StepClassifier(seed: 1), "adamw"))
        {
            first.Fit(Train, 3, callbacks: [new StopAt(10), new Checkpointing(folder.Path, everySteps: 1)]);
        }

        List<TrainingProgress> told = [];
        using StepClassifier.Trainer second = Create(new StepClassifier(seed: 1), "adamw");
        second.Fit(Train, 3, callbacks: [new Checkpointing(folder.Path)], progress: new DirectProgress(told.Add));

        // At the end of the second epoch two steps took the time, and six are left.
        TrainingProgress end = told.First(progress => progress.Completed is not null);
        Assert.Equal((2, 3.0), (end.Epoch, Math.Round(end.Remaining / end.Elapsed, 6)));
    }

    [Fact]
    public void The_last_files_are_kept_and_a_new_beginning_deletes_them()
    {
        using TempFolder folder = new();
        StepClassifier network = new(seed: 1);
        using StepClassifier.Trainer trainer = Create(network, "adamw");
        trainer.Fit(Train, 2, callbacks: [new Checkpointing(folder.Path, everySteps: 4, keep: 2)]);
        Assert.Equal(
            ["checkpoint-000000000008.safetensors", "checkpoint-000000000012.safetensors"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.EndsWith("12.safetensors", Checkpointing.Newest(folder.Path), StringComparison.Ordinal);
        Assert.Null(Checkpointing.Newest(folder.File("missing")));

        Assert.Single(trainer.Fit(Train, 1, callbacks: [new Checkpointing(folder.Path, resume: false)]));
        Assert.Equal(["checkpoint-000000000006.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Between_two_runs_a_checkpoint_goes_on_with_the_next_run_by_file_and_by_stream()
    {
        using TempFolder folder = new();
        string path = folder.File("between.safetensors");
        StepClassifier first = new(seed: 1), second = new(seed: 2), third = new(seed: 3);
        using StepClassifier.Trainer trainer = Create(first, "adamw"), other = Create(second, "adamw"), last = Create(third, "adamw");
        trainer.Fit(Train, 2);
        trainer.SaveCheckpoint(path);
        using MemoryStream stream = new();
        stream.Write([1, 2, 3]);
        trainer.SaveCheckpoint(stream);
        trainer.Fit(Train, 1);

        other.LoadCheckpoint(path);
        Assert.Single(other.Fit(Train, 1));
        stream.Position = 3;
        last.LoadCheckpoint(stream);
        last.Fit(Train, 1);
        Assert.Equal(StepData.Bits(first), StepData.Bits(second));
        Assert.Equal(StepData.Bits(first), StepData.Bits(third));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_ends_the_run_and_leaves_the_one_before()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.File("checkpoint-000000000012.safetensors"));
        StepClassifier network = new(seed: 1), other = new(seed: 2);
        using StepClassifier.Trainer trainer = Create(network, "adamw"), second = Create(other, "adamw");
        Assert.Throws<IOException>(() => trainer.Fit(Train, 2, callbacks: [new Checkpointing(folder.Path)]));
        second.LoadCheckpoint(folder.File("checkpoint-000000000006.safetensors"));
        Directory.Delete(folder.File("checkpoint-000000000012.safetensors"));
        second.Fit(Train, 2, callbacks: [new Checkpointing(folder.Path)]);
        Assert.Equal(StepData.Bits(network), StepData.Bits(other));
        Assert.Equal(["checkpoint-000000000006.safetensors", "checkpoint-000000000012.safetensors"], FilesOf(folder));
    }

    [Fact]
    public void Two_writers_of_one_file_leave_one_of_theirs_whole()
    {
        using TempFolder folder = new();
        string path = folder.File("run.safetensors");
        StepClassifier[] networks = [new(seed: 1), new(seed: 2)];
        int[][] bits = [.. networks.Select(StepData.Bits)];
        Parallel.ForEach(networks, network =>
        {
            using StepClassifier.Trainer trainer = Create(network, "adamw");
            for (int i = 0; i < 50; i++)
            {
                trainer.SaveCheckpoint(path);
            }
        });
        StepClassifier read = new(seed: 3);
        using StepClassifier.Trainer reader = Create(read, "adamw");
        reader.LoadCheckpoint(path);
        Assert.Contains(bits, one => one.SequenceEqual(StepData.Bits(read)));
        Assert.Equal(["run.safetensors"], FilesOf(folder));
    }

    [Fact]
    public void A_network_takes_the_weights_of_a_checkpoint()
    {
        using TempFolder folder = new();
        string path = folder.File("run.safetensors");
        StepClassifier first = new(seed: 1), second = new(seed: 2);
        using StepClassifier.Trainer trainer = Create(first, "stopping");
        trainer.Fit(Train, 2, Validation, [.. Callbacks("stopping", new Counter()), new Saving(path)]);
        second.Load(path);
        Assert.Equal(StepData.Bits(first), StepData.Bits(second));
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_is_changed()
    {
        using TempFolder folder = new();
        string path = folder.File("run.safetensors"), plain = folder.File("plain.safetensors");
        StepClassifier first = new(seed: 1), second = new(seed: 2);
        using StepClassifier.Trainer trainer = Create(first, "adamw");
        trainer.Fit(Train, 1, callbacks: [new Saving(path)]);
        first.Save(plain);
        int[] bits = StepData.Bits(second);
        using StepClassifier.Trainer other = Create(second, "adamw"), sgd = second.CreateTrainer(new Sgd(0.1f), Size, Options("adamw"));
        using StepClassifier.Trainer seed = second.CreateTrainer(new AdamW(0.01f), Size, new() { Seed = 6 });
        Assert.Equal("netgen.checkpoint", Assert.Throws<SafetensorsException>(() => other.LoadCheckpoint(plain)).Field);
        Assert.Contains(
            "batches of 4", Assert.Throws<SafetensorsException>(() => seed.LoadCheckpoint(path)).Message, StringComparison.Ordinal);
        Assert.Contains("AdamW", Assert.Throws<SafetensorsException>(() => sgd.LoadCheckpoint(path)).Field, StringComparison.Ordinal);
        NormalizedTrainer(path);
        Assert.Equal(bits, StepData.Bits(second));

        other.LoadCheckpoint(path);
        Assert.Contains(
            "22 samples",
            Assert.Throws<ArgumentException>(() => other.Fit(StepData.Dataset(30, 1), Epochs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_checkpoints_are_typed_errors_and_change_nothing()
    {
        using TempFolder folder = new();
        string path = folder.File("run.safetensors");
        StepClassifier first = new(seed: 1), second = new(seed: 2);
        using StepClassifier.Trainer trainer = Create(first, "stopping"), other = Create(second, "stopping");
        trainer.Fit(Train, 2, Validation, [.. Callbacks("stopping", new Counter()), new StopAt(9), new Saving(path, step: 9)]);
        byte[] content = File.ReadAllBytes(path);
        int header = BitConverter.ToInt32(content), refused = 0;
        int[] bits = StepData.Bits(second);
        Random random = new(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = (byte[])content.Clone();
            int changes = 1 + random.Next(3);
            for (int k = 0; k < changes; k++)
            {
                damaged[random.Next(8 + header)] = (byte)random.Next(256);
            }

            if (i % 10 == 0)
            {
                damaged = damaged[..random.Next(damaged.Length)];
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                other.LoadCheckpoint(new MemoryStream(damaged));

                // What the change left readable may be loaded: then the file says so.
                second.RestoreWeights(Snapshot(bits, second));
            }
            catch (SafetensorsException)
            {
                refused++;
                Assert.Equal(bits, StepData.Bits(second));
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
        }

        Assert.True(refused > 2000, $"{refused} were refused.");
    }

    private static IEnumerable<string> FilesOf(TempFolder folder) =>
        Directory.GetFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)).Order();

    private static ReduceOnPlateau Plateau() => new(patience: 0, threshold: 0.3);

    private static Dataset Train { get; } = StepData.Dataset(Samples, 1);

    private static Dataset Validation { get; } = StepData.Dataset(9, 2);

    private static WeightSnapshot Snapshot(int[] bits, StepClassifier network)
    {
        int at = 0;
        foreach (Parameter parameter in network.Parameters)
        {
            foreach (ref float value in parameter.Span)
            {
                value = BitConverter.Int32BitsToSingle(bits[at++]);
            }
        }

        return network.SaveWeights();
    }

    private static void NormalizedTrainer(string path)
    {
        Storage.NormalizedNetwork network = new();
        using Storage.NormalizedNetwork.Trainer trainer = network.CreateTrainer(new AdamW(0.01f), Size, Options("adamw"));
        Assert.Contains(
            "another network", Assert.Throws<SafetensorsException>(() => trainer.LoadCheckpoint(path)).Message, StringComparison.Ordinal);
    }

    private static TrainerOptions Options(string name) => new()
    {
        WeightAverage = name == "average" ? new ExponentialAverage(0.9) : null,
        GradientStages = name == "noise" ? [new GradientNoise(0.1), new L2(1e-3)] : [],
        Seed = 5, Threads = 2, GradientAccumulation = name == "accumulation" ? 4 : 1, Shuffle = name != "plain order",
    };

    private static StepClassifier.Trainer Create(StepClassifier network, string name, ReduceOnPlateau? plateau = null) =>
        network.CreateTrainer(
            name switch
            {
                "schedule" => new Sgd(0.1f, momentum: 0.9f) { Schedule = new CosineDecay(warmupSteps: 3) },
                "plateau" => new Sgd(0.5f) { Schedule = plateau!.Schedule },
                "muon" => new Muon(0.02f, others: new AdamW(0.01f)),
                _ => new AdamW(0.01f),
            },
            Size,
            Options(name));

    private static IReadOnlyList<Callback> Callbacks(string name, Counter counter, ReduceOnPlateau? plateau = null) => name switch
    {
        "stopping" or "average" => [new EarlyStopping(patience: 1, minDelta: 0.05)],
        "plateau" => [plateau!],
        "own callback" => [counter, new EarlyStopping(patience: 9)],
        _ => [],
    };

    private static List<EpochMetrics> WithoutTimes(History history) =>
        [.. history.Select(epoch => epoch with { Seconds = 0, SamplesPerSecond = 0 })];

    /// <summary>Counts the steps of the whole run, and in this process.</summary>
    private sealed class Counter : Callback
    {
        public int Steps { get; private set; }

        public int Calls { get; private set; }

        public override void OnTrainBegin(TrainingContext context) => Steps = 0;

        public override void OnStepEnd(TrainingContext context)
        {
            Steps++;
            Calls++;
        }

        public override void Save(CallbackState state) => state.Set("steps", Steps);

        public override void Load(CallbackState state) => Steps = (int)state.Number("steps", 0);
    }

    private sealed class StopAt(int step) : Callback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.TotalSteps == step)
            {
                context.StopAfterStep();
            }
        }
    }

    private sealed class Saving(string path, int step = 0) : Callback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.TotalSteps == step)
            {
                context.SaveCheckpoint(path);
            }
        }

        public override void OnEpochEnd(TrainingContext context)
        {
            if (step == 0)
            {
                context.SaveCheckpoint(path);
            }
        }
    }
}
