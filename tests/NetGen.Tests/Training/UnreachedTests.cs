using Xunit;

namespace NetGen.Tests.Training;

#pragma warning disable NG0082 // That no loss depends on Side is what is tested.
/// <summary>An output without a loss between stages that are trained.</summary>
[Network, Input(6), CrossEntropyLoss]
internal sealed partial class SideOutput
{
    [Linear(40), Tanh]
    public partial Layer Body { get; }

    [LayerNorm, Linear(33, Bias = false), BatchNorm, Output]
    public partial Layer Side { get; }

    [From(nameof(Body)), Linear(3)]
    public partial Layer Head { get; }
}
#pragma warning restore NG0082

/// <summary>The same without that output.</summary>
[Network, Input(6), CrossEntropyLoss]
internal sealed partial class NoSideOutput
{
    [Linear(40), Tanh]
    public partial Layer Body { get; }

    [Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>Parameters that no loss depends on are left alone: by weight decay, by momentum, whoever updates them.</summary>
public sealed class UnreachedTests
{
    private const int Samples = 5;

    public static TheoryData<string, int> OptimizersAndThreads => new()
    {
        { "sgd", 1 }, { "momentum", 1 }, { "nesterov", 3 }, { "adam", 1 }, { "adam", 3 }, { "adamw", 1 }, { "adamw", 3 },
    };

    [Theory]
    [MemberData(nameof(OptimizersAndThreads))]
    public void What_no_loss_depends_on_stays_to_the_bit(string name, int threads)
    {
        SideOutput network = new(seed: 1);
        int[][] before = Bits(network);
        using SideOutput.Trainer trainer = network.CreateTrainer(OptimizerOf(name), Samples, new TrainerOptions { Threads = threads });
        for (int i = 0; i < 20; i++)
        {
            trainer.Step(Values(), Labels());
        }

        int[][] after = Bits(network);
        Assert.All(network.Parameters.Select((parameter, i) => (parameter, i)).Where(pair => pair.parameter.IsTrained), pair =>
            Assert.Equal(pair.parameter.Name.StartsWith("Side", StringComparison.Ordinal), before[pair.i].SequenceEqual(after[pair.i])));
    }

    [Theory]
    [MemberData(nameof(OptimizersAndThreads))]
    public void The_others_are_trained_as_without_it(string name, int threads)
    {
        SideOutput network = new(seed: 1);
        NoSideOutput other = new(seed: 1);
        foreach (Parameter parameter in other.Parameters)
        {
            network.Parameters.Single(p => p.Name == parameter.Name).Span.CopyTo(parameter.Span);
        }

        TrainerOptions options = new() { Threads = threads };
        using SideOutput.Trainer trainer = network.CreateTrainer(OptimizerOf(name), Samples, options);
        using NoSideOutput.Trainer otherTrainer = other.CreateTrainer(OptimizerOf(name), Samples, options);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(otherTrainer.Step(Values(), Labels()), trainer.Step(Values(), Labels()));
        }

        Assert.All(
            other.Parameters,
            parameter => Assert.Equal(parameter.Span.ToArray(), network.Parameters.Single(p => p.Name == parameter.Name).Span.ToArray()));
    }

    [Fact]
    public void Its_gradient_is_zero_and_it_counts_as_a_parameter()
    {
        SideOutput network = new(seed: 1);
        using SideOutput.Trainer trainer = network.CreateTrainer(new Sgd(0), Samples);
        trainer.Step(Values(), Labels());
        Assert.Equal(new float[33 * 40], trainer.Gradient(network.Side["linear0.weight"]).ToArray());
        Assert.NotEqual(new float[40 * 6], trainer.Gradient(network.Body.Weights).ToArray());
        Assert.Throws<ArgumentException>(() => trainer.Gradient(network.Side["batchnorm0.running_mean"]).Length);
        Assert.Equal((40 * 6) + 40 + 40 + 40 + (33 * 40) + 33 + 33 + (3 * 40) + 3, network.ParameterCount);
    }

    private static Optimizer OptimizerOf(string name) => name switch
    {
        "sgd" => new Sgd(0.1f, weightDecay: 0.1f),
        "momentum" => new Sgd(0.1f, momentum: 0.9f, weightDecay: 0.1f),
        "nesterov" => new Sgd(0.1f, momentum: 0.9f, nesterov: true, weightDecay: 0.1f),
        "adam" => new Adam(0.01f, weightDecay: 0.1f),
        _ => new AdamW(0.01f, weightDecay: 0.1f),
    };

    private static float[] Values() => [.. Enumerable.Range(0, Samples * 6).Select(i => MathF.Sin(i))];

    private static int[] Labels() => [.. Enumerable.Range(0, Samples).Select(i => i % 3)];

    private static int[][] Bits(SideOutput network) =>
        [.. network.Parameters.Select(parameter => parameter.Span.ToArray().Select(BitConverter.SingleToInt32Bits).ToArray())];
}
