using Samples;
using Samples.Data;

namespace Digits;

/// <summary>Trains a network to read handwritten digits, tests it and saves its weights.</summary>
public static class Program
{
    /// <summary>Runs the program; Ctrl+C ends it in order, a second one at once.</summary>
    /// <param name="args">The command line: see <c>--help</c>.</param>
    /// <returns>0, 1 where something the user can put right was wrong, or 130 where it was cancelled.</returns>
    public static Task<int> Main(string[] args) =>
        SampleProgram.OnConsoleAsync(cancellation => RunAsync(args, DigitSource.Default, Console.Out, Console.Error, cancellation));

    /// <summary>Runs the program on the given writers.</summary>
    internal static Task<int> RunAsync(
        string[] args, DigitSource source, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        SampleProgram.RunAsync(
            args, output, error, CommandLine.Parse,
            options =>
            {
                DigitsRun.Run(options, source, output, error, cancellationToken);
                return Task.CompletedTask;
            });
}
