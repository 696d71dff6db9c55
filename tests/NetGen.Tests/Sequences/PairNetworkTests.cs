using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Sequences;

/// <summary>Networks of several inputs, outputs and losses.</summary>
[Collection(nameof(WholeProcess))]
public sealed class PairNetworkTests
{
    private readonly PairNetwork _network = new();

    [Fact]
    public void All_outputs_come_in_arrays_of_their_own()
    {
        PairNetwork.Outputs outputs = _network.Predict(new(new float[] { 1, 2, 9 }, new[] { 4, 1, 2 }));
        Assert.Equal([8f, 9f], outputs.Class);
        Assert.Equal([8f, 2f, 4f], outputs.Box);
        PairNetwork.Outputs others = _network.Predict(new(new float[] { 0, 0, 0 }, new[] { 1, 1, 1, 1 }));
        Assert.Equal([4f, 4f], others.Class);
        Assert.Equal([2f, 2f, 2f, 2f], others.Box);
        Assert.Equal([8f, 9f], outputs.Class);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void A_step_finds_the_samples_and_their_length(int? count)
    {
        using PairNetwork.PairTrainer trainer = _network.CreateTrainer(batchSize: 3);
        BatchResult result = trainer.Step(
            new(new float[] { 1, 2, 0, 5, 4, 0 }, new[] { 1, 2, 3, 4, 0, 1 }), new(new[] { 1, 1 }, new float[6]), count);
        Assert.Equal(new BatchResult(2, 1, 2, 2), result);
        Assert.Equal([1, 2, 3, 4, 0, 1], trainer.Program.Tokens(1)[..6].ToArray());
        Assert.Equal([1, 1], trainer.Program.Labels(0)[..2].ToArray());
    }

    [Fact]
    public void Wrong_parts_are_refused_before_any_is_staged()
    {
        using PairNetwork.PairTrainer trainer = _network.CreateTrainer(batchSize: 2);
        float[] left = [1, 2, 3];
        int[] text = [1, 2];
        trainer.Step(new(left, text), new(new[] { 1 }, new float[2]));
        Expect("Sample 0 of Text has token 5 at position 1; tokens are 0 to 4", () => Step(new float[3], [0, 5], [0], new float[2]));
        Expect("Sample 0 has label 2; labels are 0 to 1", () => Step(new float[3], [0, 0], [2], new float[2]));
        Expect("1 sample needs 2 target values for Box, but there are 3", () => Step(new float[3], [0, 0], [0], new float[3]));
        Expect("1 sample needs 1 label for Class, but there are 2", () => Step(new float[3], [0, 0], [0, 1], new float[2]));
        Expect("3 tokens are no whole number of positions of 2", () => Step(new float[6], [0, 0, 0], [0, 1], new float[2]));
        Expect("1 to 4 positions, not 5", () => Step(new float[3], new int[5], [0], new float[5]));
        Expect("1 to 2 samples, not 3", () => Step(new float[9], new int[3], new int[3], new float[3]));
        Expect("4 values are no whole number of samples of 3", () => Step(new float[4], [0], [0], new float[1]));
        Expect("1 sample of 3 needs 3 values, but there are 6", () => Step(new float[6], [0, 0], [0], new float[2], 1));
        Assert.Equal(left, trainer.Program.Values(0)[..3].ToArray());
        Assert.Equal(text, trainer.Program.Tokens(1)[..2].ToArray());
        Assert.Contains(
            "2 inputs (Left, Text)",
            Assert.Throws<InvalidOperationException>(() => _network.Predict(left)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ((Trainer<float>)trainer).Step(left, [0]));

        void Step(float[] values, int[] tokens, int[] labels, float[] box, int? count = null) =>
            trainer.Step(new(values, tokens), new(labels, box), count);
    }

    [Fact]
    public void Columns_are_matched_by_name()
    {
        DataColumn left = DataColumn.Values([1f, 2f, 0f, 5f, 4f, 0f], new Shape(3)), text = DataColumn.Tokens([1, 2, 3, 4], 2);
        DataColumn labels = DataColumn.Labels([1, 1]), box = DataColumn.Values(new float[4], new Shape(2));
        Dataset data = Dataset.FromColumns([("Text", text), ("Left", left), ("Unused", left)], [("Box", box), ("Class", labels)]);
        Assert.Equal(new Evaluation(2, 0.5, 2), _network.Evaluate(data));
        Assert.Equal(new Evaluation(1, 1, 1), _network.Evaluate(data.Take(1)));
        using PairNetwork.PairTrainer trainer = _network.CreateTrainer(batchSize: 2);
        Assert.Equal(0.5, trainer.Fit(data, 1).Last.Accuracy);
        Expect(
            "The data has no input Text; it has Left",
            () => _network.Evaluate(Dataset.FromColumns([("Left", left)], [("Box", box), ("Class", labels)])));
        Expect(
            "The data has no target Class; it has Box",
            () => _network.Evaluate(Dataset.FromColumns([("Left", left), ("Text", text)], [("Box", box)])));
        Expect("2 target values per sample; the network's loss takes 1", () => _network.Evaluate(
            Dataset.FromColumns([("Left", left), ("Text", DataColumn.Tokens([1, 2], 1))], [("Box", box), ("Class", labels)])));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using PairNetwork.PairTrainer trainer = _network.CreateTrainer(batchSize: 2);
        PairNetwork.Inputs inputs = new(new float[6], new int[4]);
        PairNetwork.Targets targets = new(new int[2], new float[4]);
        trainer.Step(inputs, targets);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            trainer.Step(inputs, targets);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Expect(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
