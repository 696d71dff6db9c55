using Shakespeare;
using Shakespeare.Training;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The parts of the writing program's training.</summary>
public sealed class ShakespeareTrainingTests
{
    [Theory]
    [InlineData(0, 0, 0.01)]
    [InlineData(49, 0, 0.5)]
    [InlineData(99, 0.5, 0.5)]
    [InlineData(5000, 0.25, 0.85355339)]
    [InlineData(9, 1, 0)]
    [InlineData(200, 1.5, 0)]
    public void TheLearningRateFollowsTheClock(long step, double share, double expected)
    {
        Clock clock = new();
        BudgetDecay schedule = new(new TrainingBudget(TimeSpan.FromMinutes(2), 0, clock), warmupSteps: 100);
        clock.Now = (long)(share * 2 * 60 * clock.TimestampFrequency);

        Assert.Equal(expected, schedule.Factor(new TrainingPosition(step, 0, null, null)), 1e-7);
    }

    [Fact]
    public void ABudgetOfStepsDoesNotLookAtTheClock()
    {
        Clock clock = new();
        TrainingBudget budget = new(null, 200, clock);
        clock.Now = 1000 * clock.TimestampFrequency;

        Assert.Equal(0.25, budget.Share(50));
        Assert.Equal(TimeSpan.FromSeconds(1000), budget.Elapsed);
    }

    [Fact]
    public void WindowsLieAnywhereInTheTextAndLabelsAreOneOn()
    {
        int[] text = [.. Enumerable.Range(100, 12)];
        int[] inputs = new int[10 * 200], labels = new int[10 * 200];
        new Windows(text, 10, seed: 3).Draw(inputs, labels);

        Assert.All(Enumerable.Range(0, inputs.Length), i => Assert.Equal(inputs[i] + 1, labels[i]));
        Assert.All(inputs.Chunk(10), window => Assert.Equal(Enumerable.Range(window[0], 10), window));
        Assert.Equal([100, 101], inputs.Chunk(10).Select(window => window[0]).Distinct().Order());
    }

    [Fact]
    public void AtTheStartABlockAddsNothing()
    {
        CharacterModel network = Start.New(seed: 5);
        int[] text = [.. Enumerable.Range(0, 40)];
        float[] before = network.Predict(text);
        network.Body["2.Think.linear0.weight"].Span.Fill(3);
        network.Body["1.Attend.causalselfattention0.in_weight"].Span.Fill(3);

        Assert.Equal(before, network.Predict(text));
        Assert.NotEqual(before, new CharacterModel(seed: 5).Predict(text));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(129)]
    [InlineData(300)]
    public void EveryCharacterButTheFirstIsJudgedOnce(int characters)
    {
        CharacterModel network = new(seed: 2);
        int[] text = [.. Enumerable.Range(0, characters).Select(i => i * i % 31)];
        double sum = 0;
        int judged = 0;
        foreach (int[] window in text[..^1].Chunk(CharacterModel.Context))
        {
            float[][] scores = [.. network.Predict(window).Chunk(65)];
            sum += scores.Sum(row => Math.Log(row.Sum(score => Math.Exp(score))));
            sum -= window.Skip(1).Select((token, i) => scores[i][token]).Sum();
            judged += window.Length;
            sum -= scores[^1][text[judged]];
        }

        Assert.Equal(sum / (characters - 1), Judge.All(network, text), 1e-4);
        Assert.Equal(Judge.All(network, text), Judge.Some(network, text, windows: 64));
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long GetTimestamp() => Now;
    }
}
