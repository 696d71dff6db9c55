using Digits.Data;
using NetGen;

namespace Digits;

/// <summary>Trains a network to read handwritten digits, tests it and saves its weights.</summary>
public static class Program
{
    private const int Failed = 1;
    private const int Cancelled = 130;

    /// <summary>Runs the program; Ctrl+C ends it in order, a second one at once.</summary>
    /// <param name="args">The command line: see <c>--help</c>.</param>
    /// <returns>0, 1 where something the user can put right was wrong, or 130 where it was cancelled.</returns>
    public static async Task<int> Main(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        };
        return await RunAsync(args, DigitSource.Default, Console.Out, Console.Error, cancellation.Token).ConfigureAwait(false);
    }

    /// <summary>Runs the program on the given writers.</summary>
    internal static async Task<int> RunAsync(
        string[] args, DigitSource source, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            RunOptions? options = CommandLine.Parse(args, output);
            if (options is not null)
            {
                await DigitsRun.RunAsync(options, source, output, error, cancellationToken).ConfigureAwait(false);
            }

            return 0;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled; no weights were saved.").ConfigureAwait(false);
            return Cancelled;
        }
        catch (Exception exception) when (exception is DigitsException or IOException or UnauthorizedAccessException or TrainingException)
        {
            await error.WriteLineAsync(exception.Message.ReplaceLineEndings(" ")).ConfigureAwait(false);
            return Failed;
        }
    }
}
