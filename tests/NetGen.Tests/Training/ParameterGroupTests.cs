using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Parameters with a rate, decay or optimizer of their own, and frozen ones.</summary>
public sealed class ParameterGroupTests
{
    private const int Features = 5, Outputs = 3, Size = 4;

    public static TheoryData<Optimizer> Optimizers => [new Sgd(0.1f), new Sgd(0.1f, momentum: 0.9f), new Adam(0.01f), new AdamW(0.01f)];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Groups_of_one_optimizer_train_as_none(Optimizer optimizer)
    {
        Assert.Equal(Trained(optimizer, []), Trained(optimizer, [ParameterGroup.Of(IsBias, optimizer)]));
        Assert.Equal(Trained(optimizer, []), Trained(new Sgd(9), [ParameterGroup.Of(_ => true, optimizer)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_updated_with_its_gradient_belongs_to_its_group(int threads)
    {
        // A matrix is updated block by block while its gradient is computed.
        Adam adam = new(0.01f);
        Assert.Equal(
            Step(new Sgd(0), ParameterGroup.Of(parameter => parameter.Name.Contains("linear0", StringComparison.Ordinal), adam)),
            Step(adam, null)[..1]);

        float[][] Step(Optimizer optimizer, ParameterGroup? group)
        {
            LargeStep network = new(1);
            TrainerOptions options = new() { Threads = threads, Groups = group is null ? [] : [group] };
            using LargeStep.Trainer trainer = network.CreateTrainer(optimizer, 8, options);
            float[] inputs = [.. StepData.Values(8 * 64, 1).Select(value => (float)value)];
            float[] targets = [.. StepData.Values(8 * 2, 2).Select(value => (float)value)];
            float[] last = network.Parameters[^2].AsSpan<float>().ToArray();
            trainer.Step(inputs, targets);
            Assert.Equal(group is not null, last.SequenceEqual(network.Parameters[^2].AsSpan<float>().ToArray()));
            return [network.Parameters[0].AsSpan<float>().ToArray()];
        }
    }

    [Fact]
    public void Frozen_parameters_stay_and_the_others_train_on()
    {
        Wide network = new(1);
        double[][] before = Copies(network);
        using Wide.Trainer trainer = network.CreateTrainer(new AdamW(0.01f), Size, new() { Groups = [ParameterGroup.Frozen(IsFirst)] });
        for (int step = 0; step < 3; step++)
        {
            trainer.Step(StepData.Values(Size * Features, step), StepData.Values(Size * Outputs, 50 + step));
        }

        Assert.All(
            network.Parameters.Zip(before, Copies(network)),
            triple => Assert.Equal(IsFirst(triple.First), triple.Second.SequenceEqual(triple.Third)));
    }

    [Fact]
    public void Biases_can_be_spared_the_decay()
    {
        const double Rate = 0.5, Decay = 0.25;
        Wide network = new(1);
        double[][] before = Copies(network);
        TrainerOptions options = new() { Groups = [ParameterGroup.Of(IsBias, new Sgd((float)Rate))] };
        using Wide.Trainer trainer = network.CreateTrainer(new Sgd((float)Rate, weightDecay: (float)Decay), Size, options);
        trainer.Step(StepData.Values(Size * Features, 1), StepData.Values(Size * Outputs, 2));
        foreach ((Parameter parameter, double[] old) in network.Parameters.Zip(before))
        {
            double[] gradient = trainer.Gradient(parameter).ToArray(), now = parameter.AsSpan<double>().ToArray();
            for (int i = 0; i < now.Length; i++)
            {
                Assert.Equal(old[i] - (Rate * (gradient[i] + (IsBias(parameter) ? 0 : Decay * old[i]))), now[i], 1e-14);
            }
        }
    }

    [Fact]
    public void The_schedule_scales_every_group_s_rate()
    {
        Wide network = new(1);
        Sgd main = new(0.1f) { Schedule = new Halving() };
        using Wide.Trainer trainer = network.CreateTrainer(main, Size, new() { Groups = [ParameterGroup.Of(IsBias, new Sgd(0.4f))] });
        double[] inputs = StepData.Values(Size * Features, 1), targets = StepData.Values(Size * Outputs, 2);
        foreach (double factor in new[] { 1, 0.5, 0.25 })
        {
            double[][] before = Copies(network);
            trainer.Step(inputs, targets);
            foreach ((Parameter parameter, double[] old) in network.Parameters.Zip(before))
            {
                double rate = factor * (IsBias(parameter) ? 0.4 : 0.1);
                Assert.Equal(old[0] - (rate * trainer.Gradient(parameter)[0]), parameter.AsSpan<double>()[0], 1e-14);
            }
        }
    }

    [Fact]
    public void Frozen_gradients_take_no_part_in_the_norm()
    {
        Wide network = new(1);
        double[][] before = Copies(network);
        TrainerOptions options = new()
        {
            Groups = [ParameterGroup.Frozen(parameter => !IsLastBias(parameter))],
            GradientStages = [new ClipNorm(0.001)],
        };
        using Wide.Trainer trainer = network.CreateTrainer(new Sgd(1), Size, options);
        trainer.Step(StepData.Values(Size * Features, 1), StepData.Values(Size * Outputs, 2));
        double moved = Math.Sqrt(before[^1].Zip(Copies(network)[^1], (old, now) => (old - now) * (old - now)).Sum());
        Assert.Equal(0.001, moved, 1e-12);
    }

    [Fact]
    public void Wrong_groups_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ParameterGroup.Of((Func<Parameter, bool>)null!, new Adam()));
        Assert.Throws<ArgumentNullException>(() => ParameterGroup.Of(IsBias, null!));
        Assert.Throws<ArgumentNullException>(() => ParameterGroup.Frozen((Func<Parameter, bool>)null!));
        Assert.Throws<ArgumentException>(() => new TrainerOptions { Groups = [null!] });
        ArgumentException nobody = Assert.Throws<ArgumentException>(() => new Wide(1).CreateTrainer(
            new Adam(), Size, new() { Groups = [ParameterGroup.Frozen(IsBias), ParameterGroup.Frozen(IsLastBias)] }));
        Assert.Contains("group 1", nobody.Message, StringComparison.Ordinal);
    }

    private sealed class Halving : LearningRateSchedule
    {
        public override double Factor(in TrainingPosition position) => Math.Pow(0.5, position.Step);
    }

    private static bool IsBias(Parameter parameter) => parameter.Name.EndsWith(".bias", StringComparison.Ordinal);

    private static bool IsFirst(Parameter parameter) => parameter.Name.StartsWith("All.linear0.", StringComparison.Ordinal);

    private static bool IsLastBias(Parameter parameter) => parameter.Name == "All.linear1.bias";

    private static double[][] Trained(Optimizer optimizer, IReadOnlyList<ParameterGroup> groups)
    {
        Wide network = new(1);
        using Wide.Trainer trainer = network.CreateTrainer(optimizer, Size, new() { Threads = 2, Groups = groups });
        for (int step = 0; step < 3; step++)
        {
            trainer.Step(StepData.Values(Size * Features, step), StepData.Values(Size * Outputs, 50 + step));
        }

        return Copies(network);
    }

    private static double[][] Copies(Wide network) => [.. network.Parameters.Select(parameter => parameter.AsSpan<double>().ToArray())];
}

[Network, Input(64), MseLoss]
internal sealed partial class LargeStep
{
    [Linear(96, Bias = false), Tanh, Linear(2)]
    public partial Layer All { get; }
}
