using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Labels that count neither in a loss nor in an accuracy.</summary>
public sealed class IgnoredLabelTests
{
    private static readonly float[] s_inputs = [1, 0, 0, 1, 1, 1, -1, 2];

    [Fact]
    public void They_are_neither_right_nor_wrong_and_have_no_gradient()
    {
        PartlyLabelled network = new(seed: 1);
        using PartlyLabelled.Trainer trainer = network.CreateTrainer(new Sgd(0), 4);

        BatchResult some = trainer.Step(s_inputs, [0, 255, 255, 1]);
        double[] gradient = Gradient();
        Assert.Equal(2, some.Predictions);
        Assert.InRange(some.Correct, 0, 2);

        // The others alone give the same.
        BatchResult alone = trainer.Step([1, 0, -1, 2], [0, 1]);
        Assert.Equal(alone.Loss, some.Loss, 1e-6);
        Assert.Equal(alone.Correct, some.Correct);
        Assert.Equal(2, alone.Predictions);
        Assert.All(gradient.Zip(Gradient()), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Contains(gradient, slope => Math.Abs(slope) > 1e-3);

        BatchResult none = trainer.Step(s_inputs, [255, 255, 255, 255]);
        Assert.Equal((0.0, 0, 0, false), (none.Loss, none.Correct, none.Predictions, none.IsSkipped));
        Assert.All(Gradient(), slope => Assert.Equal(0, slope));

        double[] Gradient() => [.. network.Parameters.SelectMany(p => trainer.Gradient(p).ToArray()).Select(slope => (double)slope)];
    }

    [Fact]
    public void Data_may_have_them_but_no_number_between()
    {
        PartlyLabelled network = new(seed: 1);
        Dataset some = Dataset.FromArrays(s_inputs, [0, 255, 255, 1], new Shape(2), 256);
        Evaluation known = network.Evaluate(Dataset.FromArrays([1, 0, -1, 2], [0, 1], new Shape(2), 3));
        Assert.Equal(known.Accuracy, network.Evaluate(some).Accuracy);
        Assert.Equal(known.Loss, network.Evaluate(some).Loss, 1e-6);
        Assert.Null(network.Evaluate(Dataset.FromArrays(s_inputs, [255, 255, 255, 255], new Shape(2), 256)).Accuracy);

        Dataset wrong = Dataset.FromArrays(s_inputs, [0, 255, 100, 1], new Shape(2), 256);
        ArgumentException error = Assert.Throws<ArgumentException>(() => network.Evaluate(wrong));
        Assert.Contains("Sample 2 has label 100", error.Message, StringComparison.Ordinal);
        using PartlyLabelled.Trainer trainer = network.CreateTrainer(new Sgd(0), 4);
        error = Assert.Throws<ArgumentException>(() => trainer.Step(s_inputs, [255, 3, 255, 1]));
        Assert.Contains("Sample 1 has label 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => trainer.Step(s_inputs, [255, -1, 255, 1]));
        Assert.Throws<ArgumentException>(() => trainer.Step(s_inputs, [255, 0, 256, 1]));
    }
}

[Network, Input(2), CrossEntropyLoss(IgnoredLabel = 255)]
internal sealed partial class PartlyLabelled
{
    [Linear(3)]
    public partial Layer Head { get; }
}
