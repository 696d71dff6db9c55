extern alias generator;

using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using generator::NetGen.Generators;

namespace NetGen.Benchmarks.Compiling;

/// <summary>Times the source generator as the compiler and the IDE run it, on a project with one network, for the CPU only.</summary>
internal static class GeneratorBenchmark
{
    /// <summary>The project of networks with methods, beside the networks' names.</summary>
    public const string MethodEdits = "methods";

    /// <summary>How often each is timed; what is told is the median.</summary>
    public const int Edits = 21;

    /// <summary>Runs before, until the JIT has compiled what is run often for the last time: an IDE stays open for hours.</summary>
    public const int WarmUps = 100;

    private const int Builds = 7, WarmUpBuilds = 5;

    /// <summary>Prints a line for each network.</summary>
    /// <param name="net">One network; null for all.</param>
    /// <param name="json">One JSON object a line.</param>
    public static void Run(string? net, bool json)
    {
        // What all networks share of generator and compiler is compiled by the JIT before the first row.
        _ = Measure("cnn", 0);
        foreach (string name in net is null ? NetworkSource.Names : net == MethodEdits ? [] : [net])
        {
            Output.Row(Measure(name, ColdProcess(name)), json);
        }

        if (net is null or MethodEdits)
        {
            Output.Row(MethodEditBenchmark.Measure(Driver(), prepare => Median(Edits, prepare)), json);
        }
    }

    /// <summary>Prints the milliseconds of this process's first run.</summary>
    public static void RunCold(string net)
    {
        CSharpCompilation project = NetworkSource.Find(net).Project();
        GeneratorDriver driver = Driver();
        Console.WriteLine(Time(() => driver.RunGenerators(project)).ToString(CultureInfo.InvariantCulture));
    }

    private static GeneratorRow Measure(string net, double cold)
    {
        NetworkSource source = NetworkSource.Find(net);
        CSharpCompilation project = source.Project();
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation built, out _);
        if (built.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"{net} does not compile: {error}");
        }

        (SyntaxTree network, SyntaxTree other) = (project.SyntaxTrees[0], project.SyntaxTrees[1]);
        Compilation without = project.RemoveSyntaxTrees(network);
        double full = Rerun(number => project.ReplaceSyntaxTree(network, source.Tree(loss: number)));
        double emit = Median(Builds, _ => Emit(built), WarmUpBuilds);
        return new(
            net,
            Round(cold),
            Round(full),
            Round(Rerun(number => project.ReplaceSyntaxTree(other, NetworkSource.Other(number)))),
            Round(Rerun(number => project.ReplaceSyntaxTree(network, source.Tree(method: number)))),
            Round(emit),
            Round(Median(Builds, _ => Emit(without), WarmUpBuilds)),
            Math.Round(full / (full + emit), 3),
            driver.GetRunResult().GeneratedTrees.Sum(tree => tree.GetText().Lines.Count));

        // The edit itself is not the generator's work.
        double Rerun(Func<int, Compilation> edit) => Median(Edits, number =>
        {
            Compilation edited = edit(number);
            return () => driver.RunGenerators(edited);
        });
    }

    /// <summary>
    /// The median of runs that each get another number for their edit; the first, which the JIT compiles, are not counted.
    /// </summary>
    public static double Median(int count, Func<int, Action> prepare, int warmUps = WarmUps) =>
        Timing.Median([.. Enumerable.Range(1, count + warmUps).Select(number => Time(prepare(number))).Skip(warmUps)]);

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A clone has nothing bound yet.</summary>
    private static Action Emit(Compilation compilation)
    {
        Compilation fresh = compilation.Clone();
        return () =>
        {
            using MemoryStream image = new();
            fresh.Emit(image);
        };
    }

    /// <summary>A new driver of the generators.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator(), new BlockGenerator().AsSourceGenerator()], parseOptions: NetworkSource.ParseOptions);

    /// <summary>The first run of a process of its own.</summary>
    private static double ColdProcess(string net)
    {
        // Started as dotnet NetGen.Benchmarks.dll, the process is dotnet.
        string self = Environment.ProcessPath!, program = typeof(GeneratorBenchmark).Assembly.Location;
        string[] host = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [program] : [];
        ProcessStartInfo start = new(self, [.. host, "generator", "--net", net, "--cold"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    private static double Round(double milliseconds) => Math.Round(milliseconds, 3);

    /// <summary>What the generator takes for one network.</summary>
    /// <param name="Net">The network.</param>
    /// <param name="ColdMs">The first run of a process: most of it is the JIT compiling generator and compiler.</param>
    /// <param name="FullMs">After an edit of an attribute: the pipeline runs whole.</param>
    /// <param name="OtherFileMs">After an edit of a method in another file.</param>
    /// <param name="SameFileMs">After an edit of a method in the network's class.</param>
    /// <param name="EmitMs">Compiling the project with the generated code.</param>
    /// <param name="EmitWithoutMs">Compiling it without the network's file.</param>
    /// <param name="ShareOfBuild">Of a run and the compilation together.</param>
    /// <param name="Lines">Generated.</param>
    private sealed record GeneratorRow(
        string Net, double ColdMs, double FullMs, double OtherFileMs, double SameFileMs,
        double EmitMs, double EmitWithoutMs, double ShareOfBuild, int Lines)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Net,-14} cold with JIT {ColdMs,6:F0} ms  whole {FullMs,7:F1} ms  "
            + $"keystroke {OtherFileMs,6:F3} ms elsewhere, {SameFileMs,6:F3} ms in the file  "
            + $"compilation {EmitMs,6:F0} ms, {EmitWithoutMs,4:F0} ms without the network  share {ShareOfBuild,4:P0}  {Lines} lines");
    }
}
