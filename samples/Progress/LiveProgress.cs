using System.Diagnostics;
using Spectre.Console;

namespace Samples;

/// <summary>A figure that is shown of a training.</summary>
/// <param name="Name">Above its column.</param>
/// <param name="Text">Its text.</param>
internal readonly record struct ProgressColumn<TProgress>(string Name, Func<TProgress, string> Text);

/// <summary>Shows a training: on a terminal as a table whose last line is alive, elsewhere as a line for each epoch.</summary>
internal static class LiveProgress
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs a training that says where it is.</summary>
    /// <param name="writer">Where it is shown.</param>
    /// <param name="isTerminal">Whether that can be drawn over.</param>
    /// <param name="columns">What is shown of it.</param>
    /// <param name="train">The training; its argument takes where it is, and whether an epoch ended.</param>
    public static void Run<TProgress>(
        TextWriter writer, bool isTerminal, IReadOnlyList<ProgressColumn<TProgress>> columns, Action<Action<TProgress, bool>> train)
    {
        if (!isTerminal)
        {
            train((progress, isEnd) =>
            {
                if (isEnd)
                {
                    writer.WriteLine(string.Join("  ", columns.Select(column => $"{column.Name} {column.Text(progress)}")));
                }
            });
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        Table table = new() { Border = TableBorder.Rounded };
        foreach (ProgressColumn<TProgress> column in columns)
        {
            table.AddColumn(column.Name, cell => cell.RightAligned());
        }

        console.Live(table).Start(context =>
        {
            Stopwatch shown = Stopwatch.StartNew();
            bool isLineEnded = true;
            train((progress, isEnd) =>
            {
                if (!isEnd && shown.Elapsed < s_refresh)
                {
                    return;
                }

                shown.Restart();
                string[] texts = [.. columns.Select(column => column.Text(progress))];
                if (isLineEnded)
                {
                    table.AddRow(texts);
                }
                else
                {
                    for (int i = 0; i < texts.Length; i++)
                    {
                        table.UpdateCell(table.Rows.Count - 1, i, texts[i]);
                    }
                }

                isLineEnded = isEnd;
                context.Refresh();
            });
        });
    }
}
