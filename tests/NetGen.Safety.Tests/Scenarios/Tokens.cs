namespace NetGen.Safety.Tests.Scenarios;

/// <summary>Whatever becomes an index is checked in the memory the kernels read, not in the caller's, which may change.</summary>
public static class Tokens
{
    private static readonly int[] s_wrong = [50, 60, 400, 2_000, 1_000_000, 200_000_000, int.MaxValue, -1, -3, int.MinValue];

    public static void Changed_behind_a_dataset() => Changed(
        tokens => Dataset.FromTokens(tokens, Given.Integers(200, 2, seed: 2), 8, 2),
        new Sentences(1), network => network.CreateTrainer(new Adam(1e-3f), 20));

    public static void Changed_behind_windows() => Changed(
        tokens => Dataset.Windows(tokens, 64, stride: 16), new Writer(1), network => network.CreateTrainer(new Adam(1e-3f), 4));

    public static void Changed_behind_columns() => Changed(
        tokens => Dataset.FromColumns(
            [("input", DataColumn.Tokens(tokens, 8))],
            [("All", DataColumn.Labels(Given.Integers(200, 2, seed: 2), 2))]),
        new Sentences(1),
        network => network.CreateTrainer(new Sgd(0.1f, momentum: 0.9f), 20));

    public static void Changed_while_a_step_runs() => Raced((tokens, labels, trainer, _) => trainer.Step(tokens, labels));

    public static void Changed_while_a_run_goes_on() =>
        Raced((tokens, labels, trainer, _) => trainer.Fit(Dataset.FromTokens(tokens, labels, 8, 2), 1));

    public static void Changed_while_an_evaluation_runs() =>
        Raced((tokens, labels, _, network) => network.Evaluate(Dataset.FromTokens(tokens, labels, 8, 2)));

    public static void Changed_while_sequences_are_predicted() =>
        Raced((tokens, _, _, network) => network.Predict(tokens, 8, new float[tokens.Length / 4]));

    public static void Changed_while_one_sequence_is_predicted() => Raced((tokens, _, _, network) => network.Predict(tokens.AsSpan(0, 8)));

    public static void Changed_in_one_of_several_inputs()
    {
        Canaries canaries = new();
        canaries.Add();
        Pairs network = new(1);
        using Pairs.Trainer trainer = network.CreateTrainer(new Adam(1e-3f), 16);
        canaries.Add();
        float[] values = Given.Values(16 * 4, 1);
        int[] tokens = Given.Integers(16 * 6, 20, 2), labels = Given.Integers(16, 3, 3);
        Race.Run(
            () => trainer.Step(new(values, tokens), labels),
            () => network.Predict(new(values.AsMemory(0, 4), tokens.AsMemory(0, 6))),
            () => Spoil(tokens, 20),
            () => Spoil(labels, 3));
        canaries.Check();
        Expect.That(Given.Weights(network).All(float.IsFinite), "the weights are not finite");
    }

    public static void Changed_while_a_decoder_reads_them()
    {
        Canaries canaries = new();
        canaries.Add();
        using Decoder<float> decoder = new Writer(1).CreateDecoder();
        canaries.Add();
        int[] tokens = Given.Integers(16, 50, 1);
        Race.Run(
            () =>
            {
                decoder.Reset();
                decoder.Next(tokens);
                decoder.Next(tokens);
            },
            () => Spoil(tokens, 50));
        canaries.Check();
    }

    private static void Changed<TNetwork>(Func<int[], Dataset> create, TNetwork network, Func<TNetwork, Trainer<float>> createTrainer)
        where TNetwork : Network<float>
    {
        foreach (int token in s_wrong)
        {
            Canaries canaries = new();
            canaries.Add();
            using Trainer<float> trainer = createTrainer(network);
            canaries.Add();
            int[] tokens = Given.Integers(1600, 50, seed: 1);
            Dataset data = create(tokens);
            float[] before = Given.Weights(network);
            for (int i = 3; i < tokens.Length; i += 8)
            {
                tokens[i] = token;
            }

            Expect.Refused<ArgumentException>(() => trainer.Fit(data, 1), "Sample ", $"token {token}", "position 3", "0 to 49");
            Expect.Refused<ArgumentException>(() => trainer.Evaluate(data), "Sample ", $"token {token}");
            Expect.Refused<ArgumentException>(() => network.Evaluate(data), "Sample ", $"token {token}");
            Expect.Equal(before, Given.Weights(network), $"weights after token {token}");
            canaries.Check();
        }
    }

    private static void Raced(Action<int[], int[], Sentences.Trainer, Sentences> use)
    {
        Canaries canaries = new();
        canaries.Add();
        Sentences network = new(1);
        using Sentences.Trainer trainer = network.CreateTrainer(new Adam(1e-3f), 64, new TrainerOptions { Threads = 2 });
        canaries.Add();
        int[] tokens = Given.Integers(64 * 8, 50, 1), labels = Given.Integers(64, 2, 2);
        int turn = 0;
        Race.Run(() => use(tokens, labels, trainer, network), () => Spoil(++turn % 8 == 0 ? labels : tokens, turn % 8 == 0 ? 2 : 50));
        canaries.Check();
        Expect.That(Given.Weights(network).All(float.IsFinite), "the weights are not finite");
    }

    /// <summary>A number that is none of them, for a moment.</summary>
    private static void Spoil(int[] integers, int bound)
    {
        int place = Random.Shared.Next(integers.Length);
        int right = Random.Shared.Next(bound);
        integers[place] = s_wrong[Random.Shared.Next(s_wrong.Length)];
        Thread.SpinWait(Random.Shared.Next(200));
        integers[place] = right;
    }
}
