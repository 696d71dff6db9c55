using System.Numerics;
using Xunit;

namespace NetGen.Tests.Fixtures;

/// <summary>
/// Four networks against PyTorch: loss, every gradient, parameters and running statistics after three optimizer steps, and what the
/// network then predicts. The measure is the largest difference relative to the largest magnitude of the tensor; tensors smaller than
/// 0.01 (among them gradients that are 0 in theory) are measured against 0.01.
/// </summary>
public sealed class FixtureTests
{
    private const double SingleTolerance = 1e-4;
    private const double DoubleTolerance = 1e-9;
    private const double Negligible = 1e-2;

    public static TheoryData<int> Threads => [1, 2, 3];

    [Theory, MemberData(nameof(Threads))]
    public void Mlp_in_float(int threads) => Check<float>("mlp", new MlpSingle(), threads);

    [Theory, MemberData(nameof(Threads))]
    public void Mlp_in_double(int threads) => Check<double>("mlp", new MlpDouble(), threads);

    [Theory, MemberData(nameof(Threads))]
    public void Cnn_in_float(int threads) => Check<float>("cnn", new CnnSingle(), threads);

    [Theory, MemberData(nameof(Threads))]
    public void Cnn_in_double(int threads) => Check<double>("cnn", new CnnDouble(), threads);

    [Theory, MemberData(nameof(Threads))]
    public void Residual_in_float(int threads) => Check<float>("residual", new ResidualSingle(), threads);

    [Theory, MemberData(nameof(Threads))]
    public void Residual_in_double(int threads) => Check<double>("residual", new ResidualDouble(), threads);

    [Theory, MemberData(nameof(Threads))]
    public void Binary_in_float(int threads) => Check<float>("binary", new BinarySingle(), threads);

    [Theory, MemberData(nameof(Threads))]
    public void Binary_in_double(int threads) => Check<double>("binary", new BinaryDouble(), threads);

    private static void Check<T>(string name, Network<T> network, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Fixture<T> fixture = new(name);
        foreach (Parameter parameter in network.Parameters)
        {
            Assert.Equal(fixture.ShapeOf(parameter.Name), parameter.Shape);
            fixture[parameter.Name].CopyTo(parameter.AsSpan<T>());
        }

        using Trainer<T> trainer = CreateTrainer(network, fixture.CreateOptimizer(), fixture.BatchSize, new TrainerOptions { Threads = threads });
        double loss = Step(trainer, fixture);
        Close<T>("loss", fixture["loss"], [T.CreateTruncating(loss)]);
        Assert.Equal(
            fixture.Gradients.Order(StringComparer.Ordinal),
            network.Parameters.Where(p => p.IsTrained).Select(p => "grad." + p.Name).Order(StringComparer.Ordinal));
        foreach (Parameter parameter in network.Parameters.Where(p => p.IsTrained))
        {
            Close("grad." + parameter.Name, fixture["grad." + parameter.Name], trainer.Gradient(parameter));
        }

        for (int step = 1; step < fixture.Steps; step++)
        {
            Assert.True(Step(trainer, fixture) < loss);
        }

        foreach (Parameter parameter in network.Parameters)
        {
            string after = $"after{fixture.Steps}.{parameter.Name}";
            Close(after, fixture[after], parameter.AsSpan<T>());
        }

        T[] inference = fixture["inference"], predicted = new T[inference.Length];
        network.Predict(fixture["input"], predicted);
        Close("inference", inference, predicted);
        int size = network.OutputShape.Size;
        Close("inference of the first sample", inference[..size], network.Predict(fixture["input"].AsSpan(0, network.InputShape.Size)));
    }

    private static Trainer<T> CreateTrainer<T>(Network<T> network, Optimizer optimizer, int batchSize, TrainerOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (Trainer<T>)(object)(network switch
        {
            MlpSingle single => single.CreateTrainer(optimizer, batchSize, options),
            MlpDouble wide => wide.CreateTrainer(optimizer, batchSize, options),
            CnnSingle single => single.CreateTrainer(optimizer, batchSize, options),
            CnnDouble wide => wide.CreateTrainer(optimizer, batchSize, options),
            ResidualSingle single => single.CreateTrainer(optimizer, batchSize, options),
            ResidualDouble wide => wide.CreateTrainer(optimizer, batchSize, options),
            BinarySingle single => single.CreateTrainer(optimizer, batchSize, options),
            BinaryDouble wide => wide.CreateTrainer(optimizer, batchSize, options),
            _ => throw new ArgumentException($"{network} has no fixture.", nameof(network)),
        });

    private static double Step<T>(Trainer<T> trainer, Fixture<T> fixture)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        fixture.HasLabels ? trainer.Step(fixture["input"], fixture.Labels).Loss : trainer.Step(fixture["input"], fixture["target"]).Loss;

    private static void Close<T>(string name, T[] expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(expected.Max(value => Math.Abs(double.CreateTruncating(value))), Negligible), worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(double.CreateTruncating(expected[i]) - double.CreateTruncating(actual[i])) / scale;
            worst = error <= worst ? worst : error;
        }

        double tolerance = typeof(T) == typeof(float) ? SingleTolerance : DoubleTolerance;
        Assert.True(worst <= tolerance, FormattableString.Invariant($"{name}: off by {worst:e2} of its size; {tolerance:e0} is allowed."));
    }
}
