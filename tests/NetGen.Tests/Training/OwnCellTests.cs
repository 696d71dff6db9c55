using Xunit;

namespace NetGen.Tests.Training;

[Network, Input(9, 6), MseLoss]
internal sealed partial class BuiltInLstm
{
    [Lstm(16), Linear(3)]
    public partial Layer Body { get; }
}

/// <summary>The same with the cell as a method.</summary>
[Network, Input(9, 6), MseLoss]
internal sealed partial class OwnLstm
{
    [Recurrent(nameof(Cell)), Linear(3)]
    public partial Layer Body { get; }

    [Differentiable]
    public static (State After, Row<float> Hidden) Cell(Row<float> x, State before, Weights w)
    {
        Row<float> gates = (w.Input * x) + (w.Recurrent * before.Hidden) + w.Bias;
        Row<float> i = Row.Sigmoid(gates.Slice(0, 16)), f = Row.Sigmoid(gates.Slice(16, 16));
        Row<float> g = Row.Tanh(gates.Slice(32, 16)), o = Row.Sigmoid(gates.Slice(48, 16));
        Row<float> memory = (f * before.Memory) + (i * g);
        Row<float> hidden = o * Row.Tanh(memory);
        return (new State(hidden, memory), hidden);
    }

    public sealed record State([Width(16)] Row<float> Hidden, [Width(16)] Row<float> Memory);

    public sealed record Weights(
        [Learnable(64, 6)] Matrix<float> Input, [Learnable(64, 16)] Matrix<float> Recurrent, [Learnable(64)] Row<float> Bias);
}

public sealed class OwnCellTests
{
    private const int Samples = 7;

    private static readonly Dictionary<string, string> s_names = new()
    {
        ["Body.recurrent0.Input"] = "Body.lstm0.weight_ih_l0",
        ["Body.recurrent0.Recurrent"] = "Body.lstm0.weight_hh_l0",
        ["Body.recurrent0.Bias"] = "Body.lstm0.bias_l0",
    };

    [Fact]
    public void AnLstmAsAMethodEqualsTheBuiltInOne()
    {
        BuiltInLstm builtIn = new(seed: 1);
        OwnLstm own = new(seed: 2);
        foreach ((Parameter mine, Parameter theirs) in Pairs(own, builtIn))
        {
            theirs.AsSpan<float>().CopyTo(mine.AsSpan<float>());
        }

        Random random = new(3);
        float[] x = [.. Enumerable.Range(0, Samples * 9 * 6).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] y = [.. Enumerable.Range(0, Samples * 9 * 3).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] expected = new float[y.Length], actual = new float[y.Length];
        builtIn.Predict(x, expected);
        own.Predict(x, actual);
        AssertClose(expected, actual);

        using BuiltInLstm.Trainer builtInTrainer = builtIn.CreateTrainer(new Sgd(0), Samples);
        using OwnLstm.Trainer ownTrainer = own.CreateTrainer(new Sgd(0), Samples);
        AssertClose([(float)builtInTrainer.Step(x, y).Loss], [(float)ownTrainer.Step(x, y).Loss]);
        foreach ((Parameter mine, Parameter theirs) in Pairs(own, builtIn))
        {
            AssertClose(builtInTrainer.Gradient(theirs).ToArray(), ownTrainer.Gradient(mine).ToArray());
        }
    }

    private static IEnumerable<(Parameter Mine, Parameter Theirs)> Pairs(OwnLstm own, BuiltInLstm builtIn) => own.Parameters.Select(mine =>
        (mine, builtIn.Parameters.Single(theirs => theirs.Name == s_names.GetValueOrDefault(mine.Name, mine.Name))));

    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - pair.First, -1e-6f, 1e-6f));
}
