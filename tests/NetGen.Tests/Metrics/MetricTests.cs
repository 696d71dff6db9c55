using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Metrics;

/// <summary>Each metric against what scikit-learn makes of the same outputs: tests/fixtures/make_metrics.py.</summary>
public sealed class MetricTests
{
    private static readonly JsonElement[] s_cases = [.. JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "metrics.json"))).RootElement
        .GetProperty("cases").EnumerateArray()];

    public static TheoryData<string> Cases => [.. s_cases.Select(entry => entry.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_those_of_scikit_learn(string name)
    {
        JsonElement entry = s_cases.Single(entry => entry.GetProperty("name").GetString() == name);
        Dictionary<string, double> expected = entry.GetProperty("expected").EnumerateObject()
            .ToDictionary(x => x.Name, x => x.Value.GetDouble());
        (Network<float> network, Dataset data) = Read(entry);

        MetricValues values = network.Evaluate(data, [.. expected.Keys.Select(Metric)]).Metrics;

        Assert.Equal(expected.Keys, values.Keys);
        Assert.All(expected, pair => Assert.Equal(pair.Value, values[pair.Key], 1e-12));
    }

    [Fact]
    public void The_confusion_matrix_is_that_of_scikit_learn()
    {
        foreach (JsonElement entry in s_cases.Where(entry => entry.TryGetProperty("confusion", out _)))
        {
            (Network<float> network, Dataset data) = Read(entry);
            ConfusionMatrix matrix = new();
            Evaluation evaluation = network.Evaluate(data, [matrix]);
            Assert.Equal(entry.GetProperty("confusion").EnumerateArray().Select(count => count.GetInt32()), matrix.ToArray().Cast<int>());
            Assert.Equal(evaluation.Accuracy, matrix.Value);
        }
    }

    /// <summary>In a matter of two classes a metric says no other than in one of yes or no.</summary>
    [Fact]
    public void Figures_of_each_class_are_those_of_its_own_yes_or_no()
    {
        (Network<float> network, Dataset data) = Read(s_cases[1]);
        F1Score f1 = new();
        RocAuc area = new();
        network.Evaluate(data, [f1, area]);
        Assert.Equal(4, f1.PerClass.Count);
        Assert.Equal(f1.Value, f1.PerClass.Average(), 1e-12);
        Assert.Equal(area.Value, area.PerClass.Average(), 1e-12);
        Assert.NotEqual(f1.PerClass[0], f1.PerClass[1]);
    }

    private static Metric Metric(string name) => name switch
    {
        "accuracy" => new Accuracy(),
        "top-2 accuracy" => new TopKAccuracy(2),
        "perplexity" => new Perplexity(),
        "ROC-AUC" => new RocAuc(),
        "average precision" => new AveragePrecision(),
        "MAE" => new MeanAbsoluteError(),
        "RMSE" => new RootMeanSquaredError(),
        "R²" => new RSquared(),
        _ => name.Split(' ') switch
        {
            [.. var average, "precision"] => new PrecisionScore(Average(average)),
            [.. var average, "recall"] => new RecallScore(Average(average)),
            [.. var average, "F1"] => new F1Score(Average(average)),
            _ => throw new ArgumentException(name),
        },
    };

    private static ClassAverage Average(string[] name) =>
        name.Length == 0 ? ClassAverage.Binary : Enum.Parse<ClassAverage>(name[0], ignoreCase: true);

    private static (Network<float>, Dataset) Read(JsonElement entry)
    {
        int width = entry.GetProperty("width").GetInt32();
        float[] outputs = Floats(entry.GetProperty("outputs"));
        if (entry.TryGetProperty("labels", out JsonElement labels))
        {
            return (
                MetricNetworks.Classes(width),
                Dataset.FromArrays(outputs, [.. labels.EnumerateArray().Select(label => label.GetInt32())], new Shape(width), width));
        }

        bool isSides = entry.GetProperty("expected").TryGetProperty("accuracy", out _);
        Dataset data = Dataset.FromTargets(outputs, Floats(entry.GetProperty("targets")), new Shape(width), width);
        return (isSides ? MetricNetworks.Sides(width) : MetricNetworks.Values(width), data);

        static float[] Floats(JsonElement values) => [.. values.EnumerateArray().Select(value => (float)value.GetDouble())];
    }
}
