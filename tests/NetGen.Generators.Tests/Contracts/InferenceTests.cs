namespace NetGen.Generators.Tests.Contracts;

/// <summary>The compiled forward pass against the training step and against itself.</summary>
public sealed class InferenceTests
{
    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void A_batch_predicts_what_its_samples_predict_alone(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name));
        double[] batch = run.Predict();
        Assert.All(batch, value => Assert.True(double.IsFinite(value)));
        for (int i = 0; i < run.Case.BatchSize; i++)
        {
            double[][] alone = run.PredictAlone(i);
            int first = 0;
            for (int o = 0; o < alone.Length; o++)
            {
                int size = run.OutputSizes[o], start = first + (i * size);
                Outcome.AssertClose($"sample {i} of output {o}", batch[start..(start + size)], alone[o], 1e-12);
                first += run.Case.BatchSize * size;
            }
        }
    }

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Evaluation_gives_the_training_loss_where_nothing_tells_the_two_apart(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name));
        if (CaseTraits.IsAnotherInInference(run.Case))
        {
            return;
        }

        using Trainer<double> trainer = run.CreateTrainer();
        double training = run.Loss(trainer);

        Outcome.AssertClose("loss", [training], [trainer.Evaluate(run.Data()).Loss], 1e-12);
    }

    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void A_batch_smaller_than_the_capacity_gives_the_same(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name)), roomy = new(OperatorCases.Find(name));
        using Trainer<double> exact = run.CreateTrainer(), spare = roomy.CreateTrainer(batchSize: run.Case.BatchSize + 14);

        Assert.Equal(run.Loss(exact), roomy.Loss(spare));
        Assert.All(
            run.Trained.Zip(roomy.Trained),
            pair => Assert.Equal(exact.Gradient(pair.First).ToArray(), spare.Gradient(pair.Second).ToArray()));
    }

    [Theory]
    [MemberData(nameof(OperatorCases.DecoderNames), MemberType = typeof(OperatorCases))]
    public void A_decoder_gives_what_the_whole_sequence_gives_at_its_end(string name)
    {
        CaseRun<double> run = new(OperatorCases.Find(name));
        int positions = run.Case.Length ?? run.Network.OutputShape[0], width = run.Network.OutputShape[1];
        int[]? tokens = run.Inputs[0].Integers?[..positions];
        double[] values = tokens is null ? run.Inputs[0].Values![..(positions * run.Network.InputShape[1])] : [];
        int features = values.Length / positions;
        double[] all = run.PredictAlone(0)[0];
        using Decoder<double> decoder = (Decoder<double>)run.Network.GetType().GetMethod("CreateDecoder")!.Invoke(run.Network, [])!;

        // A prompt at once, the rest one by one; then everything once more, from the beginning.
        foreach (int prompt in new[] { 1, Math.Max(positions / 2, 1), positions })
        {
            decoder.Reset();
            Check(prompt, Feed(0, prompt));
            for (int t = prompt; t < positions; t++)
            {
                Check(t + 1, Feed(t, 1));
            }

            double[] Feed(int from, int count) => tokens is null
                ? decoder.Next(values.AsSpan(from * features, count * features)).ToArray()
                : decoder.Next(tokens.AsSpan(from, count)).ToArray();

            void Check(int end, double[] scores) => Outcome.AssertClose(
                $"{end} positions after a prompt of {prompt}", all[((end - 1) * width)..(end * width)], scores, 1e-12);
        }
    }

    [Fact]
    public void Only_what_looks_back_alone_has_a_decoder() => Assert.All(
        OperatorCases.All,
        c => Assert.Equal(c.HasDecoder, CompiledCases.Create<double>(c).GetType().GetMethod("CreateDecoder") is not null));
}
