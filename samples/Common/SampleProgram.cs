using NetGen;

namespace Samples;

/// <summary>How a sample program begins and ends: Ctrl+C, and what went wrong in one line.</summary>
internal static class SampleProgram
{
    /// <summary>Exit code where something the user can put right was wrong.</summary>
    public const int Failed = 1;

    /// <summary>Exit code where the run was cancelled.</summary>
    public const int Cancelled = 130;

    /// <summary>Runs a program on the console; Ctrl+C ends it in order, a second one at once.</summary>
    /// <param name="run">The program; its result is the exit code.</param>
    public static async Task<int> OnConsoleAsync(Func<CancellationToken, Task<int>> run)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        };
        return await run(cancellation.Token).ConfigureAwait(false);
    }

    /// <summary>Reads a command line and does what it asks for; where it asks for help, that is all.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Gets the help.</param>
    /// <param name="error">Gets one line where something the user can put right was wrong.</param>
    /// <param name="parse">Reads the options; null where help was asked for, which is then printed.</param>
    /// <param name="run">The program's work.</param>
    /// <returns>0, <see cref="Failed"/> or <see cref="Cancelled"/>.</returns>
    public static Task<int> RunAsync<TOptions>(
        string[] args, TextWriter output, TextWriter error, Func<string[], TextWriter, TOptions?> parse, Func<TOptions, Task> run)
        where TOptions : class => GuardAsync(() => parse(args, output) is { } options ? run(options) : Task.CompletedTask, error);

    /// <summary>Runs a program's work; what the user can put right becomes one line on <paramref name="error"/>.</summary>
    /// <returns>0, <see cref="Failed"/> or <see cref="Cancelled"/>.</returns>
    public static async Task<int> GuardAsync(Func<Task> work, TextWriter error)
    {
        try
        {
            await work().ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled; no weights were saved.").ConfigureAwait(false);
            return Cancelled;
        }
        catch (Exception exception) when (exception is SampleException or IOException or UnauthorizedAccessException or TrainingException)
        {
            await error.WriteLineAsync(exception.Message.ReplaceLineEndings(" ")).ConfigureAwait(false);
            return Failed;
        }
    }

    /// <summary>Whether what is written there can be drawn over.</summary>
    public static bool IsTerminal(TextWriter writer) =>
        ((writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
