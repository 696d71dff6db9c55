namespace NetGen.Data;

/// <summary>Trains a small network on half of the samples of both sides, and judges it by the other half.</summary>
internal static class ClassifierTest
{
    private const int Batch = 64;
    private const int Steps = 600;
    private const int MostEpochs = 40;

    /// <summary>Runs it.</summary>
    /// <param name="reference">Rows one after the other, in random order.</param>
    /// <param name="later">Likewise.</param>
    /// <param name="features">Values of a row.</param>
    /// <param name="seed">Of the network and the projection.</param>
    public static (int Right, int Judged) Run(double[] reference, double[] later, int features, int seed)
    {
        int count = Math.Min(reference.Length, later.Length) / features / 2;
        double[] train = [.. reference.AsSpan(0, count * features), .. later.AsSpan(0, count * features)];
        double[] test = [.. reference.AsSpan(count * features, count * features), .. later.AsSpan(count * features, count * features)];
        float[] sides = new float[2 * count];
        Array.Fill(sides, 1, count, count);

        double[][] sorted = DriftStatistics.SortedColumns(train, features);
        SideClassifier network = new(seed);
        TrainerOptions options = new() { Seed = seed, Threads = 1 };
        using (SideClassifier.Trainer trainer = network.CreateTrainer(new AdamW(3e-3f), Batch, options))
        {
            trainer.Fit(Make(train), Math.Clamp(Steps * Batch / (2 * count), 1, MostEpochs));
        }

        double accuracy = network.Evaluate(Make(test)).Accuracy!.Value;
        return ((int)Math.Round(accuracy * 2 * count), 2 * count);

        Dataset Make(double[] rows)
        {
            double[] ranks = [.. rows.Select((value, i) => RankOf(value, sorted[i % features]))];
            return Dataset.FromTargets(Narrow(ranks, features, seed), sides, new Shape(SideClassifier.Width));
        }
    }

    /// <summary>
    /// A value's rank, of mean 0 and variance 1: an outlier says no more than that it is the last, and does not drown the others.
    /// </summary>
    private static double RankOf(double value, double[] sorted)
    {
        // Between those below and those up to it, for equal values alike.
        int below = SortedValues.Below(sorted, value), upTo = SortedValues.Below(sorted, value, orEqual: true);
        return Math.Sqrt(3) * (((double)(below + upTo) / sorted.Length) - 1);
    }

    /// <summary>
    /// Rows as wide as the network's input: with zeros behind them or, of more features, random sums, which keep distances (Johnson and
    /// Lindenstrauss 1984; signs as coefficients: Achlioptas 2003).
    /// </summary>
    private static float[] Narrow(double[] rows, int features, int seed)
    {
        int count = rows.Length / features;
        float[] narrow = new float[count * SideClassifier.Width];
        for (int row = 0; row < count; row++)
        {
            Span<float> to = narrow.AsSpan(row * SideClassifier.Width, SideClassifier.Width);
            for (int feature = 0; feature < features; feature++)
            {
                double value = rows[(row * features) + feature];
                if (features <= to.Length)
                {
                    to[feature] = (float)value;
                    continue;
                }

                ulong signs = new SplitMix64(((ulong)(uint)seed << 32) | (uint)feature).Next();
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] += (float)(((signs >> i) & 1) == 0 ? value : -value) / MathF.Sqrt(to.Length);
                }
            }
        }

        return narrow;
    }
}
