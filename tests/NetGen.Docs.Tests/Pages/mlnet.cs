using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen.Data;
using NetGen.ML;

public sealed partial class Examples
{
    private static readonly MLContext s_context = new(seed: 1);
    private static readonly IDataView s_messages = s_context.Data.LoadFromEnumerable(Draw(80, 1));
    private static readonly Lazy<TransformerChain<NetworkTransformer<float>>> s_model = new(Fit);

    private readonly MLContext context = s_context;
    private readonly IDataView messages = s_messages, others = s_context.Data.LoadFromEnumerable(Draw(40, 2));
    private readonly IDataView view = Keyed(s_context.Data.LoadFromEnumerable(
        Enumerable.Range(0, 20)
            .Select(i => new Person { Age = 20 + i, Income = 100 * i, Words = [i, 0, 1], Kind = $"kind {i % 2}", Weight = 1 })));

    private TransformerChain<NetworkTransformer<float>> model => s_model.Value;

    private ITransformer features => new TransformerChain<ITransformer>([.. model.SkipLast(1)]);

    private static IDataView Keyed(IDataView people) => s_context.Transforms.Conversion.MapValueToKey("Kind").Fit(people).Transform(people);

    private static TransformerChain<NetworkTransformer<float>> Fit() => s_context.Transforms.Text.FeaturizeText("Features", "Text")
        .Append(s_context.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation("Features", slotsInOutput: 4096))
        .Append(new SpamNetwork(seed: 1).AsTrainer(new NetworkTrainerOptions { Epochs = 2 }))
        .Fit(s_messages);

    /// <summary>Messages of drawn words, with one more word where they are spam.</summary>
    private static IEnumerable<Message> Draw(int count, int seed)
    {
        Random random = new(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Message
            {
                Label = i % 2 == 0,
                Text = string.Join(' ', Enumerable.Range(0, 20)
                    .Select(_ => new string(random.GetItems("abcdefghijklmnopqrstuvwxyz".AsSpan(), 7))))
                    + (i % 2 == 0 ? " won" : " home"),
            }),
        ];
    }
}

public sealed class Message
{
    public bool Label { get; set; }

    public string Text { get; set; } = "";
}

public sealed class Verdict
{
    public bool PredictedLabel { get; set; }
}

public sealed class Person
{
    public float Age { get; set; }

    public float Income { get; set; }

    [VectorType(3)]
    public float[] Words { get; set; } = [];

    public string Kind { get; set; } = "";

    public float Weight { get; set; }
}
