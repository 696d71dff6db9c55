using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen;
using Tabular.Features;
using Tabular.Tables;

namespace Tabular.Learners;

/// <summary>The mean of several networks, each from weights of its own. They learn the target in units of its deviation.</summary>
/// <param name="name">For people.</param>
/// <param name="members">Networks.</param>
/// <param name="epochs">Passes over the rows.</param>
/// <param name="cancellationToken">Ends the training.</param>
internal sealed class NetworkLearner(string name, int members, int epochs, CancellationToken cancellationToken) : Learner(name)
{
    private const int FewRows = 1_000;
    private const float Rate = 2e-3f;

    /// <inheritdoc/>
    public override Func<IDataView, float[]> Fit(MLContext context, IDataView train, int seed)
    {
        float[] labels = [.. train.GetColumn<float>(Table.Label)];
        double mean = labels.Average(label => (double)label);
        double deviation = Math.Sqrt(labels.Average(label => (label - mean) * (label - mean)));
        Dataset data = Dataset.FromTargets(
            Features(train), [.. labels.Select(label => (float)((label - mean) / deviation))], new Shape(FeaturePipeline.Kept));
        Ensemble<float> ensemble = new([.. Enumerable.Range(0, members).Select(member => Trained(data, (seed * members) + member))]);
        return rows =>
        {
            float[] features = Features(rows), outputs = new float[features.Length / FeaturePipeline.Kept];
            ensemble.Predict(features, outputs);
            return Array.ConvertAll(outputs, output => (float)((output * deviation) + mean));
        };
    }

    private TabularNetwork Trained(Dataset data, int seed)
    {
        // Few rows are soon known by heart: their weights are held small.
        (int batch, float decay) = data.Count < FewRows ? (32, 2f) : (128, 0.01f);
        var network = new TabularNetwork(seed);
        using TabularNetwork.Trainer trainer = network.CreateTrainer(
            new AdamW(Rate, weightDecay: decay) { Schedule = new OneCycle() },
            batch,
            new TrainerOptions { Seed = seed, Threads = 1 });
        trainer.Fit(data, epochs, cancellationToken: cancellationToken);
        return network;
    }

    /// <summary>Row after row. Few rows to train on may leave fewer features than the network reads: the others are 0.</summary>
    private static float[] Features(IDataView rows)
    {
        List<float> features = [];
        foreach (float[] row in rows.GetColumn<float[]>(FeaturePipeline.Rich))
        {
            features.AddRange(row.AsSpan(0, Math.Min(row.Length, FeaturePipeline.Kept)));
            features.AddRange(new float[Math.Max(FeaturePipeline.Kept - row.Length, 0)]);
        }

        return [.. features];
    }
}
