using System.Numerics;

namespace NetGen.Explain;

/// <summary>
/// How alike contributions are to those of the trained network once the weights of a stage, and of all behind it, are random.
/// </summary>
/// <param name="Stage">The stage, counted from the output.</param>
/// <param name="Correlation">Spearman's, 1 for the same order, about 0 for unrelated ones: a mean over samples.</param>
public sealed record RandomizedStage(string Stage, double Correlation);

/// <summary>
/// The parameter-randomization check of Adebayo et al. 2018, https://arxiv.org/abs/1810.03292: a method that says the same of a network
/// with random weights explains the picture, not the network.
/// </summary>
/// <param name="Stages">From the last stage to the first.</param>
public sealed record RandomizationCheck(IReadOnlyList<RandomizedStage> Stages)
{
    /// <summary>The correlation above which a method fails once all weights are random.</summary>
    public const double Limit = 0.5;

    /// <summary>Whether the contributions go with the weights.</summary>
    public bool Passes => Math.Abs(Stages[^1].Correlation) < Limit;

    /// <summary>
    /// Takes the weights of stages, the last first, from a network that was not trained; the network has its own again afterwards. Inputs
    /// to which both give exactly 0 are left out: that a black pixel contributes nothing is no agreement.
    /// </summary>
    /// <param name="network">The trained network, at rest: no other thread predicts with it.</param>
    /// <param name="fresh">One of the same class with other first weights.</param>
    /// <param name="method">The method, of the trained network.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">[count]: which output of each sample.</param>
    /// <exception cref="ArgumentException">The networks are not of one class, or a length does not fit.</exception>
    public static RandomizationCheck Of<T>(
        Network<T> network, Network<T> fresh, AttributionMethod<T> method, ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(fresh);
        if (network.GetType() != fresh.GetType() || ReferenceEquals(network, fresh))
        {
            throw new ArgumentException(
                $"Random weights of {network.GetType().Name} are those of another {network.GetType().Name}, not of this "
                + $"{fresh.GetType().Name}.",
                nameof(fresh));
        }

        T[] trained = new T[samples.Length], randomized = new T[samples.Length];
        Attributions.Of(method, samples, outputs, trained);
        List<RandomizedStage> stages = [];
        WeightSnapshot weights = network.SaveWeights();
        try
        {
            string[] names = [.. network.Parameters.Select(StageOf).Distinct().Reverse()];
            foreach (string stage in names)
            {
                for (int i = 0; i < network.Parameters.Count; i++)
                {
                    if (StageOf(network.Parameters[i]) == stage)
                    {
                        fresh.Parameters[i].AsSpan<T>().CopyTo(network.Parameters[i].AsSpan<T>());
                    }
                }

                Attributions.Of(method, samples, outputs, randomized);
                stages.Add(new(stage, Correlation(trained, randomized, outputs.Length)));
            }
        }
        finally
        {
            network.RestoreWeights(weights);
        }

        return new(stages);
    }

    private static string StageOf(Parameter parameter) => parameter.Name.Split('.')[0];

    private static double Correlation<T>(T[] trained, T[] randomized, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = trained.Length / count;
        return Enumerable.Range(0, count).Average(sample =>
        {
            int[] told =
            [
                .. Enumerable.Range(sample * inputs, inputs)
                    .Where(i => !T.IsZero(trained[i]) || !T.IsZero(randomized[i])),
            ];
            return RankCorrelation.Of(
                [.. told.Select(i => double.CreateChecked(trained[i]))], [.. told.Select(i => double.CreateChecked(randomized[i]))]);
        });
    }
}
