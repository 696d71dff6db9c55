using System.Globalization;

namespace Shakespeare.Training;

/// <summary>Shows how training goes: a line for each estimate and, on a terminal, one in place between them.</summary>
/// <param name="writer">Where to.</param>
/// <param name="isTerminal">Whether a line can be drawn over.</param>
internal sealed class TrainingDisplay(TextWriter writer, bool isTerminal) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.2);

    private TimeSpan _shown;
    private int _width;

    /// <summary>Between two estimates.</summary>
    public void Running(double share, TimeSpan elapsed, long steps, double loss, double charactersPerSecond)
    {
        if (isTerminal && elapsed - _shown >= Interval)
        {
            _shown = elapsed;
            string rate = string.Create(CultureInfo.InvariantCulture, $"  {charactersPerSecond:N0} characters/s");
            Draw(Line(share, elapsed, steps, loss) + rate);
        }
    }

    /// <summary>After an estimate.</summary>
    public void Estimated(double share, TimeSpan elapsed, long steps, double loss, double validationLoss)
    {
        Draw(Line(share, elapsed, steps, loss) + string.Create(CultureInfo.InvariantCulture, $"  validation loss {validationLoss:0.000}"));
        Dispose();
    }

    /// <summary>Ends a line in place, also one that a cancellation left.</summary>
    public void Dispose()
    {
        if (_width > 0)
        {
            writer.WriteLine();
            writer.Flush();
            _width = 0;
        }
    }

    private void Draw(string line)
    {
        writer.Write(isTerminal ? '\r' + line.PadRight(_width) : line);
        writer.Flush();
        _width = line.Length;
    }

    private static string Line(double share, TimeSpan elapsed, long steps, double loss) => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * Math.Min(share, 1),3:0} %  {(int)elapsed.TotalMinutes}:{elapsed.Seconds:00}  step {steps,6:N0}  loss {loss:0.000}");
}
