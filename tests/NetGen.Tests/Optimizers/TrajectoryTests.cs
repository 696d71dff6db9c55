using System.Numerics;
using Xunit;

namespace NetGen.Tests;

/// <summary>A hundred steps by each optimizer that PyTorch has, against PyTorch: see tests/fixtures/README.md.</summary>
public sealed class TrajectoryTests
{
    private static readonly Dictionary<string, Optimizer> s_optimizers = new()
    {
        ["sgd"] = new Sgd(0.1f),
        ["sgd_decay"] = new Sgd(0.1f, weightDecay: 0.02f) { DecaysVectors = true },
        ["sgd_momentum"] = new Sgd(0.05f, momentum: 0.9f, weightDecay: 0.02f) { DecaysVectors = true },
        ["sgd_dampening"] = new Sgd(0.1f, momentum: 0.9f, weightDecay: 0.02f, dampening: 0.4f) { DecaysVectors = true },
        ["sgd_nesterov"] = new Sgd(0.05f, momentum: 0.9f, nesterov: true, weightDecay: 0.02f) { DecaysVectors = true },
        ["adagrad"] = new Adagrad(0.1f),
        ["adagrad_decay"] = new Adagrad(0.1f, 0.01f, weightDecay: 0.02f, 0.1f, epsilon: 1e-6f) { DecaysVectors = true },
        ["adadelta"] = new Adadelta(),
        ["adadelta_decay"] = new Adadelta(0.5f, rho: 0.95f, epsilon: 1e-5f, weightDecay: 0.02f) { DecaysVectors = true },
        ["rmsprop"] = new RmsProp(0.01f, epsilon: 1e-4f),
        ["rmsprop_momentum"] =
            new RmsProp(0.003f, alpha: 0.9f, epsilon: 1e-3f, weightDecay: 0.02f, momentum: 0.8f) { DecaysVectors = true },
        ["rmsprop_centred"] = new RmsProp(0.005f, alpha: 0.95f, epsilon: 1e-2f, isCentred: true),
        ["rmsprop_centred_momentum"] = new RmsProp(0.003f, 0.95f, 1e-2f, 0.02f, momentum: 0.5f, isCentred: true) { DecaysVectors = true },
        ["adam"] = new Adam(0.01f, epsilon: 1e-4f),
        ["adam_decay"] = new Adam(0.01f, beta1: 0.8f, beta2: 0.99f, epsilon: 1e-4f, weightDecay: 0.02f) { DecaysVectors = true },
        ["adam_amsgrad"] = new Adam(0.02f, 0.9f, 0.9f, 1e-4f, weightDecay: 0.02f, amsGrad: true) { DecaysVectors = true },
        ["adamw"] = new AdamW(0.01f, epsilon: 1e-4f, weightDecay: 0.02f) { DecaysVectors = true },
        ["adamw_amsgrad"] = new AdamW(0.02f, 0.9f, 0.9f, 1e-4f, weightDecay: 0.02f, amsGrad: true) { DecaysVectors = true },
        ["adamax"] = new AdaMax(0.01f, beta2: 0.99f, epsilon: 1e-4f, weightDecay: 0.02f) { DecaysVectors = true },
        ["sgd_thawed"] = new Sgd(0.1f, momentum: 0.9f, dampening: 0.4f),
        ["adam_thawed"] = new Adam(0.01f, epsilon: 1e-4f),
        ["adagrad_thawed"] = new Adagrad(0.1f, rateDecay: 0.05f, initialAccumulator: 0.1f),
    };

    public static TheoryData<string> Names => [.. s_optimizers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hundred_steps_in_double_give_what_PyTorch_gives(string name)
    {
        TwoStages network = new(1);
        Check(
            network, () => network.CreateTrainer(s_optimizers[name], 6), network.First, name, 1e-11,
            (trainer, x, y) => ((TwoStages.Trainer)trainer).Step(x, y));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hundred_steps_in_float_give_what_PyTorch_gives(string name)
    {
        TwoStagesSingle network = new(1);
        Check(
            network, () => network.CreateTrainer(s_optimizers[name], 6), network.First, name, 1e-5,
            (trainer, x, y) => ((TwoStagesSingle.Trainer)trainer).Step(x, y));
    }

    private static void Check<T>(
        Network<T> network,
        Func<Trainer<T>> create,
        Layer first,
        string name,
        double tolerance,
        Func<Trainer<T>, T[], T[], BatchResult> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "fixtures", "optimizers.safetensors"));
        foreach (Parameter parameter in network.Parameters)
        {
            Read(parameter.Name).CopyTo(parameter.AsSpan<T>());
        }

        T[] inputs = Read("input"), targets = Read("target");
        double[] losses = file.ReadDoubles($"{name}.loss");
        using Trainer<T> trainer = create();
        bool isThawed = name.EndsWith("_thawed", StringComparison.Ordinal);
        if (isThawed)
        {
            trainer.Freeze(first);
        }

        for (int i = 0; i < losses.Length; i++)
        {
            if (isThawed && i == 30)
            {
                trainer.Unfreeze(first);
            }

            Assert.Equal(losses[i], step(trainer, inputs, targets).Loss, tolerance);
        }

        Assert.Equal(100, losses.Length);
        foreach (Parameter parameter in network.Parameters)
        {
            double[] expected = file.ReadDoubles($"{name}.{parameter.Name}");
            Assert.All(
                expected.Zip(parameter.AsSpan<T>().ToArray()),
                pair => Assert.Equal(pair.First, double.CreateTruncating(pair.Second), tolerance));
        }

        T[] Read(string tensor) => Array.ConvertAll(file.ReadDoubles(tensor), T.CreateTruncating);
    }
}
