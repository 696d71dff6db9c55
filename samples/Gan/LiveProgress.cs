using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Gan;

/// <summary>Where a training is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Steps">Steps so far.</param>
/// <param name="Done">Share of the time, 0 to 1.</param>
/// <param name="DiscriminatorLoss">Running mean.</param>
/// <param name="GeneratorLoss">Running mean.</param>
internal readonly record struct GanProgress(int Epoch, long Steps, double Done, double DiscriminatorLoss, double GeneratorLoss)
{
    public string[] Texts =>
    [
        Epoch.ToString(CultureInfo.InvariantCulture), Steps.ToString("N0", CultureInfo.InvariantCulture),
        Done.ToString("0 %", CultureInfo.InvariantCulture), DiscriminatorLoss.ToString("0.000", CultureInfo.InvariantCulture),
        GeneratorLoss.ToString("0.000", CultureInfo.InvariantCulture),
    ];
}

/// <summary>Shows a training: on a terminal as a table whose last line is alive, elsewhere as a line for each epoch.</summary>
internal static class LiveProgress
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs a training that says where it is.</summary>
    /// <param name="writer">Where it is shown.</param>
    /// <param name="isTerminal">Whether that can be drawn over.</param>
    /// <param name="train">The training; its argument takes where it is, and whether an epoch ended.</param>
    public static void Run(TextWriter writer, bool isTerminal, Action<Action<GanProgress, bool>> train)
    {
        if (!isTerminal)
        {
            train((progress, isEnd) =>
            {
                if (isEnd)
                {
                    string[] texts = progress.Texts;
                    writer.WriteLine($"epoch {texts[0]}  {texts[1]} steps  {texts[2]}  discriminator {texts[3]}  generator {texts[4]}");
                }
            });
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("epoch", "steps", "time", "discriminator", "generator");
        table.AddRow(new GanProgress(1, 0, 0, 0, 0).Texts);
        console.Live(table).Start(context =>
        {
            Stopwatch shown = Stopwatch.StartNew();
            train((progress, isEnd) =>
            {
                if (!isEnd && shown.Elapsed < s_refresh)
                {
                    return;
                }

                shown.Restart();
                string[] texts = progress.Texts;
                for (int i = 0; i < texts.Length; i++)
                {
                    table.UpdateCell(table.Rows.Count - 1, i, texts[i]);
                }

                if (isEnd)
                {
                    table.AddRow(texts);
                }

                context.Refresh();
            });
        });
    }
}
