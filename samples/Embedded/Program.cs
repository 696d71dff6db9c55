using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using NetGen;
using NetGen.Numerics;
using Samples;

namespace Embedded;

/// <summary>Training inside a program that starts at once and needs nothing beside it.</summary>
public static class Program
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">What to learn: xor, spirals or cnn, one or several; none for the first two.</param>
    /// <returns>0, or 1 where something the user can put right was wrong.</returns>
    public static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>Runs the program on the given writers.</summary>
    internal static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error) => SampleProgram.GuardAsync(
        async () =>
        {
            SampleOptions.CheckThreads();
            string[] names = args.Length > 0 ? args : ["xor", "spirals"];
            for (int i = 0; i < names.Length; i++)
            {
                Exercise exercise = Exercise.Create(names[i]);
                using Trainer<float> trainer = exercise.Trainer;
                trainer.Fit(exercise.Draw(Exercise.Batch, 1), epochs: 1);
                if (i == 0)
                {
                    await output.WriteLineAsync(Start(exercise.Name)).ConfigureAwait(false);
                }

                History history = trainer.Fit(exercise.Draw(exercise.Samples, 2), exercise.Epochs);
                Evaluation test = exercise.Network.Evaluate(exercise.Draw(1024, 3));
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{exercise.Name}: {exercise.Network.ParameterCount:N0} parameters, "
                        + $"{1000 * history.Last.Seconds * Exercise.Batch / exercise.Samples:F3} ms a step; test: {test}"))
                    .ConfigureAwait(false);
            }
        },
        error);

    // The system knows the start of a process to 10 ms.
    private static string Start(string name)
    {
        using Process process = Process.GetCurrentProcess();
        double milliseconds = (DateTime.Now - process.StartTime).TotalMilliseconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{milliseconds:F0} ms from the start of the process to the end of the first step of {name} "
                + $"({JitInfo.GetCompiledMethodCount()} methods compiled, {JitInfo.GetCompilationTime().TotalMilliseconds:F0} ms); "
                + $"vectors of {SimdWidth.Bits} bits");
    }
}
