using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Stages that read the weights, or draw numbers, before the update.</summary>
public sealed class WeightPenaltyTests
{
    private const int Features = 5, Outputs = 3, Size = 4;

    public static TheoryData<GradientStage, double, double, bool> Penalties => new()
    {
        { new L1(0.3), 0.3, 0, false },
        { new L2(0.2), 0, 0.2, false },
        { new ElasticNet(0.05, 0.1), 0.05, 0.1, false },
        { new ElasticNet(0.05, 0.1, includesVectors: true), 0.05, 0.1, true },
    };

    [Theory]
    [MemberData(nameof(Penalties))]
    public void The_gradient_of_the_penalty_is_added(GradientStage stage, double l1, double l2, bool withVectors)
    {
        Wide free = new(1), held = new(1);
        using Wide.Trainer first = free.CreateTrainer(new Sgd(0), Size);
        using Wide.Trainer second = held.CreateTrainer(new Sgd(0), Size, new() { GradientStages = [stage] });
        foreach (Wide network in new[] { free, held })
        {
            network.Parameters[1].AsSpan<double>().Fill(0.7);
            network.Parameters[2].AsSpan<double>()[3] = 0;
        }

        Step(first, 1);
        Step(second, 1);
        foreach (Parameter parameter in held.Parameters)
        {
            double[] weights = parameter.AsSpan<double>().ToArray();
            double[] plain = first.Gradient(free.Parameters.Single(p => p.Name == parameter.Name)).ToArray();
            double[] expected = parameter.Shape.Count > 1 || withVectors
                ? [.. plain.Zip(weights, (g, w) => g + (l1 * Math.Sign(w)) + (l2 * w))]
                : plain;
            AssertClose(expected, second.Gradient(parameter).ToArray());
        }
    }

    [Fact]
    public void What_is_frozen_has_no_penalty()
    {
        Wide network = new(1);
        using Wide.Trainer trainer = network.CreateTrainer(new Sgd(0), Size, new()
        {
            GradientStages = [new L2(1), new GradientNoise()],
            Groups = [ParameterGroup.Frozen(parameter => parameter == network.Parameters[0])],
        });
        Step(trainer, 1);
        Assert.Equal(new double[network.Parameters[0].Shape.Size], trainer.Gradient(network.Parameters[0]).ToArray());
    }

    [Fact]
    public void With_sgd_L2_is_its_weight_decay()
    {
        Wide one = new(1), other = new(1);
        using Wide.Trainer decay = one.CreateTrainer(new Sgd(0.1f, momentum: 0.5f, weightDecay: 0.01f), Size);
        using Wide.Trainer penalty = other.CreateTrainer(
            new Sgd(0.1f, momentum: 0.5f), Size, new() { GradientStages = [new L2(0.01)] });
        for (int step = 0; step < 5; step++)
        {
            Step(decay, step);
            Step(penalty, step);
        }

        AssertClose(Weights(one), Weights(other));
    }

    [Fact]
    public void Noise_has_the_deviation_of_its_update()
    {
        Blank network = new(1);
        using Blank.Trainer trainer = network.CreateTrainer(
            new Sgd(0), 1, new() { GradientStages = [new GradientNoise(0.3, 0.55)], GradientAccumulation = 2 });
        double[] before = [];
        for (int update = 0; update < 3; update++)
        {
            trainer.Step(new double[200], new double[100]);
            trainer.Step(new double[200], new double[100]);
            double[] noise = trainer.Gradient(network.Parameters[0]).ToArray();
            double deviation = Math.Sqrt(0.3 / Math.Pow(1 + update, 0.55));
            Assert.Equal(0, noise.Average() / deviation, 0.03);
            Assert.Equal(1, noise.Average(n => n * n) / (deviation * deviation), 0.04);
            Assert.Equal(3, noise.Average(n => n * n * n * n) / Math.Pow(deviation, 4), 0.3);
            Assert.NotEqual(before, noise);
            before = noise;
        }
    }

    [Fact]
    public void Noise_depends_on_seed_and_update_alone()
    {
        using TempFolder folder = new();
        TrainerOptions options = new() { Seed = 3, GradientStages = [new GradientNoise()] };
        Wide whole = new(1), resumed = new(1), differently = new(1);
        using (Wide.Trainer trainer = whole.CreateTrainer(new Adam(), Size, options))
        {
            Enumerable.Range(0, 2).ToList().ForEach(step => Step(trainer, step));
            whole.Save(folder.File("weights"));
            trainer.State.Save(folder.File("state"));
            Enumerable.Range(2, 3).ToList().ForEach(step => Step(trainer, step));
        }

        using (Wide.Trainer trainer = resumed.CreateTrainer(new Adam(), Size, options))
        {
            resumed.Load(folder.File("weights"));
            trainer.State.Load(folder.File("state"));
            Enumerable.Range(2, 3).ToList().ForEach(step => Step(trainer, step));
        }

        Assert.Equal(Weights(whole), Weights(resumed));
        using (Wide.Trainer trainer = differently.CreateTrainer(new Adam(), Size, options with { Seed = 4 }))
        {
            Enumerable.Range(0, 5).ToList().ForEach(step => Step(trainer, step));
        }

        Assert.NotEqual(Weights(whole), Weights(differently));
    }

    [Fact]
    public void A_stage_sees_the_values_before_the_update_and_its_number()
    {
        Wide network = new(1);
        Recording stage = new();
        using Wide.Trainer trainer = network.CreateTrainer(
            new Sgd(0.1f), Size, new() { GradientStages = [stage], Groups = [ParameterGroup.Frozen(p => p.Name.EndsWith("0.bias"))] });
        double[] before = [.. network.Parameters.Where(p => !p.Name.EndsWith("0.bias")).SelectMany(p => p.AsSpan<double>().ToArray())];
        Step(trainer, 0);
        Assert.Equal(before, stage.Values);
        Step(trainer, 1);
        Assert.NotEqual(before, stage.Values);
        Assert.Equal([0, 1], stage.Steps);
    }

    [Fact]
    public void Wrong_strengths_are_named()
    {
        foreach (double value in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("strength", () => new L1(value));
            Assert.Throws<ArgumentOutOfRangeException>("strength", () => new L2(value));
            Assert.Throws<ArgumentOutOfRangeException>("strength1", () => new ElasticNet(value, 1));
            Assert.Throws<ArgumentOutOfRangeException>("strength2", () => new ElasticNet(1, value));
            Assert.Throws<ArgumentOutOfRangeException>("eta", () => new GradientNoise(value));
            Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new GradientNoise(1, value));
        }
    }

    private static void Step(Wide.Trainer trainer, int step) =>
        trainer.Step(StepData.Values(Size * Features, step), StepData.Values(Size * Outputs, 50 + step));

    private static double[] Weights(Wide network) => [.. network.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));

    private sealed class Recording : GradientStage
    {
        public List<long> Steps { get; } = [];

        public double[] Values { get; private set; } = [];

        public override void Run<T>(in Gradients<T> gradients)
        {
            Steps.Add(gradients.Step);
            List<double> values = [];
            foreach (Parameter parameter in gradients.Parameters)
            {
                values.AddRange(gradients.ParameterOf(parameter).ToArray().Select(double.CreateChecked));
            }

            Values = [.. values];
        }
    }
}

/// <summary>Its gradients are 0 where input and target are.</summary>
[Network(Precision = Precision.Double), Input(200), MseLoss]
internal sealed partial class Blank
{
    [Linear(100, Bias = false)]
    public partial Layer All { get; }
}
