using System.Diagnostics;
using System.Runtime;
using Embedded;
using NetGen;
using NetGen.Numerics;
using static System.FormattableString;

// Training inside a program that starts at once: no argument for XOR and the spirals, or the name of one exercise.
try
{
    foreach (string name in args.Length > 0 ? args : ["xor", "spirals"])
    {
        Run(Exercise.Create(name), isFirst: name == args.FirstOrDefault("xor"));
    }

    return 0;
}
catch (Exception exception) when (exception is ArgumentException or TrainingException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static void Run(Exercise exercise, bool isFirst)
{
    using Trainer<float> trainer = exercise.Trainer;
    trainer.Fit(exercise.Draw(Exercise.Batch, 1), epochs: 1);
    if (isFirst)
    {
        using Process process = Process.GetCurrentProcess();
        double started = (DateTime.Now - process.StartTime).TotalMilliseconds;
        Console.WriteLine(Invariant($"start    {started:F0} ms from the start of the process to the end of the first step of {exercise.Name}"));
        Console.WriteLine(Invariant($"compiled {JitInfo.GetCompiledMethodCount()} methods in {JitInfo.GetCompilationTime().TotalMilliseconds:F0} ms until then; vectors of {SimdWidth.Bits} bits"));
    }

    History history = trainer.Fit(exercise.Draw(exercise.Samples, 2), exercise.Epochs);
    double step = history.Last.Seconds * 1000 / (exercise.Samples / Exercise.Batch);
    Console.WriteLine(Invariant($"{exercise.Name,-8} {exercise.Network.ParameterCount:N0} parameters, {step:F3} ms a step in the last epoch; test: {exercise.Network.Evaluate(exercise.Draw(1024, 3))}"));
}
