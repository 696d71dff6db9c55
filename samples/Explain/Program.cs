using Samples;

namespace Explanations;

/// <summary>Trains three networks and writes a report on what each has learnt.</summary>
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
            args, output, error, CommandLine.Parse, options => ExplainRun.RunAsync(options, output, error, cancellationToken));
}
