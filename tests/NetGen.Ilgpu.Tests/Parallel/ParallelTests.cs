using NetGen.Generators.Tests.Contracts;
using NetGen.Mpi.Tests;

namespace NetGen.Ilgpu.Tests.Parallel;

/// <summary>Several ranks with a device each against one with the whole batch.</summary>
public sealed class ParallelTests
{
    private const double Rounding = 1e-10;

    public static TheoryData<int, string> Networks
    {
        get
        {
            TheoryData<int, string> cases = [];
            for (int device = 0; device < Devices.All.Count; device++)
            {
                foreach (string name in ParallelNetworks.All.Keys.Where(name => name != "parts"))
                {
                    cases.Add(device, name);
                }
            }

            return cases;
        }
    }

    /// <summary>Shuffled, with a last batch of one sample, which leaves a rank without any; with a validation.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Two_ranks_of_eight_train_as_one_of_sixteen(int device, string name)
    {
        (CaseRun<double> one, History expected) = Train(device, name, null);
        (CaseRun<double> Run, History History)[] ranks = ThreadRanks.Run(2, communicator => Train(device, name, communicator));
        Assert.All(ranks, rank =>
        {
            AssertSameWeights(one, rank.Run);
            Assert.All(expected.Zip(rank.History), pair =>
            {
                Assert.Equal(pair.First.Loss, pair.Second.Loss, Rounding);
                Assert.Equal(pair.First.Accuracy, pair.Second.Accuracy);
                Assert.Equal(pair.First.ValidationLoss!.Value, pair.Second.ValidationLoss!.Value, Rounding);
            });
        });
        Assert.Equal(Bits(ranks[0].Run), Bits(ranks[1].Run));
    }

    /// <summary>Statistics of parts, too, whose means the running ones are.</summary>
    [Theory]
    [MemberData(nameof(Devices.Numbers), MemberType = typeof(Devices))]
    public void Ranks_on_devices_train_as_ranks_on_processors(int device)
    {
        (CaseRun<double> Run, double Loss)[] Train(Func<CaseRun<double>, ICommunicator, Trainer<double>> create) =>
            ThreadRanks.Run(2, communicator =>
            {
                CaseRun<double> run = new(ParallelNetworks.All["parts"], samples: 33);
                using Trainer<double> trainer = create(run, communicator);
                return (run, trainer.Fit(run.Data(), 2)[1].Loss);
            });

        (CaseRun<double> expected, double loss) = Train((run, communicator) => CompiledCases.CreateTrainer(
            run.Network, new AdamW(3e-3f), 16, Options(communicator)))[0];
        Assert.All(Train((run, communicator) => Create(run, device, communicator)), rank =>
        {
            Assert.Equal(loss, rank.Loss, 1e-8);
            AssertSameWeights(expected, rank.Run, 1e-8);
        });
    }

    [Theory]
    [MemberData(nameof(Devices.Numbers), MemberType = typeof(Devices))]
    public void A_number_that_is_not_finite_in_one_rank_leaves_the_weights_of_all(int device)
    {
        ThreadRanks.Run(2, communicator =>
        {
            // The square of what it makes is beyond what a double holds.
            CaseRun<double> run = new(ParallelNetworks.All["penalty"]);
            string before = Bits(run);
            double[] inputs = [.. Enumerable.Range(0, 8 * 4).Select(i => communicator.Rank == 1 && i == 5 ? 1e200 : Math.Sin(i))];
            using (Trainer<double> trainer = Create(run, device, communicator))
            {
                BatchResult result = trainer.Step(inputs, new double[8 * 2]);
                Assert.Equal((true, 16), (result.IsSkipped, result.Count));
                Assert.Equal(before, Bits(run));
                Assert.False(trainer.Step(inputs.AsSpan(4 * 4), new double[4 * 2]).IsSkipped);
            }

            Assert.NotEqual(before, Bits(run));
            return true;
        });
    }

    [Theory]
    [MemberData(nameof(Devices.Numbers), MemberType = typeof(Devices))]
    public void A_run_goes_on_from_a_checkpoint_of_other_ranks(int device)
    {
        using TempFolder folder = new();
        string path = Path.Join(folder.Path, "one.safetensors");
        CaseRun<double> whole = new(ParallelNetworks.All["chain"]);
        using (Trainer<double> trainer = Create(whole, device, null))
        {
            trainer.Fit(whole.Data(), 2);
        }

        ThreadRanks.Run(2, communicator =>
        {
            CaseRun<double> run = new(ParallelNetworks.All["chain"]);
            using Trainer<double> trainer = Create(run, device, communicator);
            trainer.Fit(run.Data(), 1);
            trainer.SaveCheckpoint(path);
            communicator.Barrier();
            return true;
        });
        CaseRun<double>[] resumed = ThreadRanks.Run(3, communicator =>
        {
            CaseRun<double> run = new(ParallelNetworks.All["chain"]);
            using Trainer<double> trainer = Create(run, device, communicator);
            trainer.LoadCheckpoint(path);
            trainer.Fit(run.Data(), 1);
            return run;
        });
        Assert.All(resumed, run => AssertSameWeights(whole, run));
    }

    private static (CaseRun<double> Run, History History) Train(int device, string name, ICommunicator? communicator)
    {
        CaseRun<double> run = new(ParallelNetworks.All[name], samples: 33);
        using Trainer<double> trainer = Create(run, device, communicator);
        return (run, trainer.Fit(run.Data(), 1, run.Data()));
    }

    private static Trainer<double> Create(CaseRun<double> run, int device, ICommunicator? communicator) =>
        CompiledCases.CreateTrainer(run.Network, new AdamW(3e-3f), 16, Devices.All[device], Options(communicator));

    private static TrainerOptions Options(ICommunicator? communicator) =>
        new() { Seed = 5, Threads = 1, Communicator = communicator, WeightCheckSteps = 1 };

    private static void AssertSameWeights(CaseRun<double> expected, CaseRun<double> actual, double tolerance = Rounding)
    {
        for (int i = 0; i < expected.Network.Parameters.Count; i++)
        {
            Parameter parameter = expected.Network.Parameters[i];
            Outcome.AssertClose(
                parameter.Name, parameter.AsSpan<double>().ToArray(), actual.Network.Parameters[i].AsSpan<double>().ToArray(), tolerance);
        }
    }

    private static string Bits(CaseRun<double> run) => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(
        run.Network.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray()).ToArray()));
}
