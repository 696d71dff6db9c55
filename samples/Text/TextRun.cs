using System.Diagnostics;
using System.Globalization;
using NetGen;
using Samples;
using Texts.Data;

namespace Texts;

/// <summary>One run: read the texts, train and test on each part, report.</summary>
internal static class TextRun
{
    /// <summary>Runs as the options say.</summary>
    /// <exception cref="SampleException">Something the user named does not fit.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task RunAsync(RunOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter notes = options.Json ? error : output;
        SampleOptions.CheckThreads();
        TextSamples texts = TextSamples.Read(options);
        int count = texts.Labels.Length;
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{texts.Name}: {count:N0} different texts of {texts.Kinds.Count} kinds, "
                + $"{texts.Duplicates:N0} that were there already are left out"))
            .ConfigureAwait(false);

        var time = Stopwatch.StartNew();
        IReadOnlyList<Part> parts = Part.Of(texts, options.Seed);
        List<Outcome> outcomes = [];
        foreach (Part part in parts)
        {
            if (parts.Count > 1)
            {
                await notes.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"fold {outcomes.Count + 1}/{parts.Count}"))
                    .ConfigureAwait(false);
            }

            using var progress = new ConsoleProgress(notes, SampleProgram.IsTerminal(notes));
            outcomes.Add(TextTraining.Run(options, texts, part, progress, cancellationToken));
        }

        var report = new Report
        {
            Model = options.Model,
            Dataset = texts.Name,
            Train = parts[^1].Train.Length,
            Test = parts.Sum(part => part.Test.Length),
            Duplicates = texts.Duplicates,
            Epochs = TextTraining.Epochs(options, texts),
            Accuracies = [.. outcomes.Select(outcome => outcome.Accuracy)],
            Majority = texts.Labels.CountBy(label => label).Max(kind => kind.Value) / (double)count,
            Seconds = time.Elapsed.TotalSeconds,
            Parameters = outcomes[^1].Parameters,
        };
        await notes.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{options.Model}: {report.Parameters:N0} parameters, {outcomes[^1].Words:N0} words known"))
            .ConfigureAwait(false);
        report.WriteText(notes);
        if (options.Json)
        {
            await output.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
    }
}
