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
