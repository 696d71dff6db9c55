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

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Vectors_are_spared_the_decay_unless_they_are_included(bool decaysVectors, bool isInGroup)
    {
        const double Rate = 0.5, Decay = 0.25;
        Wide network = new(1);
        foreach (Parameter parameter in network.Parameters)
        {
            // Biases begin at 0, which does not decay.
            StepData.Values(parameter.Shape.Size, 7).CopyTo(parameter.AsSpan<double>());
        }

        double[][] before = Copies(network);
        Sgd sgd = new((float)Rate, weightDecay: (float)Decay) { DecaysVectors = decaysVectors };
        TrainerOptions options = new() { Groups = isInGroup ? [ParameterGroup.Of(IsBias, sgd)] : [] };
        using Wide.Trainer trainer = network.CreateTrainer(sgd, Size, options);
        trainer.Step(StepData.Values(Size * Features, 1), StepData.Values(Size * Outputs, 2));
        foreach ((Parameter parameter, double[] old) in network.Parameters.Zip(before))
        {
            double[] gradient = trainer.Gradient(parameter).ToArray(), now = parameter.AsSpan<double>().ToArray();
            bool decays = decaysVectors || parameter.Shape.Count > 1;
            for (int i = 0; i < now.Length; i++)
            {
                Assert.Equal(old[i] - (Rate * (gradient[i] + (decays ? Decay * old[i] : 0))), now[i], 1e-14);
            }
        }
    }

    [Fact]
    public void Gains_of_normalizations_are_spared_the_decay()
    {
        StepClassifier network = new(1);
        (float[] inputs, int[] labels) = StepData.Batch(Size, 3);
        float[][] before = [.. network.Parameters.Select(parameter => parameter.Span.ToArray())];
        using StepClassifier.Trainer trainer = network.CreateTrainer(new AdamW(0.1f, epsilon: 1e9f, weightDecay: 0.5f), Size);
        trainer.Step(inputs, labels);

        // Adam's own step vanishes beside so large an ε.
        string[] moved = [.. network.Parameters
            .Zip(before)
            .Where(pair => pair.First.IsTrained && pair.Second.Any(value => value != 0)
                && pair.Second.Zip(pair.First.Span.ToArray()).All(values => Math.Abs((0.95f * values.First) - values.Second) < 1e-6f))
            .Select(pair => pair.First.Name)];
        Assert.Equal(["Stem.conv2d0.weight", "Head.linear0.weight", "Head.linear1.weight"], moved);
    }

    [Fact]
    public void A_stage_has_its_own_rate_and_decay()
    {
        TwoStages one = new(1), other = new(1);
        Sgd slow = new(0.01f, weightDecay: 0.3f);
        using TwoStages.Trainer byStage = one.CreateTrainer(new Sgd(0.2f), Size, new() { Groups = [ParameterGroup.Of(one.Second, slow)] });
        using TwoStages.Trainer byRule = other.CreateTrainer(
            new Sgd(0.2f), Size, new() { Groups = [ParameterGroup.Of(parameter => other.Second.Parameters.Contains(parameter), slow)] });
        byStage.Step(StepData.Values(Size * Features, 1), StepData.Values(Size * Outputs, 2));
        byRule.Step(StepData.Values(Size * Features, 1), StepData.Values(Size * Outputs, 2));
        Assert.All(
            one.Parameters.Zip(other.Parameters),
            pair => Assert.Equal(pair.First.AsSpan<double>().ToArray(), pair.Second.AsSpan<double>().ToArray()));
        Assert.NotEqual(
            one.First.Weights.AsSpan<double>().ToArray(), new TwoStages(1).First.Weights.AsSpan<double>().ToArray());
    }

    [Fact]
    public void Earlier_stages_learn_at_lower_rates()
    {
        const double Rate = 0.4, Factor = 0.25;
        TwoStages network = new(1);
        double[][] before = [.. network.Parameters.Select(parameter => parameter.AsSpan<double>().ToArray())];
        Sgd sgd = new((float)Rate) { Schedule = new Halving() };
        TrainerOptions options = new() { Groups = [.. ParameterGroup.Discriminative(sgd, Factor, network.First, network.Second)] };
        using TwoStages.Trainer trainer = network.CreateTrainer(sgd, Size, options);
        trainer.Step(StepData.Values(Size * Features, 1), StepData.Values(Size * Outputs, 2));
        foreach ((Parameter parameter, double[] old) in network.Parameters.Zip(before))
        {
            double rate = network.First.Parameters.Contains(parameter) ? Factor * Rate : Rate;
            double[] gradient = trainer.Gradient(parameter).ToArray(), now = parameter.AsSpan<double>().ToArray();
            Assert.All(Enumerable.Range(0, now.Length), i => Assert.Equal(old[i] - (rate * gradient[i]), now[i], 1e-14));
        }
    }

    [Fact]
    public void Stages_without_parameters_of_their_own_are_passed_over()
    {
        // The head's matrix is the embedding's, Plain has nothing else.
        TiedHead network = new(1);
        IReadOnlyList<ParameterGroup> groups =
            ParameterGroup.Discriminative(new Adam(), 0.5, network.Embed, network.Plain, network.Head);
        Assert.Equal([0.5, 1], groups.Select(group => group.RateScale));
        Assert.True(groups[0].Has(network.Embed.Weights) && !groups[1].Has(network.Embed.Weights));
        Assert.Throws<ArgumentException>("stages", () => ParameterGroup.Discriminative(new Adam(), 0.5));
        foreach (double factor in new[] { 0, -1, 1.5, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>("factor", () => ParameterGroup.Discriminative(new Adam(), factor, network.Embed));
        }

        Assert.Throws<ArgumentNullException>("optimizer", () => ParameterGroup.Discriminative(null!, 0.5, network.Embed));
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
        Assert.Throws<ArgumentNullException>("stage", () => ParameterGroup.Of((Layer)null!, new Adam()));
        Assert.Throws<ArgumentNullException>("optimizer", () => ParameterGroup.Of(new TwoStages(1).First, null!));
        Assert.Throws<ArgumentException>("stages", () => ParameterGroup.Frozen(new TwoStages(1).First, null!));
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
