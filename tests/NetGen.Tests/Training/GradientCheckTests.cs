using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Networks with methods of the user's own, in double; one states a derivative that is wrong.</summary>
[Network(Precision = Precision.Double), Input(3), MseLoss]
internal sealed partial class OwnCurve
{
    [Linear(5), Apply(nameof(Curve)), Linear(2)]
    public partial Layer Body { get; }

    [Differentiable]
    public static double Curve(double x, [Learnable(Start = 0.5f, Min = 0.4f, Max = 0.6f)] double bend) =>
        x > 0 ? Math.Sqrt(x + 1) - 1 : bend * Math.Sin(x);
}

[Network(Precision = Precision.Double), Input(3), MseLoss]
internal sealed partial class WrongCurve
{
    [Linear(5), Apply(nameof(Cube)), Linear(2)]
    public partial Layer Body { get; }

    [Differentiable, Gradient(nameof(CubeSlope))]
    public static double Cube(double x) => x * x * x;

    [Differentiable]
    public static double CubeSlope(double x) => 2 * x * x;
}

[Network(Precision = Precision.Double), Input(3), MseLoss]
internal sealed partial class NoisyCurve
{
    [Linear(5), Dropout(0.5f), Linear(2)]
    public partial Layer Body { get; }
}

/// <summary>With weights of 0 the loss has two slopes by each of them.</summary>
[Network(Precision = Precision.Double), Input(3), MseLoss]
internal sealed partial class KinkedCurve
{
    [Linear(2, Bias = false), Relu]
    public partial Layer Body { get; }
}

public sealed class GradientCheckTests
{
    private static Dataset Data()
    {
        Random random = new(3);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
        return Dataset.FromTargets(Values(10 * 3), Values(10 * 2), new Shape(3), 2);
    }

    [Fact]
    public void Right_gradients_agree_and_weights_stay()
    {
        OwnCurve network = new(seed: 4);
        double[][] before = [.. network.Parameters.Select(parameter => parameter.AsSpan<double>().ToArray())];

        GradientReport report = GradientCheck.Of(network, Data());

        Assert.True(report.Agrees, report.ToString());
        Assert.Equal((5 * 3) + 5 + 1 + (2 * 5) + 2, report.Compared);
        Assert.Equal(before, network.Parameters.Select(parameter => parameter.AsSpan<double>().ToArray()));
    }

    [Fact]
    public void A_wrong_gradient_is_named()
    {
        GradientReport report = GradientCheck.Of(new WrongCurve(seed: 4), Data());

        Assert.False(report.Agrees);
        Assert.All(report.Differences, difference => Assert.StartsWith("Body.linear0.", difference.Parameter, StringComparison.Ordinal));
        Assert.Contains("gradients differ from finite differences", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_at_a_kink_is_left_out()
    {
        KinkedCurve network = new(seed: 4);
        network.Parameters[0].AsSpan<double>().Clear();

        GradientReport report = GradientCheck.Of(network, Data());

        Assert.True(report.Agrees, report.ToString());
        Assert.Equal((6, 6), (report.Compared, report.Kinks));
    }

    [Fact]
    public void Random_numbers_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Of(new NoisyCurve(seed: 4), Data()));

    [Fact]
    public void Learnt_numbers_stay_within_their_bounds()
    {
        OwnCurve network = new(seed: 4);
        Parameter bend = network.Parameters.Single(parameter => parameter.Name == "Body.apply0.bend");
        using OwnCurve.Trainer trainer = network.CreateTrainer(new Sgd(50), batchSize: 10);

        trainer.Fit(Data(), epochs: 1);

        Assert.Contains(bend.AsSpan<double>()[0], new double[] { 0.4, 0.6 });
    }
}
