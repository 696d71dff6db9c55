using System.Diagnostics;
using Explanations.Digits;
using Explanations.Messages;
using Explanations.Wine;
using Samples;
using Samples.Data;
using Texts.Data;
using static System.FormattableString;

namespace Explanations;

/// <summary>One run: three networks, three reports.</summary>
internal static class ExplainRun
{
    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        SampleOptions.CheckThreads();
        foreach (string folder in (string[])["mnist", "wine-quality", "sms-spam"])
        {
            if (!Directory.Exists(Path.Join(options.Data, folder)))
            {
                throw new SampleException($"--data: there is no folder {folder} in {options.Data}.");
            }
        }

        // All data is read before anything is trained or written: what is wrong with the last is known at once.
        RedWines wines = RedWines.Read(Path.Join(options.Data, "wine-quality"), options.Seed);
        TextSamples messages = MessageReport.Read(options.Data);
        DigitData images = DigitData.ReadNamed(Path.Join(options.Data, "mnist"), "--data");
        Directory.CreateDirectory(options.Output);
        var time = Stopwatch.StartNew();
        WineFigures wine = WineReport.Write(wines, options, Target("wine.html"), cancellationToken);
        await notes.WriteLineAsync(
            Invariant($"Wine      {Target("wine.html")}: R² {wine.RSquared:0.000}, additive {wine.AdditiveRSquared:0.000}; ")
            + Invariant($"exact Shapley values of {wine.Samples} wines in {wine.ShapleySeconds:0.0} s, off by {wine.ShapleyError:0.0e0}"))
            .ConfigureAwait(false);
        MessageFigures texts = MessageReport.Write(messages, options, Target("messages.html"), cancellationToken);
        await notes.WriteLineAsync(
            Invariant($"Messages  {Target("messages.html")}: accuracy {texts.Accuracy:0.0000}, off by ")
                + Invariant($"{texts.Error:0.0e0}")).ConfigureAwait(false);
        DigitFigures digits = DigitReport.Write(images, options, Target("digits.html"), cancellationToken);
        await notes.WriteLineAsync(Invariant($"Digits    {Target("digits.html")}: accuracy {digits.Accuracy:0.0000}; DeepLIFT off by ")
            + Invariant($"{digits.DeepLiftError:0.0e0} in double and {digits.DeepLiftErrorFloat:0.0e0} in float, ")
            + Invariant($"integrated gradients by {digits.IntegratedGradientsError:0.0e0}")).ConfigureAwait(false);
        await notes.WriteLineAsync("Deletion  "
            + string.Join(", ", digits.Deletion.Select(one => Invariant($"{one.Key} {one.Value:0.0000}"))))
            .ConfigureAwait(false);
        await notes.WriteLineAsync(Invariant($"Time      {time.Elapsed.TotalSeconds:0.0} s")).ConfigureAwait(false);
        if (options.Json)
        {
            await output.WriteLineAsync(JsonLine.Of(json =>
            {
                json.WriteNumber("deepLiftError", digits.DeepLiftError);
                json.WriteNumber("deepLiftErrorFloat", digits.DeepLiftErrorFloat);
                json.WriteNumber("integratedGradientsError", digits.IntegratedGradientsError);
                json.WriteNumber("integratedGradientsErrorTexts", texts.Error);
                json.WriteNumber("deletionAuc", digits.Deletion[DigitMethods.Integrated]);
                json.WriteNumber("deletionAucDeepLift", digits.Deletion[DigitMethods.Lift]);
                json.WriteNumber("deletionAucGradient", digits.Deletion[DigitMethods.Gradient]);
                json.WriteNumber("deletionAucRandom", digits.Deletion[DigitMethods.Random]);
                json.WriteNumber("shapleyError", wine.ShapleyError);
                json.WriteNumber("shapleySeconds", Math.Round(wine.ShapleySeconds, 3));
                json.WriteNumber("seconds", Math.Round(time.Elapsed.TotalSeconds, 3));
            })).ConfigureAwait(false);
        }

        string Target(string name) => Path.Join(options.Output, name);
    }
}
