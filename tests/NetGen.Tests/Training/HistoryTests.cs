using System.Globalization;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A history as CSV and as JSON, and back from JSON.</summary>
public sealed class HistoryTests
{
    private const string TwoEpochs = """
        {"epochs":[
          {"epoch":1,"loss":0.25,"losses":{"Head":0.125,"Side, left":0.5},"accuracy":0.5,
           "seconds":1.5,"samplesPerSecond":2000,"learningRate":0.001},
          {"epoch":2,"loss":0.125,"losses":{"Head":0.0625,"Side, left":0.25},"accuracy":0.75,"validationLoss":0.375,
           "validationLosses":{"Head":0.25,"Side, left":0.5},"validationAccuracy":1,"validationMetrics":{"F1":0.875,"ROC-AUC":"NaN"},
           "seconds":1.25,"samplesPerSecond":2500,"learningRate":1e-05}]}
        """;

    [Fact]
    public void Json_is_read_as_it_stands()
    {
        History history = History.FromJson(TwoEpochs);
        Assert.Equal(2, history.Count);
        Assert.Equal(
            new EpochMetrics
            {
                Epoch = 1, Loss = 0.25, Losses = history[0].Losses, Accuracy = 0.5,
                Seconds = 1.5, SamplesPerSecond = 2000, LearningRate = 0.001,
            },
            history[0]);
        Assert.Equal(["Head", "Side, left"], history[0].Losses.Keys);
        Assert.Equal([0.125, 0.5], history[0].Losses.Values);
        Assert.Equal([0.25, 0.5], history[1].ValidationLosses!.Values);
        Assert.Equal((0.375, 1.0), (history[1].ValidationLoss, history[1].ValidationAccuracy));
        Assert.Equal((0.875, double.NaN), (history[1].ValidationMetrics["F1"], history[1].ValidationMetrics["ROC-AUC"]));
        Assert.Null(history[0].ValidationLosses);
        Assert.Empty(history[0].ValidationMetrics);
    }

    [Fact]
    public void Json_gives_the_same_bits_in_any_culture()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        Random random = new(1);
        double Any() => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        for (int i = 0; i < 200; i++)
        {
            double[] numbers = [Any(), Any(), Any(), Math.BitDecrement(0.1), -0.0, double.Epsilon];
            string json = $$"""
                {"epochs":[{"epoch":{{i + 1}},"loss":{{Text(numbers[0])}},"validationMetrics":{"a\"\u00e4":{{Text(numbers[1])}}},
                "seconds":{{Text(numbers[2])}},"samplesPerSecond":{{Text(numbers[3])}},"learningRate":{{Text(numbers[i % 2 + 4])}}}]}
                """;
            EpochMetrics epoch = History.FromJson(json)[0];
            EpochMetrics again = History.FromJson(History.FromJson(json).ToJson())[0];
            Assert.Equal(epoch, again);
            Assert.Equal(
                [numbers[0], numbers[1], numbers[2], numbers[3], numbers[i % 2 + 4]],
                new[] { again.Loss, again.ValidationMetrics["a\"ä"], again.Seconds, again.SamplesPerSecond, again.LearningRate },
                (x, y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)));
        }

        static string Text(double value) =>
            double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : FormattableString.Invariant($"\"{value}\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"epochs\":{}}", "epochs")]
    [InlineData("{\"epochs\":[1]}", "epochs[0]")]
    [InlineData("{\"epochs\":[{\"epoch\":0,\"loss\":1}]}", "epochs[0].epoch")]
    [InlineData("{\"epochs\":[{\"epoch\":1.5,\"loss\":1}]}", "epochs[0].epoch")]
    [InlineData("{\"epochs\":[{\"epoch\":1,\"loss\":1e999,\"seconds\":1,\"samplesPerSecond\":1,\"learningRate\":1}]}", "epochs[0].loss")]
    [InlineData("{\"epochs\":[{\"epoch\":1,\"loss\":null,\"seconds\":1,\"samplesPerSecond\":1,\"learningRate\":1}]}", "epochs[0].loss")]
    [InlineData("{\"epochs\":[{\"epoch\":1,\"loss\":1,\"seconds\":1,\"samplesPerSecond\":1}]}", "epochs[0].learningRate is missing")]
    [InlineData("{\"epochs\":[{\"epoch\":1,\"loss\":1,\"losses\":[],\"seconds\":1}]}", "epochs[0].losses")]
    [InlineData("{\"epochs\":[{\"epoch\":1,\"loss\":1,\"losses\":{\"a\":\"b\"},\"seconds\":1}]}", "epochs[0].losses")]
    [InlineData("{\"epochs\":[{\"epoch\":1,\"loss\":1,\"losses\":{\"\\ud800\":1},\"seconds\":1}]}")]
    [InlineData("{\"epochs\":[{\"epoch\":1,\"loss\":1,\"losses\":{\"\ud800\":1},\"seconds\":1}]}")]
    public void What_is_no_history_is_a_JsonException(string json, string where = "")
    {
        JsonException error = Assert.ThrowsAny<JsonException>(() => History.FromJson(json));
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_a_column_for_what_any_epoch_has()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        Assert.Equal(
            "epoch,loss,loss Head,\"loss Side, left\",accuracy,validation loss,validation loss Head,\"validation loss Side, left\","
            + "validation accuracy,validation F1,validation ROC-AUC,seconds,samples per second,learning rate\n"
            + "1,0.25,0.125,0.5,0.5,,,,,,,1.5,2000,0.001\n"
            + "2,0.125,0.0625,0.25,0.75,0.375,0.25,0.5,1,0.875,NaN,1.25,2500,1E-05\n",
            History.FromJson(TwoEpochs).ToCsv());
        Assert.Equal(
            "epoch,loss,accuracy,validation loss,validation accuracy,seconds,samples per second,learning rate\n", new History().ToCsv());
    }

    [Fact]
    public void Files_are_replaced_whole_and_read_back()
    {
        using TempFolder folder = new();
        History history = History.FromJson(TwoEpochs);
        string json = folder.Write("history.json", [1, 2, 3]), csv = folder.File("history.csv");
        history.SaveJson(json);
        history.SaveCsv(csv);
        Assert.Equal(history, History.LoadJson(json));
        Assert.Equal(history.ToCsv(), File.ReadAllText(csv));
        Assert.Equal(["history.csv", "history.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Throws<FileNotFoundException>(() => History.LoadJson(folder.File("none")));
        Assert.ThrowsAny<IOException>(() => History.LoadJson(folder.Path));
    }

    [Fact]
    public void The_history_of_a_run_comes_back()
    {
        FakeNetwork network = new(new Shape(1));
        FakeRunner runner = new(4, new Shape(1), classes: 2) { Answer = count => new BatchResult(1.0 / 3, 1, count, count) };
        using FakeTrainer trainer = new(network, runner);
        History history = trainer.Fit(FakeData.Numbered(10), epochs: 3, validation: FakeData.Numbered(5));
        Assert.Equal(history, History.FromJson(history.ToJson()));
    }
}
