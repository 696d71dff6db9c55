using Microsoft.ML;

namespace Tabular.Learners;

/// <summary>A way to learn the target from features.</summary>
/// <param name="name">For people.</param>
internal abstract class Learner(string name)
{
    /// <summary>For people.</summary>
    public string Name => name;

    /// <summary>Learns from rows with features.</summary>
    /// <param name="context">Of this thread alone.</param>
    /// <param name="train">Rows that <see cref="Features.FeaturePipeline"/> made.</param>
    /// <param name="seed">Of all that is drawn.</param>
    /// <returns>What it foresees of other such rows.</returns>
    public abstract Func<IDataView, float[]> Fit(MLContext context, IDataView train, int seed);
}
