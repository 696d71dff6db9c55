using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Sequences;

/// <summary>Networks whose input is tokens, in sequences that may be shorter than declared.</summary>
[Collection(nameof(WholeProcess))]
public sealed class TokenNetworkTests
{
    private readonly TokenNetwork _network = new();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_sequence_of_any_length_up_to_the_declared_one_is_predicted(int length)
    {
        int[] tokens = Tokens(length, seed: length);
        Assert.Equal(Scores(tokens), _network.Predict(tokens));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(5)]
    public void Many_sequences_are_predicted_batch_after_batch(int length)
    {
        int[] tokens = Tokens(150 * length, seed: 1);
        float[] outputs = new float[tokens.Length * TokenNetwork.Classes];
        _network.Predict(tokens, length, outputs);
        Assert.Equal(Scores(tokens), outputs);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Expect("1 to 6 positions, not 7", () => _network.Predict(Tokens(7, 1)));
        Expect("1 to 6 positions, not 0", () => _network.Predict([]));
        Expect("1 to 6 positions, not 7", () => _network.Predict(Tokens(14, 1), 7, new float[42]));
        Expect("13 tokens are not whole samples of 6", () => _network.Predict(Tokens(13, 1), 6, new float[39]));
        Expect("2 samples have 36 outputs, not 35", () => _network.Predict(Tokens(12, 1), 6, new float[35]));
        Expect(
            "Sample 1 of input has token 7 at position 2; tokens are 0 to 6",
            () => _network.Predict([0, 1, 2, 3, 4, 7], 3, new float[18]));
        Expect("Sample 0 of input has token -1 at position 0", () => _network.Predict([-1]));
        Expect("takes tokens below 7 for input, not values", () => _network.Predict(new float[6]));
        Expect("takes values of shape 1 for input, not tokens", () => new FakeNetwork(new Shape(1)).Predict((ReadOnlySpan<int>)[1]));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(6, 2)]
    [InlineData(4, 1)]
    [InlineData(3, 3)]
    public void A_step_runs_over_the_positions_given_and_counts_each(int? length, int threads)
    {
        using TokenNetwork.FakeTrainer trainer = _network.CreateTrainer(batchSize: 5, threads);
        int positions = length ?? 6, rows = 4 * positions;
        int[] tokens = Tokens(rows, seed: 2), labels = [.. Tokens(rows, seed: 3).Select(token => token % 3)];
        BatchResult result = trainer.Step(tokens, labels, length);
        float[] scores = Scores(tokens);
        double loss = Enumerable.Range(0, rows).Average(row => -scores[(row * 3) + labels[row]]);
        int correct = Enumerable.Range(0, rows).Count(row => scores.AsSpan(row * 3, 3).ToArray().ArgMax() == labels[row]);
        Assert.Equal(loss, result.Loss, 1e-5);
        Assert.Equal((correct, 4, rows), (result.Correct, result.Count, result.Predictions));
        Assert.InRange(correct, 1, rows - 1);
    }

    [Fact]
    public void A_wrong_step_is_refused_and_nothing_is_staged()
    {
        using TokenNetwork.FakeTrainer trainer = _network.CreateTrainer(batchSize: 2);
        int[] four = [1, 2, 3, 4];
        trainer.Step(four, [0, 1, 2, 0], 4);
        Expect("Sample 1 of input has token 9 at position 1; tokens are 0 to 6", () => trainer.Step([0, 0, 0, 9], [1, 1, 1, 1], 2));
        Expect("Sample 1 has label 3 at position 0; labels are 0 to 2", () => trainer.Step([0, 0, 0, 0], [1, 1, 3, 1], 2));
        Expect("3 labels are no whole number of samples of 2", () => trainer.Step([0, 0, 0, 0], [1, 1, 2], 2));
        Expect("1 sample of 2 needs 2 tokens, but there are 4", () => trainer.Step([0, 0, 0, 0], [1, 1], 2));
        Expect("1 to 2 samples, not 3", () => trainer.Step(new int[6], new int[6], 2));
        Expect("1 to 6 positions, not 7", () => trainer.Step(new int[7], new int[7], 7));
        Expect("4 labels are no whole number of samples of 6", () => trainer.Step(four, four));
        Expect("takes a label of 3 classes per position, not target values", () => ((Trainer<float>)trainer).Step(four, new float[12], 4));
        Expect("takes tokens below 7 for input, not values", () => ((Trainer<float>)trainer).Step(new float[4], four, 4));
        Assert.Equal(four, trainer.Program.Tokens(0)[..4].ToArray());
        Assert.Equal([0, 1, 2, 0], trainer.Program.Labels(0)[..4].ToArray());
    }

    [Fact]
    public void A_length_is_refused_where_there_is_none()
    {
        using FakeTrainer trainer = new(new FakeNetwork(new Shape(1)), new FakeRunner(1, 1, classes: 2));
        Expect("all have one length", () => trainer.Step([1f], [0], 1));
        Expect("takes values of shape 1 for input, not tokens", () => trainer.Step((ReadOnlySpan<int>)[1], [0]));
    }

    [Fact]
    public void Evaluation_and_training_count_positions()
    {
        int[] text = Tokens(40, seed: 5).Select(token => token % 3).ToArray();
        Dataset data = Dataset.Windows(text, 4, 3);
        double expected = 0;
        for (int i = 0; i < data.Count; i++)
        {
            float[] scores = Scores(text[(3 * i)..((3 * i) + 4)]);
            expected += Enumerable.Range(0, 4).Count(t => scores.AsSpan(t * 3, 3).ToArray().ArgMax() == text[(3 * i) + t + 1]);
        }

        expected /= 4 * data.Count;
        Assert.InRange(expected, 0.05, 0.95);
        Evaluation evaluation = _network.Evaluate(data);
        Assert.Equal(expected, evaluation.Accuracy!.Value, 1e-9);
        using TokenNetwork.FakeTrainer trainer = _network.CreateTrainer(batchSize: 5, threads: 2);
        EpochMetrics epoch = trainer.Fit(data, epochs: 1).Last;
        Assert.Equal(expected, epoch.Accuracy!.Value, 1e-9);
        Assert.Equal(evaluation.Loss, epoch.Loss, 1e-5);
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        Expect(
            "Sample 2 of input has token 8 at position 1; tokens are 0 to 6",
            () => _network.Evaluate(Dataset.FromTokens([0, 1, 2, 3, 4, 8], new int[6], 2)));
        Expect("shape 7; the network takes 6 or fewer positions", () => _network.Evaluate(Dataset.FromTokens(new int[7], new int[7], 7)));
        Expect("1 label per sample; the network's loss takes 2", () => _network.Evaluate(Dataset.FromTokens(new int[4], new int[2], 2)));
        Expect("labels of 4 classes", () => _network.Evaluate(Dataset.FromTokens(new int[4], [0, 1, 2, 3], 2)));
        Expect(
            "values of shape 6 for input; the network takes tokens below 7",
            () => _network.Evaluate(Dataset.FromArrays(new float[6], new int[1], new Shape(6))));
        Dataset large = Dataset.FromTokens([0, 1, 2, 3, 4, 8], new int[6], 2);
        Assert.Equal(2, _network.Evaluate(large.Take(2)).Count);
        using FakeTrainer values = new(new FakeNetwork(new Shape(2)), new FakeRunner(1, 2, classes: 2));
        Expect("The data has 2 tokens for input; the network takes values of shape 2", () => values.Fit(large, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Steps_and_predictions_allocate_nothing(int threads)
    {
        using TokenNetwork.FakeTrainer trainer = _network.CreateTrainer(batchSize: 4, threads);
        int[] tokens = Tokens(12, 1), labels = new int[12];
        float[] outputs = new float[36];
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            trainer.Step(tokens, labels, 3);
            trainer.Step(tokens, labels);
            _network.Predict(tokens, 3, outputs);
            _network.Predict(tokens.AsSpan(0, 5), 5, outputs.AsSpan(0, 15));
        }
    }

    private float[] Scores(int[] tokens)
    {
        float[] table = _network.Table.ToArray();
        return [.. tokens.SelectMany(token => table[(3 * token)..((3 * token) + 3)])];
    }

    private static int[] Tokens(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(TokenNetwork.Vocabulary))];
    }

    private static void Expect(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
