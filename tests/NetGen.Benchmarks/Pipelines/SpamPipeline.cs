using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen.ML;

namespace NetGen.Benchmarks.Pipelines;

/// <summary>
/// Tells spam from other text messages: words and groups of letters by ML.NET's FeaturizeText, of which the network takes those that tell
/// most. The data is the SMS Spam Collection, Almeida et al. 2011, https://archive.ics.uci.edu/dataset/228.
/// </summary>
internal static class SpamPipeline
{
    /// <summary>The file's name.</summary>
    public const string FileName = "SMSSpamCollection";

    /// <summary>Reads the messages.</summary>
    /// <param name="context">What reads.</param>
    /// <param name="path">A line for each message: "ham" or "spam", a tab, the text; a line of headings before.</param>
    public static IDataView Read(MLContext context, string path)
    {
        IDataView lines = context.Data.LoadFromTextFile<Message>(path, hasHeader: true);
        Dictionary<string, bool> isSpam = new() { ["spam"] = true, ["ham"] = false };
        ITransformer labels = context.Transforms.Conversion.MapValue("Label", isSpam, nameof(Message.Kind)).Fit(lines);
        return context.Data.Cache(labels.Transform(lines));
    }

    /// <summary>All that a fold fits: what it reads of the messages, and the network.</summary>
    public static IEstimator<ITransformer> Create(MLContext context, int epochs = 6) =>
        context.Transforms.Text.FeaturizeText("Features", nameof(Message.Text))
            .Append(context.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation(
                "Features", slotsInOutput: SpamNetwork.Inputs))
            .Append(new SpamNetwork(seed: 1).AsTrainer(new NetworkTrainerOptions
            {
                Epochs = epochs, Optimizer = static () => new AdamW(2e-3f), Training = new TrainerOptions { Seed = 1 },
            }));

    /// <summary>A line of the file.</summary>
    public sealed class Message
    {
        [LoadColumn(0)]
        public string Kind { get; set; } = "";

        [LoadColumn(1)]
        public string Text { get; set; } = "";
    }
}

/// <summary>A small network over many features, most of them 0.</summary>
[Network, Input(Inputs), BinaryCrossEntropyWithLogitsLoss]
public partial class SpamNetwork
{
    internal const int Inputs = 4096;

    [Linear(32), Relu, Dropout(0.5f), Linear(1)]
    public partial Layer Body { get; }
}
