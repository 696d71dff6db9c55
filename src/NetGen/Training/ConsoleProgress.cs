using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Shows a training run on the console: a bar in place on a terminal, with the curve of the loss beside it where there is room, and below
/// the epochs when they are done; elsewhere, for example in a file, plain lines, one at the end of each epoch and between them one every
/// five seconds. Figures do not depend on the culture.
/// </summary>
public sealed class ConsoleProgress : IProgress<TrainingProgress>, IDisposable
{
    private const int NarrowestBar = 5;
    private const int WidestBar = 30;
    private const int DefaultWidth = 80;
    private const int NarrowestCurve = 8;
    private const int WidestCurve = 40;
    private const int Utf8 = 65001;
    private const int Utf16 = 1200;

    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly TextWriter _writer;
    private readonly TimeProvider _time;
    private readonly bool _isTerminal;
    private readonly int? _width;
    private readonly bool _hasBlocks;
    private readonly LossCurve _curve = new();
    private long _lastLine;
    private int _shown;
    private string? _warning;

    /// <summary>Makes the display.</summary>
    /// <param name="writer">Where to write; the console's output where null.</param>
    /// <param name="isTerminal">Whether to draw in place; where null, what the console's output is.</param>
    /// <param name="time">The clock for the interval of plain lines; the system's where null.</param>
    /// <param name="width">Columns of the terminal; where null, the console is asked each time.</param>
    public ConsoleProgress(TextWriter? writer = null, bool? isTerminal = null, TimeProvider? time = null, int? width = null)
    {
        _writer = writer ?? Console.Out;
        _isTerminal = isTerminal
            ?? (writer is null && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb");
        _time = time ?? TimeProvider.System;
        _width = width;
        _hasBlocks = _writer.Encoding.CodePage is Utf8 or Utf16;
        _lastLine = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Warning is not null && value.Warning != _warning)
        {
            _warning = value.Warning;
            Show($"warning: {value.Warning}", endsLine: true);
        }

        _curve.Add(value.Loss);
        if (value.Completed is EpochMetrics epoch)
        {
            Show(Completed(value, epoch), endsLine: true);
            if (_isTerminal && _hasBlocks && _curve.DrawNamed(Width - 1) is { Length: > 0 } curve)
            {
                // The next bar is drawn over it.
                Show(curve, endsLine: false);
            }
        }
        else if (_isTerminal)
        {
            Show(WithBar(value), endsLine: false);
        }
        else if (_time.GetElapsedTime(_lastLine) >= PlainInterval)
        {
            Show(Running(value, PositionOf(value)), endsLine: true);
        }
    }

    /// <summary>Ends the line of the curve, or of a bar that a cancellation or an error left in mid-epoch.</summary>
    public void Dispose()
    {
        if (_shown > 0)
        {
            _writer.WriteLine();
            _shown = 0;
        }
    }

    private void Show(string text, bool endsLine)
    {
        if (_isTerminal)
        {
            _writer.Write('\r');
            _writer.Write(text.PadRight(_shown));
            _shown = text.Length;
        }
        else
        {
            _writer.Write(text);
        }

        if (endsLine)
        {
            _writer.WriteLine();
            _shown = 0;
        }

        _writer.Flush();
        _lastLine = _time.GetTimestamp();
    }

    private int Width
    {
        get
        {
            if (_width is int width)
            {
                return width;
            }

            try
            {
                return Console.WindowWidth > 1 ? Console.WindowWidth : DefaultWidth;
            }
            catch (IOException)
            {
                return DefaultWidth;
            }
        }
    }

    private static string PositionOf(in TrainingProgress value) =>
        value.Steps > 0 ? Invariant($"step {value.Step}/{value.Steps}") : Invariant($"step {value.Step}");

    private static string Running(in TrainingProgress value, string position)
    {
        string losses = LossValues.Behind(value.Losses);
        StringBuilder text = new(Invariant($"epoch {value.Epoch}/{value.Epochs}  {position}  loss {value.Loss:0.0000}{losses}"));
        AppendAccuracy(text, "accuracy", value.Accuracy);
        text.Append(Invariant($"  {value.SamplesPerSecond:0} samples/s"));
        if (value.Steps > 0)
        {
            text.Append(Invariant($"  {Clock(value.Remaining)} left"));
        }

        return text.ToString();
    }

    private static string Completed(in TrainingProgress value, EpochMetrics epoch)
    {
        string losses = LossValues.Behind(epoch.Losses);
        StringBuilder text = new(Invariant($"epoch {epoch.Epoch}/{value.Epochs}  loss {epoch.Loss:0.0000}{losses}"));
        AppendAccuracy(text, "accuracy", epoch.Accuracy);
        if (epoch.ValidationLoss is double loss)
        {
            text.Append(Invariant($"  validation loss {loss:0.0000}{LossValues.Behind(epoch.ValidationLosses)}"));
        }

        AppendAccuracy(text, "validation accuracy", epoch.ValidationAccuracy);
        foreach ((string name, double metric) in epoch.ValidationMetrics)
        {
            text.Append(Invariant($"  validation {name} {metric:0.0000}"));
        }

        text.Append(Invariant($"  {epoch.Seconds:0.0} s  {epoch.SamplesPerSecond:0} samples/s"));
        return text.ToString();
    }

    private static void AppendAccuracy(StringBuilder text, string name, double? accuracy)
    {
        if (accuracy is double share)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name} {100 * share:0.00} %");
        }
    }

    /// <summary>The bar takes the columns that the figures leave.</summary>
    private string WithBar(in TrainingProgress value)
    {
        // A line as wide as the terminal would wrap, and the next one could not overwrite it.
        int columns = Width - 1;
        if (value.Steps == 0)
        {
            string plain = Running(value, PositionOf(value));
            return plain.Length <= columns ? plain : plain[..columns];
        }

        int width = Math.Clamp(columns - Running(value, "[]").Length, NarrowestBar, WidestBar);
        int filled = (int)Math.Min((long)value.Step * width / value.Steps, width);
        string line = Running(value, $"[{new string('=', filled)}{new string('-', width - filled)}]");
        int room = Math.Min(columns - line.Length - 2, WidestCurve);
        if (_hasBlocks && room >= NarrowestCurve && _curve.Draw(room) is { Length: > 0 } curve)
        {
            line += $"  {curve}";
        }

        return line.Length <= columns ? line : line[..columns];
    }

    /// <summary>"1:02:03" or "2:03".</summary>
    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : Invariant($"{time.Minutes}:{time.Seconds:00}");
}
