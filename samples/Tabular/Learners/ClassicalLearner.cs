using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Tabular.Features;
using Tabular.Tables;

namespace Tabular.Learners;

/// <summary>A learner of ML.NET's.</summary>
/// <param name="name">For people.</param>
/// <param name="trainer">Makes it; one thread each, since folds run side by side.</param>
internal sealed class ClassicalLearner(string name, Func<RegressionCatalog, int, IEstimator<ITransformer>> trainer) : Learner(name)
{
    /// <summary>Linear regression on the numbers as they are.</summary>
    public static Learner PlainLinear { get; } = Linear("linear, simple features", FeaturePipeline.Simple);

    /// <summary>Linear regression on all features: bins let it bend.</summary>
    public static Learner RichLinear { get; } = Linear("linear, all features", FeaturePipeline.Rich);

    /// <summary>Gradient boosting (Friedman 2001) by FastTree. Trees choose borders by themselves and need no bins.</summary>
    public static Learner FastTree { get; } = new ClassicalLearner("FastTree", (catalog, seed) =>
        catalog.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            FeatureColumnName = FeaturePipeline.Simple,
            LabelColumnName = Table.Label,
            NumberOfTrees = 400,
            NumberOfLeaves = 32,
            MinimumExampleCountPerLeaf = 5,
            LearningRate = 0.05,
            FeatureFraction = 0.7,
            NumberOfThreads = 1,
            Seed = seed,
        }));

    /// <summary>Gradient boosting by LightGBM (Ke et al. 2017).</summary>
    public static Learner LightGbm { get; } = new ClassicalLearner("LightGBM", (catalog, seed) =>
        catalog.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            FeatureColumnName = FeaturePipeline.Simple,
            LabelColumnName = Table.Label,
            NumberOfIterations = 400,
            NumberOfLeaves = 32,
            MinimumExampleCountPerLeaf = 5,
            LearningRate = 0.05,
            NumberOfThreads = 1,
            Seed = seed,
        }));

    /// <inheritdoc/>
    public override Func<IDataView, float[]> Fit(MLContext context, IDataView train, int seed)
    {
        ITransformer model = trainer(context.Regression, seed).Fit(train);
        return rows => [.. model.Transform(rows).GetColumn<float>("Score")];
    }

    private static ClassicalLearner Linear(string name, string features) => new(name, (catalog, _) =>
        new EstimatorChain<ITransformer>()
            .Append(new MLContext(1).Transforms.NormalizeMeanVariance("Scaled", features, fixZero: false))
            .Append(catalog.Trainers.Sdca(Table.Label, "Scaled", l2Regularization: 1e-3f, maximumNumberOfIterations: 100)));
}
