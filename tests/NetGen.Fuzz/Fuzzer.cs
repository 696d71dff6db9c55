using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using NetGen.Fuzz.Declarations;
using NetGen.Fuzz.Sources;

namespace NetGen.Fuzz;

/// <summary>Runs random networks, right and wrong, and mutated source through the compiler. Equal seeds give equal runs.</summary>
/// <param name="seed">Seed of all random choices.</param>
internal sealed class Fuzzer(ulong seed)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private readonly DeclarationGen _networks = new();

    /// <summary>One network in so many that are right is trained, too.</summary>
    public int TrainsOneIn { get; init; } = 10;

    /// <summary>What happened, by kind, beside the findings.</summary>
    public FuzzCounts Counts { get; } = new();

    /// <summary>What a network of that number shows.</summary>
    public IEnumerable<Finding> Network(int number)
    {
        PCG numbers = new(2 * (uint)number, seed);
        Declaration network = _networks.Generate(numbers, null!, out _);
        Draw draw = new(numbers);
        if (draw.Once(3) && Faults.Draw(draw, network) is { } wrong)
        {
            network = wrong;
        }

        bool trains = draw.Once(TrainsOneIn);
        return Reduced(network, candidate => Check(candidate, $"network {number}", trains));
    }

    /// <summary>What a mutated source of that number shows.</summary>
    public IEnumerable<Finding> Source(int number)
    {
        PCG numbers = new((2 * (uint)number) + 1, seed);
        Draw draw = new(numbers);
        string source = SourceMutation.Apply(draw, Seeds.Draw(draw, () => _networks.Generate(numbers, null!, out _)));
        Counts.Sources++;
        string subject = $"source {number}";
        if (Run(subject, [source, Prelude.Source], source, out Project? project) is { } finding)
        {
            return [finding];
        }

        if (project!.Errors.Any())
        {
            return [];
        }

        Counts.AcceptedSources++;
        return Miscompiled(project, subject, source);
    }

    /// <summary>What a source shows that is right as it is.</summary>
    public static IEnumerable<Finding> Right(string source)
    {
        Project project = Project.Of(source, Prelude.Source);
        return project.Errors.Any() || project.OwnErrors().Any()
            ? [new(FindingKind.Rejected, "seed", Text([.. project.Errors, .. project.OwnErrors()]), source)]
            : Miscompiled(project, "seed", source);
    }

    private IEnumerable<Finding> Check(Declaration network, string subject, bool trains)
    {
        string source = $"using System;\nusing NetGen;\n{network.Source("Net")}";
        subject = network.Fault is null ? subject : $"{subject} with {network.Fault}";
        if (Run(subject, [source, Prelude.Source], source, out Project? project) is { } finding)
        {
            return [finding];
        }

        Diagnostic[] errors = [.. project!.Errors];
        if (network.Fault is not null)
        {
            Counts.Wrong++;
            return errors.Length == 0
                ? [new(FindingKind.Accepted, subject, "No error.", source)]
                : Miscompiled(project, subject, source);
        }

        if (network.IsExplained && errors.Length > 0 && errors.All(error => error.Id == "NG0062"))
        {
            Counts.Unexplained++;
            return Check(network with { IsExplained = false }, subject, trains);
        }

        Counts.Right++;
        Counts.Explained += network.IsExplained ? 1 : 0;
        if (errors.Length > 0)
        {
            return [new(FindingKind.Rejected, subject, Text(errors), source)];
        }

        Finding[] miscompiled = [.. Miscompiled(project, subject, source)];
        Diagnostic[] own = [.. project.OwnErrors()];
        if (miscompiled.Length > 0 || own.Length > 0)
        {
            return own.Length > 0 ? [new(FindingKind.Rejected, subject, Text(own), source)] : miscompiled;
        }

        if (Project.Of(BuildProperties.ShowPasses, source, Prelude.Source).Defect is { } broken)
        {
            return [new(FindingKind.Crash, subject, Text([broken]), source)];
        }

        if (!trains || project.Image() is not { } image)
        {
            return [];
        }

        Counts.Trained++;
        bool isRandom = source.Contains("Drop", StringComparison.Ordinal) || source.Contains("Noise", StringComparison.Ordinal);
        return TrainedSample.Check(image, "Net", isRandom) is { } wrong ? [new(wrong.Kind, subject, wrong.Detail, source)] : [];
    }

    private Finding? Run(string subject, string[] sources, string shown, out Project? project)
    {
        project = null;
        try
        {
            project = Project.Of(sources);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(FindingKind.Crash, subject, $"{exception}", shown);
        }

        if (project.Defect is { } defect)
        {
            return new(FindingKind.Crash, subject, Text([defect]), shown);
        }

        // Again where it took long: the first runs of a process compile the generators themselves.
        TimeSpan time = project.Time;
        for (int again = 0; again < 3 && time > s_longest; again++)
        {
            TimeSpan other = Project.Of(sources).Time;
            time = other < time ? other : time;
        }

        Counts.Longest = time > Counts.Longest ? time : Counts.Longest;
        Counts.Time += time;
        return time > s_longest
            ? new(FindingKind.Hang, subject, FormattableString.Invariant($"{time.TotalSeconds:0.0} s"), shown)
            : null;
    }

    private static IEnumerable<Finding> Miscompiled(Project project, string subject, string source) =>
        project.Miscompiled() is { Count: > 0 } found ? [new(FindingKind.Miscompiled, subject, Text(found), source)] : [];

    /// <summary>The findings of the smallest network that shows the same kind.</summary>
    private static IEnumerable<Finding> Reduced(Declaration network, Func<Declaration, IEnumerable<Finding>> check)
    {
        // A part of a right network may be wrong, and is then rejected rightly.
        Finding[] found = [.. check(network)];
        if (found.Length == 0 || found[0].Kind is FindingKind.Accepted or FindingKind.Rejected or FindingKind.Hang)
        {
            return found;
        }

        for (bool isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (Declaration candidate in network.Smaller())
            {
                Finding[] other = [.. check(candidate)];
                if (other.Length > 0 && other[0].Kind == found[0].Kind && Beginning(other[0]) == Beginning(found[0]))
                {
                    (network, found, isSmaller) = (candidate, other, true);
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>By which a smaller network shows the same.</summary>
    private static string Beginning(Finding finding) => finding.Detail[..Math.Min(finding.Detail.Length, 40)];

    private static string Text(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Take(5).Select(diagnostic =>
        $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)} ({diagnostic.Location.GetLineSpan().Path} "
        + $"{diagnostic.Location.SourceTree?.GetText().Lines.ElementAtOrDefault(
            diagnostic.Location.GetLineSpan().StartLinePosition.Line)})"));
}

/// <summary>How much was run.</summary>
internal sealed class FuzzCounts
{
    public int Right { get; set; }

    public int Wrong { get; set; }

    /// <summary>Right networks with explanations.</summary>
    public int Explained { get; set; }

    /// <summary>Right networks that were refused their explanations, and compiled without.</summary>
    public int Unexplained { get; set; }

    public int Trained { get; set; }

    public int Sources { get; set; }

    /// <summary>Mutated sources without an error of the generators.</summary>
    public int AcceptedSources { get; set; }

    /// <summary>The longest run of the generators.</summary>
    public TimeSpan Longest { get; set; }

    /// <summary>All runs of the generators together.</summary>
    public TimeSpan Time { get; set; }

    public override string ToString() => FormattableString.Invariant(
        $"{Right} right networks, {Trained} of them trained, {Explained} explained, {Unexplained} refused that, {Wrong} wrong ones, ")
        + FormattableString.Invariant($"{Sources} mutated sources, {AcceptedSources} of them accepted; ")
        + FormattableString.Invariant($"generators {Time.TotalSeconds:0.0} s, at most {Longest.TotalMilliseconds:0} ms");
}
