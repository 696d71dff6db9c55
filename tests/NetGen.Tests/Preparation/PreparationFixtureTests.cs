using System.Globalization;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Preparing;

/// <summary>Each step against what scikit-learn makes of the same columns: tests/fixtures/make_preparation.py.</summary>
public sealed class PreparationFixtureTests
{
    private static readonly JsonElement[] s_cases = [.. JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "preparation.json"))).RootElement
        .GetProperty("cases").EnumerateArray()];

    public static TheoryData<string> Cases => [.. s_cases.Select(entry => entry.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_do_what_scikit_learn_does(string name)
    {
        JsonElement entry = s_cases.Single(entry => entry.GetProperty("name").GetString() == name);
        double[] train = Numbers(entry, "train"), later = Numbers(entry, "later");
        Preparation fitted = Preparation.Fit(train, ["x"], new PreparedColumn("x", Steps(entry.GetProperty("step").GetString()!)));

        Assert.Equal(entry.GetProperty("width").GetInt32(), fitted.OutputWidth);
        foreach (Preparation preparation in new[] { fitted, Preparation.FromJson(fitted.ToJson()) })
        {
            Compare(Numbers(entry, "trainOutputs"), Apply(preparation, train));
            Compare(Numbers(entry, "laterOutputs"), Apply(preparation, later));
        }
    }

    /// <summary>A row of float gives what the same row in double gives, rounded.</summary>
    [Fact]
    public void Single_and_double_rows_agree()
    {
        double[] train = Numbers(s_cases[0], "train");
        Preparation preparation = Preparation.Fit(train, ["x"], new PreparedColumn("x", new StandardScaling()));
        float[] row = [0.1f], output = [0];
        preparation.Apply(row, output);
        Assert.Equal((float)Apply(preparation, [0.1f])[0], output[0]);
    }

    private static void Compare(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(double.IsNaN(expected[i]), double.IsNaN(found[i]));
            Assert.True(double.IsNaN(expected[i]) || Math.Abs(expected[i] - found[i]) <= 1e-11 * (1 + Math.Abs(expected[i])),
                FormattableString.Invariant($"{i}: {expected[i]} became {found[i]}"));
        }
    }

    private static double[] Apply(Preparation preparation, double[] rows)
    {
        double[] outputs = new double[rows.Length * preparation.OutputWidth];
        preparation.Apply(rows, outputs);
        return outputs;
    }

    private static double[] Numbers(JsonElement entry, string name) => [.. entry.GetProperty(name).EnumerateArray()
        .Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];

    private static PreparationStep[] Steps(string text) => text.Split(' ') switch
    {
        ["standard"] => [new StandardScaling()],
        ["minmax"] => [new MinMaxScaling()],
        ["minmax", var low, var high] => [MinMaxScaling.Onto(Number(low), Number(high))],
        ["log", "standard"] => [new LogScaling(), new StandardScaling()],
        ["mean"] => [MissingValues.ByMean()],
        ["median"] => [MissingValues.ByMedian()],
        ["median", "standard"] => [MissingValues.ByMedian(), new StandardScaling()],
        [var filling, "indicates"] => [MissingValues.By(Number(filling), indicates: true)],
        ["clip", var low, var high] => [Clipping.AtQuantiles(Number(low), Number(high))],
        ["onehot"] => [new OneHot()],
        ["onehot", "zeros"] => [new OneHot(UnseenCategory.Zeros)],
        _ => throw new InvalidOperationException(text),
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
