using NetGen.Generators.Backends.Cpu;
using NetGen.Generators.Graph;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>
/// A program's buffers in its code: a property each, by name, an array's elements by their index. On a GPU they are views, on the CPU
/// references.
/// </summary>
internal sealed class BufferEmitter(LoweredProgram program, string element, bool isDevice, params string[] reserved)
{
    /// <summary>The variable of generated loops.</summary>
    private const string Counter = "block";

    /// <summary>The variables of recurrences: how many positions were gone through, and which one it is.</summary>
    private const string Turn = "step", Position = "position";

    private readonly Places _places = program.Places;
    private readonly Names _identifiers = new([.. reserved, .. RuntimeNames.Of(isDevice)]);
    private readonly Dictionary<object, string> _names = [];

    // Sums of which the workers' own blocks are used.
    private readonly HashSet<object> _owned = [];
    private readonly Dictionary<Launch, int> _calls = [];

    private LoopLaunch? _loop;

    // Within a recurrence: where its sequences are; null elsewhere.
    private string? _position;

    /// <summary>The memory plan: every buffer by name, with its shape beside it.</summary>
    public void Emit(SourceWriter w)
    {
        ILookup<object, int> calls = program.All
            .SelectMany(call => call.Accesses, (call, access) => (Memory: _places.MemoryOf(access.Buffer), Number: CallNumber(call)))
            .ToLookup(use => use.Memory, use => use.Number);
        IEnumerable<IGrouping<object, Buffer>> memories = program.Buffers
            .Where(b => b.Root == b && _names.ContainsKey(_places.MemoryOf(b)))
            .GroupBy(_places.MemoryOf)
            .OrderBy(g => _places.KindOf(g.First()))
            .ThenBy(g => _places.OffsetOf(g.First()));
        foreach (IGrouping<object, Buffer> memory in memories)
        {
            Buffer buffer = memory.First();
            BufferKind kind = _places.KindOf(buffer);
            BufferArray? array = _places.ArrayOf(buffer);
            (int slots, int offset) = array is null
                ? (1, _places.StartOf(buffer))
                : (_places.SlotsOf(array), _places.StartOf(array));
            string lifetimes = calls.Contains(memory.Key) ? $", calls {calls[memory.Key].Min()} to {calls[memory.Key].Max()}" : "";
            string bytes = buffer.Layout.Type == NumberType.UInt8 ? " bytes" : "";
            string count = slots > 1 ? $"{slots} × " : "";
            string per = kind switch
            {
                BufferKind.Activation when array is not null && _places.HostOf(array) is { } from =>
                    $"{count}batch × {buffer.Layout}{bytes}, where {from.Array.Name} is no longer needed{lifetimes}",
                BufferKind.Activation => $"{count}batch × {buffer.Layout}{bytes}, from {offset} per sample{lifetimes}",
                BufferKind.Chunk => $"chunk × {buffer.Layout}{bytes}, from {offset} per sample{lifetimes}",
                BufferKind.Input or BufferKind.Target or BufferKind.Cache or BufferKind.Tokens => $"{count}batch × {buffer.Layout}",
                BufferKind.Label => buffer.Size == 1 ? "batch" : $"batch × {buffer.Size}",
                BufferKind.Partial => $"{count}{(isDevice ? "chunks" : "workers")} × {buffer.Layout}",
                _ => $"{count}{buffer.Layout}",
            };
            w.Line();
            w.Summary([$"{array?.Name ?? buffer.Name}: {per}", .. Boxes(buffer)]);
            string number = buffer.Layout.Type.Code(element);
            (string type, string reference) = isDevice ? ($"ArrayView<{number}>", "") : ($"ref {number}", "ref ");
            string name = _names[memory.Key];
            w.Line(kind == BufferKind.Chunk ? $"private {type} {name}(Worker worker) => {reference}{Place(buffer, $"{offset}")};"
                : slots > 1 ? $"private {type} {name}(int {Counter}) => {reference}{Place(buffer, ElementOffset(array!))};"
                : $"private {type} {name} => {reference}{Place(buffer, $"{offset}")};");
            if (_owned.Contains(memory.Key))
            {
                (string element0, string start) = slots > 1
                    ? ($"int {Counter}, ", ElementOffset(array!))
                    : ("", $"{_places.StartOf(buffer)}");
                w.Line();
                w.Summary($"{array?.Name ?? buffer.Name}: a worker's own.");
                string sum = $"Partial({start}, {buffer.Layout.RoundedSize}, worker)";
                w.Line($"private {type} {name}Of({element0}Worker worker) => {reference}{sum};");
            }
        }
    }

    private static IEnumerable<string> Boxes(Buffer buffer) => buffer.Boxes.Count > 0 ? [$"in it: {string.Join(", ", buffer.Boxes)}"] : [];

    /// <summary>Where an array's element lies, as a function of its index.</summary>
    private string ElementOffset(BufferArray array) =>
        _places.HostOf(array) is not { } from ? $"{_places.StartOf(array)} + {Slot(array)} * {_places.StepOf(array)}"
        : from.Step > 0 ? $"{_places.StartOf(from.Array)} + ({Counter} + {from.First}) * {_places.StepOf(from.Array)}"
        : $"{_places.StartOf(from.Array)} + ({from.First} - {Counter}) * {_places.StepOf(from.Array)}";

    /// <summary>An element's place in its array: places are shared where two are enough.</summary>
    private string Slot(BufferArray array) =>
        _places.SlotsOf(array) is var slots && slots < array.Elements.Count ? $"{Counter} % {slots}" : Counter;

    private string Place(Buffer buffer, string offset)
    {
        string type = buffer.Layout.Type == NumberType.UInt8 ? $"<{buffer.Layout.Type.Code(element)}>" : "";
        return _places.KindOf(buffer) switch
        {
            BufferKind.Input => $"InputBlock({buffer.Number})",
            BufferKind.Tokens => $"TokenBlock({buffer.Number})",
            BufferKind.Target => $"TargetBlock({buffer.Number})",
            BufferKind.Label => $"LabelBlock({buffer.Number})",
            BufferKind.Activation => $"Activation{type}({offset})",
            BufferKind.Chunk => $"Chunk{type}({offset}, {buffer.Size}, worker)",
            BufferKind.Cache => $"CacheAt({offset})",
            BufferKind.Vector => $"VectorAt({offset})",
            BufferKind.Partial => $"Partial({offset})",
            BufferKind.Panel => $"Panel({offset})",
            BufferKind.Parameter => $"ParameterAt({offset})",
            _ => $"GradientAt({offset})",
        };
    }

    /// <summary>
    /// The calls of a part, in order: a loop where they come again, each under its number and what it does. On the CPU, those between two
    /// barriers stand in a block, which is done once for every share.
    /// </summary>
    /// <param name="w">Where to.</param>
    /// <param name="launches">The calls.</param>
    /// <param name="emit">Writes one.</param>
    public void EmitCalls(SourceWriter w, IReadOnlyList<Launch> launches, Action<Launch> emit)
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
                        _loop = loop;
                        EmitCalls(w, loop.Body, emit);
                        _loop = null;
                    }

                    break;
                case ScanLaunch scan:
                    EmitScan(w, scan, emit);
                    break;
                case ChunkedLaunch { Body: [ScanLaunch] } whole:
                    using (w.Open($"while (worker.TakesChunk({whole.Samples}))"))
                    {
                        EmitCalls(w, whole.Body, emit);
                    }

                    break;
                case ChunkedLaunch parts:
                    string samples = parts.Samples == 1 ? "sample" : "samples";
                    w.Line($"// {parts.Samples} {samples} after the other, whose values stay in the cache.");
                    using (w.Open($"while (worker.TakesChunk({parts.Samples}))"))
                    {
                        EmitCalls(w, parts.Body, emit);
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
            EmitCalls(w, trained.Body, emit);
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

            _position = scan.RunsBackwards ? Position : Turn;
            EmitCalls(w, scan.Body, emit);
            _position = null;
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
            w.Line($"// {CallNumber(call)}: {call.Title}");
            if (call.Detail.Length > 0)
            {
                w.Line($"// {call.Detail}");
            }

            emit(call);
        }
    }

    /// <summary>The call's place in the program, which the memory plan refers to.</summary>
    private int CallNumber(Launch launch)
    {
        if (_calls.Count == 0)
        {
            foreach (Launch call in program.All.Where(call => call is not BarrierLaunch))
            {
                _calls[call] = _calls.Count + 1;
            }
        }

        return _calls[launch];
    }

    /// <summary>The random stream of a call, which moves on in a loop.</summary>
    public string Stream(Launch launch) => _loop is { Streams: > 0 } ? $"{launch.Stream}u + (uint){Counter} * {_loop.Streams}u"
        : _loop is { Streams: < 0 } ? $"{launch.Stream}u - (uint){Counter} * {-_loop.Streams}u"
        : $"{launch.Stream}u";

    /// <summary>Where a buffer begins in its block: an array's element, which moves on in a loop.</summary>
    public string Offset(Buffer buffer) => IsOneOfSeveral(buffer) && _places.ArrayOf(buffer) is { } array
        ? $"{_places.StartOf(array)} + {Factor(buffer)} * {_places.StepOf(array)}"
        : $"{_places.StartOf(buffer)}";

    /// <summary>The index of an array's element as a factor.</summary>
    private string Factor(Buffer buffer) => Index(buffer) is var index && index.Contains(' ') ? $"({index})" : index;

    /// <summary>A buffer in the code: its property, or an array's element, which moves on in a loop.</summary>
    public string Name(Buffer buffer)
    {
        Buffer root = buffer.Root;
        object memory = _places.MemoryOf(root);
        if (!_names.TryGetValue(memory, out string name))
        {
            _names[memory] = name = _identifiers.Unique(Names.Pascal((memory as BufferArray)?.Name ?? root.Name));
        }

        string start = _places.KindOf(root) == BufferKind.Chunk ? $"{name}(worker)"
            : IsOneOfSeveral(root) ? $"{name}({Index(root)})"
            : name;
        return buffer.Step == 0 ? start
            : isDevice ? $"{start}.SubView({_position} * {buffer.Step})"
            : $"Unsafe.Add(ref {start}, {_position} * {buffer.Step})";
    }

    /// <summary>A worker's own block of a sum.</summary>
    public string Own(Buffer partial)
    {
        string name = Name(partial).Split('(')[0], element = IsOneOfSeveral(partial.Root) ? $"{Index(partial.Root)}, " : "";
        _owned.Add(_places.MemoryOf(partial));
        return $"{name}Of({element}worker)";
    }

    private bool IsOneOfSeveral(Buffer buffer) => _places.ArrayOf(buffer) is { } array && _places.SlotsOf(array) > 1;

    /// <summary>The index of an array's element, in a loop as a function of its counter.</summary>
    private string Index(Buffer buffer)
    {
        int index = _places.IndexOf(buffer);
        if (_places.ArrayOf(buffer) is { Alternates: true } && _position is not null)
        {
            return index == 0 ? $"{Turn} % 2" : $"({Turn} + 1) % 2";
        }

        int step = _loop is not null && _loop.Steps.TryGetValue(buffer, out int known) ? known : 0;
        return step switch
        {
            0 => $"{index}",
            > 0 => index == 0 ? Counter : $"{Counter} + {index}",
            _ => $"{index} - {Counter}",
        };
    }
}
