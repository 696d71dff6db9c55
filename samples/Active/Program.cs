using Samples;
using Samples.Data;

namespace Active;

/// <summary>Learns digits from few labels: those that the network asks for, against as many at random.</summary>
public static class Program
{
    /// <summary>Runs the program; Ctrl+C ends it in order, a second one at once.</summary>
    /// <param name="args">The command line: see <c>--help</c>.</param>
    /// <returns>0, 1 where something the user can put right was wrong, or 130 where it was cancelled.</returns>
    public static Task<int> Main(string[] args) =>
        SampleProgram.OnConsoleAsync(cancellation => RunAsync(args, Console.Out, Console.Error, cancellation));

    /// <summary>Runs the program on the given writers.</summary>
    internal static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        SampleProgram.RunAsync(
            args, output, error, CommandLine.Parse,
            options => ActiveRun.RunAsync(options, DigitSource.Default, output, error, cancellationToken));
}
