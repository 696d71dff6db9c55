using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A yes-or-no loss has an accuracy: a row counts where each of its outputs lies on its target's side.</summary>
public sealed partial class BinaryAccuracyTests
{
    [Network, Input(2, 2, 3), BinaryCrossEntropyWithLogitsLoss]
    internal sealed partial class Mask
    {
        [Conv2d(2, Kernel = 1)]
        public partial Layer Body { get; }
    }

    [Network, Input(2), BinaryCrossEntropyWithLogitsLoss]
    internal sealed partial class Xor
    {
        [Linear(8), Tanh, Linear(1)]
        public partial Layer Body { get; }
    }

    [Fact]
    public void A_network_that_has_learnt_xor_is_right_four_times_out_of_four()
    {
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], targets = [0, 1, 1, 0];
        Xor network = new(seed: 1);
        using Xor.Trainer trainer = network.CreateTrainer(new Adam(0.05f), 4);
        int first = trainer.Step(inputs, targets).Correct;
        History history = trainer.Fit(Dataset.FromTargets(inputs, targets, new Shape(2)), epochs: 200);

        Assert.InRange(first, 0, 3);
        Assert.Equal(1.0, history.Last.Accuracy);
        Assert.Equal(1.0, network.Evaluate(Dataset.FromTargets(inputs, targets, new Shape(2))).Accuracy);
    }

    [Fact]
    public void Image_outputs_are_held_to_targets_channels_first()
    {
        Mask network = new(seed: 3);
        float[] input = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i * 1.7f))];
        float[] targets = [.. network.Predict(input).Select(score => score > 0 ? 1f : 0f)];
        Assert.Contains(0f, targets);
        Assert.Contains(1f, targets);

        Assert.Equal(1.0, network.Evaluate(Dataset.FromTargets(input, targets, new Shape(2, 2, 3), 12)).Accuracy);
        targets[7] = 1 - targets[7];
        Assert.Equal(5 / 6.0, network.Evaluate(Dataset.FromTargets(input, targets, new Shape(2, 2, 3), 12)).Accuracy);
    }
}
