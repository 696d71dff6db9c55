using System.Globalization;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class ConsoleProgressTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly ManualTime _time = new();

    [Fact]
    public void Elsewhere_than_on_a_terminal_it_writes_plain_lines_and_few()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        using ConsoleProgress display = new(_output, isTerminal: false, _time);
        for (int second = 0; second < 12; second++)
        {
            display.Report(At(step: second));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        display.Report(At(step: 12) with { Completed = Epoch() });
        Assert.Equal(
            """
            epoch 1/3  step 5/12  loss 0.5000  accuracy 87.50 %  12345 samples/s  1:05 left
            epoch 1/3  step 10/12  loss 0.5000  accuracy 87.50 %  12345 samples/s  1:05 left
            epoch 1/3  loss 0.2500  accuracy 90.00 %  validation loss 0.1250  validation accuracy 95.00 %  3.5 s  12345 samples/s

            """.ReplaceLineEndings("\n"),
            _output.ToString());
    }

    [Fact]
    public void On_a_terminal_it_draws_a_bar_in_place()
    {
        using ConsoleProgress display = new(_output, isTerminal: true, _time, width: 80);
        display.Report(At(step: 3));
        display.Report(At(step: 6));
        Assert.DoesNotContain('\n', _output.ToString());
        display.Report(At(step: 12) with { Completed = Epoch() });
        display.Dispose();
        string[] drawn = _output.ToString().Split('\r');
        Assert.Equal(5, drawn.Length);
        Assert.Equal("loss ▁▁▁ 0.5000 → 0.5000\n", drawn[4]);
        Assert.Equal("epoch 1/3  [=------]  loss 0.5000  accuracy 87.50 %  12345 samples/s  1:05 left", drawn[1]);
        Assert.Equal("epoch 1/3  [===----]  loss 0.5000  accuracy 87.50 %  12345 samples/s  1:05 left", drawn[2]);
        Assert.StartsWith("epoch 1/3  loss 0.2500", drawn[3], StringComparison.Ordinal);
        Assert.EndsWith("samples/s\n", drawn[3].Replace(" \n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "[=======-----------------------]", 102)]
    [InlineData(60, "[=----]", 59)]
    public void The_bar_fits_the_terminal(int width, string bar, int length)
    {
        using ConsoleProgress display = new(_output, isTerminal: true, _time, width);
        display.Report(At(step: 3));
        Assert.StartsWith($"\repoch 1/3  {bar}  loss 0.5000", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(length, _output.ToString().Length - 1);
    }

    [Fact]
    public void The_loss_is_a_curve_beside_the_bar_and_below_the_epochs()
    {
        using ConsoleProgress display = new(_output, isTerminal: true, _time, width: 200);
        double[] losses = [100, 10, 10, 1, double.NaN, 0.1];
        foreach (double loss in losses)
        {
            display.Report(At(step: 3) with { Loss = loss });
        }

        Assert.EndsWith("1:05 left  █▆▆▃▁", _output.ToString().TrimEnd(' '), StringComparison.Ordinal);
        display.Report(At(step: 12) with { Loss = 0.1, Completed = Epoch() });
        Assert.EndsWith("\rloss █▆▆▃▁▁ 100.0000 → 0.1000", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_run_has_a_curve_as_short_as_another()
    {
        using ConsoleProgress display = new(_output, isTerminal: true, _time, width: 80);
        for (int i = 0; i < 10_000; i++)
        {
            display.Report(At(step: 3) with { Loss = i < 5000 ? 2 : 1 });
        }

        display.Report(At(step: 12) with { Loss = 1, Completed = Epoch() });
        string curve = _output.ToString().Split('\r')[^1];
        Assert.Matches("^loss █+[▂-▇]?▁+ 2.0000 → 1.0000$", curve);
        Assert.InRange(curve.Length, 60, 79);
        Assert.InRange(curve.Count(block => block == '█') - curve.Count(block => block == '▁'), -2, 2);
    }

    [Fact]
    public void What_cannot_show_blocks_shows_none()
    {
        using StreamWriter ascii = new(new MemoryStream(), System.Text.Encoding.ASCII);
        using ConsoleProgress display = new(ascii, isTerminal: true, _time, width: 200);
        display.Report(At(step: 3));
        display.Report(At(step: 12) with { Completed = Epoch() });
        ascii.Flush();
        string written = System.Text.Encoding.ASCII.GetString(((MemoryStream)ascii.BaseStream).ToArray());
        Assert.DoesNotContain("?", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shorter_bar_leaves_nothing_of_a_longer_one()
    {
        using ConsoleProgress display = new(_output, isTerminal: true, _time, width: 200);
        display.Report(At(step: 3) with { Remaining = TimeSpan.Zero, SamplesPerSecond = 1234567 });
        display.Report(At(step: 3) with { Accuracy = null, SamplesPerSecond = 1 });
        string[] drawn = _output.ToString().Split('\r');
        Assert.Equal(drawn[1].Length, drawn[2].Length);
        Assert.EndsWith(" ", drawn[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Disposal_ends_a_bar_that_was_left_unfinished()
    {
        ConsoleProgress display = new(_output, isTerminal: true, _time, width: 80);
        display.Dispose();
        Assert.Equal("", _output.ToString());
        display.Report(At(step: 3));
        display.Dispose();
        display.Dispose();
        Assert.Equal(1, _output.ToString().Count(character => character == '\n'));
    }

    [Fact]
    public void Long_times_show_hours()
    {
        _time.Advance(TimeSpan.FromSeconds(6));
        using ConsoleProgress display = new(_output, isTerminal: false, new ManualTime());
        using ConsoleProgress late = new(_output, isTerminal: false, _time);
        _time.Advance(TimeSpan.FromSeconds(6));
        late.Report(At(step: 1) with { Remaining = new TimeSpan(1, 3, 4, 5) });
        Assert.Contains("27:04:05 left", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_and_evaluations_read_well_in_any_culture()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        Assert.Equal("loss 0.0312, accuracy 99.02 % of 10000 samples", new Evaluation(0.0312, 0.9902, 10000).ToString());
        Assert.Equal("loss 0.0312 over 5 samples", new Evaluation(0.0312, null, 5).ToString());
        Assert.Equal(
            "epoch 1: loss 0.2500, accuracy 90.00 %, validation loss 0.1250, validation accuracy 95.00 %, 3.5 s",
            Epoch().ToString());
        Assert.Equal(
            "epoch 1: loss 0.2500, 3.5 s",
            (Epoch() with { Accuracy = null, ValidationLoss = null, ValidationAccuracy = null }).ToString());
    }

    private static TrainingProgress At(int step) => new()
    {
        Epoch = 1,
        Epochs = 3,
        Step = step,
        Steps = 12,
        Loss = 0.5,
        Accuracy = 0.875,
        SamplesPerSecond = 12345,
        LearningRate = 0.1,
        Elapsed = TimeSpan.Zero,
        Remaining = TimeSpan.FromSeconds(65),
    };

    private static EpochMetrics Epoch() => new()
    {
        Epoch = 1,
        Loss = 0.25,
        Accuracy = 0.9,
        ValidationLoss = 0.125,
        ValidationAccuracy = 0.95,
        Seconds = 3.5,
        SamplesPerSecond = 12345,
        LearningRate = 0.1,
    };

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
