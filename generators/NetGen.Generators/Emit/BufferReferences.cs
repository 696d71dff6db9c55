using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>
/// How calls refer to a program's buffers: by a property each, an array's elements by their index. On a GPU they are views, on the CPU
/// references.
/// </summary>
internal sealed class BufferReferences(LoweredProgram program, bool isDevice, params string[] reserved)
{
    /// <summary>The variable of generated loops.</summary>
    public const string Counter = "block";

    /// <summary>The variable of recurrences: how many positions were gone through.</summary>
    public const string Turn = "step";

    private readonly Places _places = program.Places;
    private readonly Names _identifiers = new([.. reserved, .. RuntimeNames.Of(isDevice)]);
    private readonly Dictionary<object, string> _names = [];

    // Sums of which the workers' own blocks are used.
    private readonly HashSet<object> _owned = [];

    /// <summary>The loop that the calls are in; null outside.</summary>
    public LoopLaunch? Loop { get; set; }

    /// <summary>Within a recurrence: where its sequences are; null elsewhere.</summary>
    public string? Position { get; set; }

    /// <summary>The property of what lies at one place; null where no call refers to it.</summary>
    public string? PropertyOf(object memory) => _names.TryGetValue(memory, out string name) ? name : null;

    /// <summary>Whether workers refer to their own blocks of it.</summary>
    public bool IsOwned(object memory) => _owned.Contains(memory);

    /// <summary>The random stream of a call, which moves on in a loop.</summary>
    public string Stream(Launch launch) => Loop is { Streams: > 0 } ? $"{launch.Stream}u + (uint){Counter} * {Loop.Streams}u"
        : Loop is { Streams: < 0 } ? $"{launch.Stream}u - (uint){Counter} * {-Loop.Streams}u"
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
            : isDevice ? $"{start}.SubView({Position} * {buffer.Step})"
            : $"Unsafe.Add(ref {start}, {Position} * {buffer.Step})";
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
        if (_places.ArrayOf(buffer) is { Alternates: true } && Position is not null)
        {
            return index == 0 ? $"{Turn} % 2" : $"({Turn} + 1) % 2";
        }

        int step = Loop is not null && Loop.Steps.TryGetValue(buffer, out int known) ? known : 0;
        return step switch
        {
            0 => $"{index}",
            > 0 => index == 0 ? Counter : $"{Counter} + {index}",
            _ => $"{index} - {Counter}",
        };
    }
}
