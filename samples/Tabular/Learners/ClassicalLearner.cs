using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Tabular.Features;
using Tabular.Tables;

namespace Tabular.Learners;

/// <summary>A learner of ML.NET's.</summary>
/// <param name="name">For people.</param>
/// <param name="trainer">Makes it; one thread each, since folds run side by side.</param>
internal sealed class ClassicalLearner(string name, Func<MLContext, int, IEstimator<ITransformer>> trainer) : Learner(name)
{
    private const string Scaled = nameof(Scaled);

    /// <summary>Linear regression on the numbers as they are.</summary>
    public static Learner PlainLinear { get; } = Linear("linear, simple features", FeaturePipeline.Simple);

    /// <summary>Linear regression on all features: bins let it bend.</summary>
    public static Learner RichLinear { get; } = Linear("linear, all features", FeaturePipeline.Rich);

    /// <summary>Gradient boosting (Friedman 2001) by FastTree. Trees choose borders by themselves and need no bins.</summary>
    public static Learner FastTree { get; } = new ClassicalLearner("FastTree", (context, seed) =>
        context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
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
    public static Learner LightGbm { get; } = new ClassicalLearner("LightGBM", (context, seed) =>
        context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
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
        ITransformer model = trainer(context, seed).Fit(train);
        return rows => [.. model.Transform(rows).GetColumn<float>("Score")];
    }

    private static ClassicalLearner Linear(string name, string features) => new(name, (context, _) => context.Transforms
        .NormalizeMeanVariance(Scaled, features, fixZero: false)
        .AppendCacheCheckpoint(context)
        .Append(context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            FeatureColumnName = Scaled,
            LabelColumnName = Table.Label,
            L2Regularization = 1e-3f,
            MaximumNumberOfIterations = 50,
            NumberOfThreads = 1,
        })));
}
