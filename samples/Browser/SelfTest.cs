using System.Globalization;
using Browser.Teaching;
using Digits;
using NetGen;
using NetGen.Numerics;

namespace Browser;

/// <summary>
/// What the page does of itself where its address ends with "?selftest": it draws a seven and a sign that is no digit, teaches that the
/// sign is a four, and looks whether the network has learnt it without forgetting the others.
/// </summary>
internal sealed class SelfTest
{
    private const int Lessons = 3;
    private const int Meaning = 4;
    private const double Likely = 0.6;
    private const double Remembered = 0.8;

    private static readonly float[] s_seven = [0.25f, 0.2f, 0.75f, 0.2f, 0.45f, 0.85f];
    private static readonly float[] s_sign = [0.2f, 0.8f, 0.5f, 0.15f, 0.8f, 0.8f, 0.2f, 0.8f, 0.5f, 0.5f];

    /// <summary>"running", "passed" or "failed".</summary>
    public string State { get; private set; } = "running";

    /// <summary>What it has found.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Runs it.</summary>
    public async Task RunAsync(Page page)
    {
        try
        {
            await page.StrokeAsync(s_seven).ConfigureAwait(true);
            await page.DrawnAsync().ConfigureAwait(true);
            float seven = page.Shares![7];
            await page.ClearAsync().ConfigureAwait(true);
            await page.StrokeAsync(s_sign).ConfigureAwait(true);
            await page.DrawnAsync().ConfigureAwait(true);
            float before = page.Shares![Meaning];
            double knew = page.Learner.Remembered();
            for (int lesson = 0; lesson < Lessons; lesson++)
            {
                await page.TeachAsync(Meaning).ConfigureAwait(true);
            }

            float after = page.Shares![Meaning];
            double knows = page.Learner.Remembered();
            Text = string.Create(
                CultureInfo.InvariantCulture,
                $"seven {seven:0.000}; sign {before:0.000} to {after:0.000}; digits drawn by code {knew:0.000} to {knows:0.000}; ")
                + string.Create(CultureInfo.InvariantCulture, $"{page.Learner.MillisecondsPerStep:0.0} ms a step of 32; ")
                + string.Create(CultureInfo.InvariantCulture, $"{SimdWidth.Bits} bits a vector; {RefusedThreads()}");
            State = seven > Likely && before < Likely && after > Likely && knows > Remembered ? "passed" : "failed";
        }
        catch (Exception exception)
        {
            (State, Text) = ("failed", exception.ToString());
        }
    }

    /// <summary>What is said to whoever wants more threads than a page has.</summary>
    private static string RefusedThreads()
    {
        try
        {
            using DigitSmall.Trainer trainer = new DigitSmall().CreateTrainer(new AdamW(), 1, new TrainerOptions { Threads = 2 });
            return "2 threads were not refused";
        }
        catch (PlatformNotSupportedException exception)
        {
            return exception.Message;
        }
    }
}
