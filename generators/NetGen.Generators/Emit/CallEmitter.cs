using NetGen.Generators.Backends.Cpu;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>A program's calls in order, with their loops and conditions; what a call itself is, its back end writes.</summary>
internal sealed class CallEmitter(LoweredProgram program, bool isDevice, params string[] reserved)
{
    private const string Counter = BufferReferences.Counter, Turn = BufferReferences.Turn;

    /// <summary>The variable of recurrences that go backwards: which position it is.</summary>
    private const string Position = "position";

    private readonly Dictionary<Launch, int> _numbers = program.All
        .Where(call => call is not BarrierLaunch)
        .Select((call, i) => (call, Number: i + 1))
        .ToDictionary(pair => pair.call, pair => pair.Number);

    /// <summary>How the calls refer to buffers.</summary>
    public BufferReferences Buffers { get; } = new(program, isDevice, reserved);

    /// <summary>The call's place in the program, which the memory plan refers to.</summary>
    public int NumberOf(Launch launch) => _numbers[launch];

    /// <summary>
    /// The calls of a part, in order: a loop where they come again, each under its number and what it does. On the CPU, those between two
    /// barriers stand in a block, which is done once for every share.
    /// </summary>
    /// <param name="w">Where to.</param>
    /// <param name="launches">The calls.</param>
    /// <param name="emit">Writes one.</param>
    public void Emit(SourceWriter w, IReadOnlyList<Launch> launches, Action<Launch> emit)
    {
        for (int i = 0, next; i < launches.Count; i = next)
        {
            if (i > 0)
            {
                w.Line();
            }

            next = i + 1;
            switch (launches[i])
            {
                case LoopLaunch loop:
                    w.Line($"// {loop.Title}: {loop.Count} times the same over the next elements.");
                    using (w.Open($"for (int {Counter} = 0; {Counter} < {loop.Count}; {Counter}++)"))
                    {
                        Buffers.Loop = loop;
                        Emit(w, loop.Body, emit);
                        Buffers.Loop = null;
                    }

                    break;
                case ScanLaunch scan:
                    EmitScan(w, scan, emit);
                    break;
                case ChunkedLaunch { Body: [ScanLaunch] } whole:
                    using (w.Open($"while (worker.TakesChunk({whole.Samples}))"))
                    {
                        Emit(w, whole.Body, emit);
                    }

                    break;
                case ChunkedLaunch parts:
                    string samples = parts.Samples == 1 ? "sample" : "samples";
                    w.Line($"// {parts.Samples} {samples} after the other, whose values stay in the cache.");
                    using (w.Open($"while (worker.TakesChunk({parts.Samples}))"))
                    {
                        Emit(w, parts.Body, emit);
                    }

                    break;
                case TrainedLaunch trained:
                    EmitTrained(w, trained, emit);
                    break;
                case ProcessSumLaunch sum:
                    EmitRun(w, [sum], emit);
                    break;
                case BarrierLaunch sync:
                    emit(sync);
                    break;
                default:
                    while (next < launches.Count && !IsControl(launches[next]))
                    {
                        next++;
                    }

                    IEnumerable<Launch> calls = launches.Skip(i).Take(next - i);
                    if (isDevice)
                    {
                        EmitRun(w, calls, emit);
                        break;
                    }

                    using (w.Open("while (worker.TakesShare())"))
                    {
                        EmitRun(w, calls, emit);
                    }

                    break;
            }
        }
    }

    private static bool IsControl(Launch launch) =>
        launch is LoopLaunch or ChunkedLaunch or ScanLaunch or TrainedLaunch or ProcessSumLaunch or BarrierLaunch;

    private void EmitTrained(SourceWriter w, TrainedLaunch trained, Action<Launch> emit)
    {
        w.Line(trained.Stage > 0
            ? $"// For {trained.Name} and what is before it, unless all of that is frozen."
            : $"// For {trained.Name}, unless it is frozen.");
        using (w.Open($"if (FirstTrained <= {trained.Stage})"))
        {
            Emit(w, trained.Body, emit);
        }

        if (trained.Otherwise is { } barrier && !isDevice)
        {
            using (w.Open("else"))
            {
                emit(barrier);
            }
        }
    }

    private void EmitScan(SourceWriter w, ScanLaunch scan, Action<Launch> emit)
    {
        string order = scan.RunsBackwards ? "from the last position to the first" : "position by position";
        w.Line($"// {scan.Title}: {order}.");
        string count = scan.Positions.Known is { } known ? $"{known}" : scan.Positions.Code();
        using (w.Open($"for (int {Turn} = 0; {Turn} < {count}; {Turn}++)"))
        {
            if (scan.RunsBackwards)
            {
                w.Line($"int {Position} = {scan.Most - 1} - {Turn};");
                w.Line();
            }

            Buffers.Position = scan.RunsBackwards ? Position : Turn;
            Emit(w, scan.Body, emit);
            Buffers.Position = null;
        }
    }

    private void EmitRun(SourceWriter w, IEnumerable<Launch> calls, Action<Launch> emit)
    {
        bool isFirst = true;
        foreach (Launch call in calls)
        {
            if (!isFirst)
            {
                w.Line();
            }

            isFirst = false;
            w.Line($"// {NumberOf(call)}: {call.Title}");
            if (call.Detail.Length > 0)
            {
                w.Line($"// {call.Detail}");
            }

            emit(call);
        }
    }
}
