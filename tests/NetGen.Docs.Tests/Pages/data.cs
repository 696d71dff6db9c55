using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Tokenizers;
using NetGen.Data;
using SkiaSharp;

public sealed partial class Examples
{
    private readonly Machine network = new(seed: 1);
    private readonly Flowers flowers = new(seed: 1);
    private readonly Mood mood = new(seed: 1);
    private readonly Dataset train = Draw(200, 1), validation = Draw(100, 2), data = Draw(200, 3), lastWeek = Draw(200, 4);
    private readonly string[] names = ["alcohol", "sulphates", "acidity", "sugar"];
    private readonly int[] regions = [.. Enumerable.Range(0, 200).Select(i => i % 4)];
    private readonly int[] patients = [.. Enumerable.Range(0, 200).Select(i => i / 5)];
    private readonly float[] values = [.. Enumerable.Range(0, 60).Select(i => i * 37 % 19f)], targets = [];
    private readonly int[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2)];
    private readonly IDataView table = null!, chosen = null!;
    private readonly MLContext context = null!;

    /// <summary>Rows of age, income, city.</summary>
    private readonly float[] rows =
    [
        .. Enumerable.Range(0, 40).SelectMany(i => new[] { i % 7 == 0 ? float.NaN : 20 + i, 100 + (50 * i), 1 + (i % 2) }),
    ];

    /// <summary>The files that the examples read.</summary>
    public Examples()
    {
        File.WriteAllLines("measurements.csv", Measurements(300));
        File.WriteAllLines("validation.csv", Measurements(60));
        File.WriteAllLines(
            "auto-mpg.data",
            ["mpg weight horsepower car_name", "18.0 3504 130.0 \"chevrolet\"", "25.0 2046 ? \"ford\"", "21.0 2587 85 \"bmw\""]);
        File.WriteAllLines("winequality-red.csv", ["7.4,0.7,5", "7.8,0.88,5", "11.2,0.28,6"]);
        File.WriteAllLines("reviews.csv",
        [
            "review,sentiment",
            .. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "I liked it very much,good" : "It was far too long,bad"),
        ]);
        File.WriteAllLines("vocab.txt", ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "i", "liked", "it"]);
        Directory.CreateDirectory("pictures");
        foreach (string kind in new[] { "daisy", "rose" })
        {
            Directory.CreateDirectory($"flowers/{kind}");
            foreach (int i in Enumerable.Range(0, 5))
            {
                Paint($"flowers/{kind}/{i}.jpg", kind == "rose" ? SKColors.Red : SKColors.White);
            }
        }

        Paint("pictures/1.jpg", SKColors.Red);
        Paint("pictures/2.jpg", SKColors.White);
        Paint("rose.jpg", SKColors.Red);
        File.WriteAllLines("labels.csv", ["file,class", "1.jpg,rose", "2.jpg,daisy", "1.jpg,rose"]);
    }

    private Preparation preparation => Preparation.Fit(rows, ["age", "income", "city"], new PreparedColumn("age", MissingValues.By(0)),
        new PreparedColumn("income", new StandardScaling()), new PreparedColumn("city", new StandardScaling()));

    private static IEnumerable<Entry> ReadLog() => [];

    private static string[] Measurements(int count) =>
    [
        "id,power,speed,heat,state",
        .. Enumerable.Range(0, count).Select(i => $"{i},{i % 7},{i % 5},{i % 3},{(i % 7 > 3 ? "worn" : "good")}"),
    ];

    private static Dataset Draw(int count, int seed)
    {
        Random random = new(seed);
        float[] inputs = [.. Enumerable.Range(0, 4 * count).Select(_ => (10 * random.NextSingle()) - 5)];
        return Dataset.FromArrays(inputs, [.. Enumerable.Range(0, count).Select(i => inputs[4 * i] > 0 ? 1 : 0)], new Shape(4));
    }

    private static void Paint(string file, SKColor colour)
    {
        using SKBitmap picture = new(80, 70);
        picture.Erase(colour);
        using FileStream stream = File.Create(file);
        picture.Encode(stream, SKEncodedImageFormat.Jpeg, 90);
    }
}

public sealed record Entry(float[] Values, bool HasFailed);

[Network, Input(3), CrossEntropyLoss]
public partial class Machine
{
    [Linear(2)]
    public partial Layer Head { get; }
}

[Network, Input(4), CrossEntropyLoss]
public partial class Classifier
{
    [Linear(2)]
    public partial Layer Head { get; }
}

[Network, Input(3, 64, 64), CrossEntropyLoss]
public partial class Flowers
{
    [Conv2d(4, Stride = 4), Relu, GlobalAvgPool2d, Linear(2)]
    public partial Layer Head { get; }
}

/// <summary>What the generator of System.Text.Json writes of the page's example.</summary>
public sealed partial class SettingsContext() : JsonSerializerContext(null)
{
    private static readonly JsonSerializerOptions s_options = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static SettingsContext Default { get; } = new();

    public JsonTypeInfo<Settings> Settings => (JsonTypeInfo<Settings>)GetTypeInfo(typeof(Settings))!;

    protected override JsonSerializerOptions? GeneratedSerializerOptions => null;

    public override JsonTypeInfo? GetTypeInfo(Type type) => s_options.GetTypeInfo(type);
}

/// <summary>A class of samples/Tabular.</summary>
public static class FeaturePipeline
{
    public const string Rich = "Rich";
    public const int Kept = 96;

    public static ITransformer Fit(MLContext context, IDataView table, IDataView rows) => throw new NotSupportedException();
}
