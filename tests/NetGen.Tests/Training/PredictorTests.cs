using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Predictors give what their network gives, many at once, with its weights.</summary>
public sealed class PredictorTests
{
    private const int Count = 70;

    private readonly SharedMlp _network = new(seed: 1);
    private readonly float[] _samples = Values(Count * 12);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Values_are_predicted_as_by_the_network(int threads)
    {
        using Predictor<float> predictor = _network.CreatePredictor(threads);
        Assert.Equal(_network.Predict(_samples.AsSpan(0, 12)), predictor.Predict(_samples.AsSpan(0, 12)));
        float[] expected = new float[Count * 5], outputs = new float[Count * 5];
        _network.Predict(_samples, expected);
        predictor.Predict(_samples, outputs);
        Assert.Equal(expected, outputs, Close);
    }

    [Fact]
    public void Tokens_are_predicted_as_by_the_network()
    {
        SharedTokens network = new(seed: 2);
        using SharedTokens.Predictor predictor = network.CreatePredictor();
        Assert.Equal(network.Predict([1, 2, 8]), predictor.Predict([1, 2, 8]));
        float[] expected = new float[2 * 2 * 3], outputs = new float[2 * 2 * 3];
        network.Predict([1, 2, 3, 4], 2, expected);
        predictor.Predict([1, 2, 3, 4], 2, outputs);
        Assert.Equal(expected, outputs);
        Assert.Contains("token 9", Assert.Throws<ArgumentException>(() => predictor.Predict([9])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_are_predicted_as_by_the_network()
    {
        SharedSequence network = new(seed: 3);
        using Predictor<float> predictor = network.CreatePredictor();
        Assert.Equal(network.Predict(_samples.AsSpan(0, 9)), predictor.Predict(_samples.AsSpan(0, 9)));
        float[] expected = new float[3 * 2 * 2], outputs = new float[3 * 2 * 2];
        network.Predict(_samples.AsSpan(0, 18), 2, expected);
        predictor.Predict(_samples.AsSpan(0, 18), 2, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void Several_inputs_and_outputs_are_predicted_as_by_the_network()
    {
        SharedPair network = new(seed: 4);
        using SharedPair.Predictor predictor = network.CreatePredictor();
        SharedPair.Inputs sample = new(_samples.AsMemory(0, 2), new int[] { 6, 1 });
        SharedPair.Outputs expected = network.Predict(sample), outputs = predictor.Predict(sample);
        Assert.Equal(expected.Yes, outputs.Yes);
        Assert.Equal(expected.Size, outputs.Size);

        float[] yes = new float[6], size = new float[8];
        predictor.Predict(new(_samples.AsMemory(0, 4), new int[] { 6, 1, 0, 2 }), new(yes, size));
        Assert.Equal(expected.Yes, yes[..3], Close);
        Assert.Equal(expected.Size, size[..4], Close);
    }

    [Fact]
    public void Features_are_those_of_the_network()
    {
        SharedFeatures network = new(seed: 5);
        using Predictor<float> predictor = network.CreatePredictor();
        Assert.Equal(network.Features("Code", _samples.AsSpan(0, 4)), predictor.Features("Code", _samples.AsSpan(0, 4)));
        Assert.Throws<KeyNotFoundException>(() => predictor.Features("Head", _samples.AsSpan(0, 4)));
    }

    [Fact]
    public void New_weights_are_seen_after_a_load_and_after_a_step()
    {
        using Predictor<float> predictor = _network.CreatePredictor();
        float[] before = predictor.Predict(_samples.AsSpan(0, 12));

        _network.Load(new SharedMlp(seed: 9).SaveToBytes());
        Assert.Equal(new SharedMlp(seed: 9).Predict(_samples.AsSpan(0, 12)), predictor.Predict(_samples.AsSpan(0, 12)));
        Assert.NotEqual(before, predictor.Predict(_samples.AsSpan(0, 12)));

        using SharedMlp.Trainer trainer = _network.CreateTrainer(new Sgd(0.1f), 2);
        trainer.Step(_samples.AsSpan(0, 24), [1, 2]);
        SharedMlp stepped = new(seed: 0);
        stepped.Load(_network.SaveToBytes());
        Assert.Equal(stepped.Predict(_samples.AsSpan(0, 12)), predictor.Predict(_samples.AsSpan(0, 12)));
    }

    [Fact]
    public void An_evaluated_average_is_not_what_predictors_see()
    {
        using SharedMlp.Trainer trainer = _network.CreateTrainer(
            new Sgd(0.5f), 2, new() { WeightAverage = new ExponentialAverage(0.9) });
        using Predictor<float> predictor = _network.CreatePredictor();
        trainer.Step(_samples.AsSpan(0, 24), [1, 2]);
        trainer.Step(_samples.AsSpan(0, 24), [1, 2]);
        SharedMlp same = new(seed: 0);
        same.Load(_network.SaveToBytes());
        trainer.Evaluate(Dataset.FromArrays(_samples, [.. Enumerable.Range(0, Count).Select(i => i % 5)], new Shape(12)));
        Assert.Equal(same.Predict(_samples.AsSpan(0, 12)), predictor.Predict(_samples.AsSpan(0, 12)));
    }

    [Fact]
    public async Task Many_predict_at_once_with_the_old_weights_or_the_new_ones()
    {
        byte[][] weights = [_network.SaveToBytes(), new SharedMlp(seed: 9).SaveToBytes()];
        float[][] answers = [.. weights.Select(Answers)];
        using CancellationTokenSource end = new();
        Task<int>[] predictions = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using Predictor<float> predictor = _network.CreatePredictor();
            float[] outputs = new float[Count * 5];
            int rounds = 0;
            while (!end.IsCancellationRequested || rounds == 0)
            {
                predictor.Predict(_samples, outputs);
                Assert.Contains(outputs, answers);
                rounds++;
            }

            return rounds;
        }))];
        for (int load = 0; load < 60; load++)
        {
            _network.Load(weights[load % 2]);
            await Task.Yield();
        }

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(predictions), rounds => Assert.True(rounds > 0));

        float[] Answers(byte[] bytes)
        {
            SharedMlp network = new(seed: 0);
            network.Load(bytes);
            using Predictor<float> predictor = network.CreatePredictor();
            float[] outputs = new float[Count * 5];
            predictor.Predict(_samples, outputs);
            return outputs;
        }
    }

    [Fact]
    public void A_second_thread_is_refused_and_shown_the_way_out()
    {
        Dataset data = Dataset.FromArrays(_samples, [.. Enumerable.Range(0, Count).Select(i => i % 5)], new Shape(12));
        Meddling meddling = new(() => _network.Predict(_samples.AsSpan(0, 12)));
        var thrown = Assert.Throws<InvalidOperationException>(() => _network.Evaluate(data, [meddling]));
        Assert.Contains("CreatePredictor()", thrown.Message, StringComparison.Ordinal);
        Assert.NotEmpty(_network.Predict(_samples.AsSpan(0, 12)));

        using Predictor<float> predictor = _network.CreatePredictor();
        Assert.NotEmpty(predictor.Predict(_samples.AsSpan(0, 12)));
        thrown = Assert.Throws<InvalidOperationException>(
            () => predictor.Predict(new MeddlingSource(() => predictor.Predict(_samples.AsSpan(0, 12))), 1, []));
        Assert.Contains("CreatePredictor()", thrown.Message, StringComparison.Ordinal);
        Assert.NotEmpty(predictor.Predict(_samples.AsSpan(0, 12)));
    }

    [Fact]
    public void Predictors_own_no_weights()
    {
        float[] outputs = new float[Count * 5];
        using (Predictor<float> first = _network.CreatePredictor())
        {
            first.Predict(_samples, outputs);
        }

        WideMlp wide = new(seed: 1);
        using Predictor<float> one = wide.CreatePredictor();
        one.Predict(_samples.AsSpan(0, 12), outputs.AsSpan(0, 5));
        long before = GC.GetAllocatedBytesForCurrentThread();
        using Predictor<float> other = wide.CreatePredictor();
        other.Predict(_samples.AsSpan(0, 12), outputs.AsSpan(0, 5));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 1, wide.ParameterCount * sizeof(float) / 4);
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_use()
    {
        using Predictor<float> predictor = _network.CreatePredictor();
        float[] outputs = new float[Count * 5];
        Predict();
        long least = long.MaxValue;
        for (int round = 0; round < 5 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Predict();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);

        void Predict()
        {
            predictor.Predict(_samples.AsSpan(0, 12), outputs.AsSpan(0, 5));
            predictor.Predict(_samples, outputs);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5000)]
    public void An_impossible_number_of_threads_is_refused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _network.CreatePredictor(threads));

    [Fact]
    public void A_predictor_that_was_disposed_of_predicts_no_more()
    {
        float[] outputs = new float[Count * 5];
        Predictor<float> predictor = _network.CreatePredictor();
        predictor.Predict(_samples.AsSpan(0, 12));
        predictor.Dispose();
        predictor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(_samples.AsSpan(0, 12)));
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(_samples, outputs));

        Predictor<float> features = new SharedFeatures(seed: 5).CreatePredictor();
        features.Dispose();
        Assert.Throws<ObjectDisposedException>(() => features.Features("Code", _samples.AsSpan(0, 4)));
    }

    private static bool Close(float a, float b) => MathF.Abs(a - b) <= 1e-5f;

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 1.7f))];

    /// <summary>Does something in the midst of an evaluation.</summary>
    private sealed class Meddling(Action action) : Metric("meddling")
    {
        public override double Value => 0;

        protected internal override void Begin(MetricSource source)
        {
        }

        protected internal override void Add(in MetricBatch batch) => action();
    }

    /// <summary>Does something in the midst of a prediction.</summary>
    private sealed class MeddlingSource(Action action) : IPredictionSource<float>
    {
        public int Put(InferenceProgram<float> program)
        {
            action();
            return 0;
        }

        public void Take(InferenceProgram<float> program)
        {
        }
    }
}
