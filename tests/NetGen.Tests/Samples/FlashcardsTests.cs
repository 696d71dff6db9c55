using System.Text.Json;
using Flashcards;
using NetGen.Benchmarks.ByHand;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that learns a memory from its reviews, as its user meets it; its formulas, and their gradient by hand.</summary>
public sealed class FlashcardsTests : IDisposable
{
    private readonly DigitFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(0.5f)]
    [InlineData(3)]
    [InlineData(400)]
    public void RecallIsNineTenthsAfterAsManyDaysAsTheStability(float stability)
    {
        Assert.Equal(0.9, MemoryModel.Retrievability(stability, stability, Learner.Memory), 1e-6);
        Assert.Equal(1, MemoryModel.Retrievability(0, stability, Learner.Memory));
    }

    [Fact]
    public void PaddingChangesNothingAndRecallIsSaidBeforeTheReview()
    {
        MemoryModel.Memory memory = new(12, 4);

        Assert.Equal((memory, 0f), MemoryModel.Cell(default, memory, Learner.Memory));
        Assert.Equal(After(1).Recall, After(4).Recall);
        Assert.True(After(1).After.Stability < 12);
        Assert.True(After(2).After.Stability < After(3).After.Stability);
        Assert.True(After(3).After.Stability < After(4).After.Stability);
        Assert.True(After(4).After.Difficulty < After(1).After.Difficulty);

        (MemoryModel.Memory After, float Recall) After(float rating) => MemoryModel.Cell(new(9, rating), memory, Learner.Memory);
    }

    [Fact]
    public void TheNumbersKeepTheirOrder()
    {
        float[] numbers = [.. Enumerable.Range(1, 21).Select(number => (float)number)];

        Assert.Equal(numbers, WeightNumbers.Of(WeightNumbers.From(numbers)));
        Assert.Equal(1, WeightNumbers.From(numbers).StabilityAfterAgain);
        Assert.Equal(21, WeightNumbers.From(numbers).Decay);
    }

    [Fact]
    public void HistoriesAreThoseOfTheMemoryTheyAreDrawnFrom()
    {
        CardHistories histories = Learner.Study(1_000, new Random(1));
        (float Recall, float Target)[] reviews = [.. histories.Predict(Learner.Memory)];

        Assert.Equal(histories.Counted, reviews.Length);
        Assert.Equal(reviews.Average(review => review.Recall), reviews.Average(review => review.Target), 0.01);
        Assert.Contains(reviews, review => review.Recall < 0.55f);
        Assert.Contains(reviews, review => review.Recall > 0.97f);
        Assert.Equal(histories.Targets, Learner.Study(1_000, new Random(1)).Targets);
        MemoryModel.Weights start = WeightNumbers.Of(new MemoryModel(1));
        Assert.True(Calibration.Of(histories, start).LogLoss > Calibration.Of(histories, Learner.Memory).LogLoss);
    }

    [Fact]
    public void TheGradientByHandIsThatOfFiniteDifferences()
    {
        CardHistories histories = Learner.Study(40, new Random(1));
        double[] weights = [.. WeightNumbers.Of(Learner.Memory).Select(number => (double)number)];
        var memory = new MemoryByHand<double>();
        _ = Loss();
        double[] gradient = [.. memory.Gradient];
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = weights[i], step = 1e-6 * weight;
            weights[i] = weight + step;
            double above = Loss();
            weights[i] = weight - step;
            double below = Loss();
            weights[i] = weight;

            Assert.Equal((above - below) / (2 * step), gradient[i], 1e-5 * Math.Max(1, Math.Abs(gradient[i])));
        }

        double Loss()
        {
            memory.Begin(weights);
            return Enumerable.Range(0, histories.Count).Sum(card => memory.Add(histories, card));
        }
    }

    [Fact]
    public void TheLossByHandIsThatOfTheCell()
    {
        CardHistories histories = Learner.Study(200, new Random(1));
        var memory = new MemoryByHand<float>();
        memory.Begin(WeightNumbers.Of(Learner.Memory));
        double loss = Enumerable.Range(0, histories.Count).Sum(card => (double)memory.Add(histories, card));

        Assert.Equal(Calibration.Of(histories, Learner.Memory).LogLoss, loss / histories.Counted, 1e-5);
    }

    [Fact]
    public void TheNetworkForeseesWhatItsCellDoes()
    {
        CardHistories histories = Learner.Study(3, new Random(1));
        var network = new MemoryModel(1);
        float[] recalls = new float[histories.Targets.Length];
        network.Predict(histories.Reviews, recalls);

        Assert.Equal(
            histories.Predict(WeightNumbers.Of(network)).Select(review => review.Recall),
            recalls.Where((_, i) => histories.Targets[i] >= 0),
            (one, other) => Math.Abs(one - other) < 1e-5f);
    }

    [Fact]
    public async Task ARunComesNearTheTrueMemoryAndDrawsAPicture()
    {
        Outcome outcome = await RunAsync("--cards", "400", "--epochs", "2", "--batch", "20", "--output", _files.Path, "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.Equal(
            ["cards", "reviews", "heldOut", "epochs", "logLossDefault", "logLoss", "logLossTrue", "seconds", "numbers"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(21, json.RootElement.GetProperty("numbers").EnumerateObject().Count());
        Assert.True(Loss("") - Loss("True") < 0.5 * (Loss("Default") - Loss("True")), outcome.Output);
        Assert.Equal<byte>([0x89, .. "PNG\r\n"u8], File.ReadAllBytes(_files.File("calibration.png"))[..6]);

        double Loss(string which) => json.RootElement.GetProperty($"logLoss{which}").GetDouble();
    }

    [Theory]
    [InlineData("--cards", "1")]
    [InlineData("--epochs", "0")]
    [InlineData("--seed", "x")]
    [InlineData("--output", "")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        Outcome outcome = await RunAsync(arguments);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private static Task<Outcome> RunAsync(params string[] args) => Outcome.OfAsync(Program.RunAsync, args);
}
