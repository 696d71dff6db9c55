namespace NetGen.Safety.Tests.Scenarios;

/// <summary>A prediction is made with the weights of one moment, and with the newest once a change is over.</summary>
public static class Weights
{
    private static readonly float[] s_values = Given.Values(16 * 70, 7);

    public static void A_preview_is_not_stale_after_a_run() => Preview(network =>
    {
        Dataset data = Dataset.FromArrays(Given.Values(320 * 16, 3), Given.Integers(320, 3, 4), new Shape(16), 3);
        using Classifier.Trainer trainer = network.CreateTrainer(new Adam(1e-2f), 32);
        trainer.Fit(data, 2, validation: data);
    });

    public static void A_preview_is_not_stale_after_steps() => Preview(network =>
    {
        using Classifier.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), 32);
        for (int step = 0; step < 20; step++)
        {
            trainer.Step(s_values.AsSpan(0, 32 * 16), Given.Integers(32, 3, step));
        }
    });

    public static void A_preview_is_not_stale_after_loading()
    {
        string file = Path.GetTempFileName();
        try
        {
            new Classifier(9).Save(file);
            Preview(network => network.Load(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static void A_decoder_is_not_stale_after_steps()
    {
        Writer network = new(1), fresh = new(1);
        using Writer.Trainer trainer = network.CreateTrainer(new Adam(1e-2f), 4);
        using Decoder<float> decoder = network.CreateDecoder(), other = fresh.CreateDecoder();
        int[] tokens = Given.Integers(4 * 64, 50, 1), next = Given.Integers(4 * 64, 50, 2);
        for (int round = 0; round < 20; round++)
        {
            bool isOver = false;
            Thread reader = new(() =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    decoder.Reset();
                    decoder.Next([1, 2, 3]);
                }
            });
            reader.Start();
            trainer.Step(tokens, next);
            trainer.Step(tokens, next);
            Volatile.Write(ref isOver, true);
            reader.Join();
            Given.Copy(network, fresh);
            decoder.Reset();
            other.Reset();
            float[] expected = other.Next([1, 2, 3]).ToArray();
            Expect.Equal(expected, decoder.Next([1, 2, 3]), $"scores of round {round}");
        }
    }

    /// <summary>Loading beside predictions: each is the old weights' or the new ones'.</summary>
    public static void Loading_is_seen_whole()
    {
        string[] files = [Path.GetTempFileName(), Path.GetTempFileName()];
        try
        {
            LargeClassifier network = new(1);
            float[][] answers = new float[2][];
            for (int i = 0; i < 2; i++)
            {
                LargeClassifier saved = new(i + 2);
                saved.Save(files[i]);
                answers[i] = Predict(saved);
            }

            network.Load(files[0]);
            int turn = 0;
            (long Done, long Refused)[] counts = Race.Run(
                () => network.Load(files[++turn % 2]),
                () =>
                {
                    float[] answer = Predict(network);
                    Expect.That(answers.Any(known => known.AsSpan().SequenceEqual(answer)), "an answer of neither weights");
                });
            Expect.That(counts.All(count => count is { Done: > 0, Refused: 0 }), $"{counts[0]} loads, {counts[1]} predictions");
        }
        finally
        {
            Array.ForEach(files, File.Delete);
        }
    }

    /// <summary>A validation has memory of its own: neither it nor the prediction beside it is refused.</summary>
    public static void A_validation_meets_predictions()
    {
        Dataset data = Dataset.FromArrays(Given.Values(320 * 16, 3), Given.Integers(320, 3, 4), new Shape(16), 3);
        Classifier network = new(1);
        using Classifier.Trainer trainer = network.CreateTrainer(new Adam(1e-3f), 32);
        (long Done, long Refused)[] counts = Race.Run(() => trainer.Fit(data, 1, validation: data), () => Predict(network));
        Expect.That(counts.All(count => count is { Done: > 0, Refused: 0 }), $"runs {counts[0]}, predictions {counts[1]}");
    }

    public static void Saving_beside_a_run_writes_the_weights_of_one_step()
    {
        string file = Path.GetTempFileName();
        try
        {
            Classifier network = new(1), copy = new(2);
            float[] values = s_values[..(32 * 16)];
            using Classifier.Trainer trainer = network.CreateTrainer(new Sgd(0.05f), 32, new TrainerOptions { Threads = 1 });

            // Every parameter moves by the same number of steps:
            // the biases of the last layer sum to 0 after each, as softmax's gradient does.
            Race.Run(
                () => trainer.Step(values, Given.Integers(32, 3, 1)),
                () =>
                {
                    network.Save(file);
                    copy.Load(file);
                    float sum = copy.Parameters[^1].Span.ToArray().Sum();
                    Expect.That(Math.Abs(sum) < 1e-3, $"a sum of {sum}");
                });
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static void Two_threads_predict()
    {
        Classifier network = new(1);
        float[] expected = Predict(network);
        Action predict = () => Expect.Equal(expected, Predict(network), "an answer");
        Race.Run(predict, predict);
        Expect.Equal(expected, Predict(network), "the answer after the race");
    }

    private static void Preview(Action<Classifier> change)
    {
        for (int round = 0; round < 20; round++)
        {
            Classifier network = new(round + 1), fresh = new(0);
            bool isOver = false;
            Exception? failure = null;
            Thread preview = new(() =>
            {
                try
                {
                    while (!Volatile.Read(ref isOver))
                    {
                        Predict(network);
                        network.Predict(s_values.AsSpan(0, 16));
                    }
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            });
            preview.Start();
            change(network);
            Volatile.Write(ref isOver, true);
            preview.Join();
            Expect.That(failure is null, $"the preview failed: {failure}");
            float[] batch = Predict(network), one = network.Predict(s_values.AsSpan(0, 16));
            Given.Copy(network, fresh);
            Expect.Equal(Predict(fresh), batch, $"predictions after round {round}");
            Expect.Equal(fresh.Predict(s_values.AsSpan(0, 16)), one, $"the prediction after round {round}");
        }
    }

    private static float[] Predict(Network<float> network)
    {
        float[] outputs = new float[70 * 3];
        network.Predict(s_values, outputs);
        return outputs;
    }
}
