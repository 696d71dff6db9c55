using NetGen;
using NetGen.Explain;

namespace Explanations.Wine;

/// <summary>A trained network in the wines' own units.</summary>
internal static class WineModel
{
    private const int Columns = RedWines.Columns;

    /// <summary>Trains a network; what comes out takes what was measured and gives a quality.</summary>
    public static ExplainedModel<float> Fit(RedWines wines, int seed, CancellationToken cancellationToken)
    {
        float[] rows = wines.TrainRows, qualities = wines.Qualities[..wines.Train];
        float[] means = new float[Columns], deviations = new float[Columns];
        for (int column = 0; column < Columns; column++)
        {
            (means[column], deviations[column]) = Units(
                [.. Enumerable.Range(0, wines.Train).Select(row => rows[(row * Columns) + column])]);
        }

        (float mean, float deviation) = Units(qualities);
        WineNetwork network = new(seed);
        Dataset data = Dataset.FromTargets(
            [.. rows.Select((value, i) => (value - means[i % Columns]) / deviations[i % Columns])],
            [.. qualities.Select(quality => (quality - mean) / deviation)],
            new Shape(Columns));
        using (WineNetwork.Trainer trainer = network.CreateTrainer(
            new AdamW(2e-3f, weightDecay: 0.3f) { Schedule = new OneCycle() }, 32, new TrainerOptions { Seed = seed, Threads = 1 }))
        {
            trainer.Fit(data, 60, cancellationToken: cancellationToken);
        }

        float[] scaled = [];
        return new(
            (samples, outputs) =>
            {
                scaled = scaled.Length < samples.Length ? new float[samples.Length] : scaled;
                for (int row = 0; row < samples.Length; row += Columns)
                {
                    for (int column = 0; column < Columns; column++)
                    {
                        scaled[row + column] = (samples[row + column] - means[column]) / deviations[column];
                    }
                }

                network.Predict(scaled.AsSpan(0, samples.Length), outputs);
                foreach (ref float output in outputs)
                {
                    output = (output * deviation) + mean;
                }
            },
            new Shape(Columns),
            1);
    }

    private static (float Mean, float Deviation) Units(float[] values)
    {
        double mean = values.Average(value => (double)value);
        float deviation = (float)Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));

        // What is the same in all wines tells nothing, and is 0 then.
        return ((float)mean, deviation > 0 ? deviation : 1);
    }
}
