using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen.Benchmarks.Pipelines;
using Xunit;

namespace NetGen.ML.Tests;

/// <summary>A pipeline over real text; the benchmarks cross-validate it on all of it.</summary>
public sealed class SpamTests
{
    [SpamFact]
    public void A_network_behind_FeaturizeText_tells_spam()
    {
        MLContext context = new(seed: 1);
        IDataView all = context.Data.TakeRows(SpamPipeline.Read(context, SpamFactAttribute.Path!), 1600);
        DataOperationsCatalog.TrainTestData parts = context.Data.TrainTestSplit(all, 0.3, seed: 1);
        ITransformer model = SpamPipeline.Create(context, epochs: 4).Fit(parts.TrainSet);
        CalibratedBinaryClassificationMetrics metrics = context.BinaryClassification.Evaluate(model.Transform(parts.TestSet));
        Assert.True(metrics.Accuracy > 0.95, $"{metrics.Accuracy}");
        using PredictionEngine<SpamPipeline.Message, Verdict> engine =
            context.Model.CreatePredictionEngine<SpamPipeline.Message, Verdict>(model);
        Assert.True(IsSpam("URGENT! You have won a free prize. Call 09061701461 now to claim your cash"));
        Assert.False(IsSpam("I'll be home late, can you feed the cat?"));

        bool IsSpam(string text) => engine.Predict(new() { Text = text }).PredictedLabel;
    }

    private sealed class Verdict
    {
        public bool PredictedLabel { get; set; }
    }
}

/// <summary>A test that needs the messages, in shared/data beside the repository or where NETGEN_DATA says; else it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SpamFactAttribute : FactAttribute
{
    public SpamFactAttribute() => Skip = Path is null ? "The messages are not on this machine: set NETGEN_DATA." : null;

    /// <summary>Their file; null where it is missing.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        IEnumerable<string> roots = Environment.GetEnvironmentVariable("NETGEN_DATA") is { Length: > 0 } root ? [root] : [];
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            roots = roots.Append(System.IO.Path.Combine(folder.FullName, "shared", "data"));
        }

        return roots.Select(candidate => System.IO.Path.Combine(candidate, "sms-spam", SpamPipeline.FileName)).FirstOrDefault(File.Exists);
    }
}
