using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>The team meets.</summary>
/// <param name="onlyShared">Only where workers share samples.</param>
internal sealed class BarrierLaunch(bool onlyShared) : Launch("", [])
{
    public bool OnlyShared { get; } = onlyShared;

    public override object Signature => (OnlyShared, nameof(BarrierLaunch));
}

/// <summary>The same calls over the elements of arrays, again and again.</summary>
/// <param name="count">How often.</param>
/// <param name="body">The calls of the first time.</param>
/// <param name="steps">For each buffer of the first time that is an array's element: by how many elements it moves each time, 1 or
/// −1.</param>
/// <param name="streams">By how much the random streams move each time.</param>
internal sealed class LoopLaunch(int count, IReadOnlyList<Launch> body, IReadOnlyDictionary<Buffer, int> steps, int streams)
    : Launch(LoopTitle(body), [.. body.SelectMany(launch => launch.Accesses)])
{
    public int Count { get; } = count;

    public IReadOnlyList<Launch> Body { get; } = body;

    public IReadOnlyDictionary<Buffer, int> Steps { get; } = steps;

    public int Streams { get; } = streams;

    public override object Signature => this;

    /// <summary>The same loop with barriers in it.</summary>
    public LoopLaunch WithBody(IReadOnlyList<Launch> body) => new(Count, body, Steps, Streams);

    /// <summary>
    /// "Body" where most calls are named as "Body.Attend.layernorm0" is: the first may belong to what stands before the loop.
    /// </summary>
    private static string LoopTitle(IReadOnlyList<Launch> body) => body
        .SelectMany(launch => launch is ChunkedLaunch parts ? parts.Body : [launch])
        .Where(launch => launch is not BarrierLaunch)
        .GroupBy(launch => launch.Title.TrimStart('∂').Split('.', ' ')[0])
        .OrderByDescending(group => group.Count())
        .First().Key;
}

/// <summary>Calls for each position of a sequence in turn: a recurrence.</summary>
/// <param name="title">"Encoder.lstm0".</param>
/// <param name="positions">How many, at run time.</param>
/// <param name="most">How many at most.</param>
/// <param name="runsBackwards">Whether it begins at the last.</param>
/// <param name="body">The calls of one position.</param>
internal sealed class ScanLaunch(string title, Dim positions, int most, bool runsBackwards, IReadOnlyList<Launch> body)
    : Launch(title, [.. body.SelectMany(launch => launch.Accesses).Distinct()])
{
    public Dim Positions { get; } = positions;

    public int Most { get; } = most;

    public bool RunsBackwards { get; } = runsBackwards;

    public IReadOnlyList<Launch> Body { get; } = body;

    public override object Signature => this;

    /// <summary>The same with barriers in it.</summary>
    public ScanLaunch WithBody(IReadOnlyList<Launch> body) => new(Title, Positions, Most, RunsBackwards, body);
}
