using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>A kernel in the making: its arguments, its body, and how many groups of threads run it.</summary>
/// <param name="name">Its name.</param>
/// <param name="launch">A launch of it: others differ in memory only.</param>
internal sealed class DeviceKernel(string name, Launch launch)
{
    /// <summary>Threads of a group where each thread works for itself.</summary>
    private const int ItemThreads = 128;

    private readonly Names _names = new(["Batch", "Whole", "Clock", "Stream", .. launch.Lengths.Select(i => $"Length{i}")]);
    private readonly List<(string Type, string Name)> _views = [];

    public string Name { get; } = name;

    /// <summary>What stands above it.</summary>
    public IReadOnlyList<string> Summary { get; set; } = [];

    /// <summary>Groups along the three axes on the host, as C#: over Batch, Length(0), Ceil(items, size).</summary>
    public string[] Groups { get; set; } = ["1", "1", "1"];

    /// <summary>Threads of a group.</summary>
    public int Threads { get; set; }

    public SourceWriter Body { get; } = new();

    /// <summary>Methods that the body calls, written before it.</summary>
    public SourceWriter Helpers { get; } = new();

    /// <summary>Fields for views, in the order in which they were added.</summary>
    public IReadOnlyList<(string Type, string Name)> Views => _views;

    /// <summary>Adds a view; gives the field's name.</summary>
    /// <param name="type">Of its elements.</param>
    /// <param name="wanted">The name as it would be best.</param>
    public string View(string type, string wanted)
    {
        string name = _names.Unique(Names.Pascal(wanted.TrimStart('@')));
        _views.Add(($"ArrayView<{type}>", name));
        return name;
    }

    /// <summary>One thread for each of so many items in each row.</summary>
    public SourceWriter.Block ForEach(Dim rows, int each = 1) =>
        ForEach(Code.Times(rows.InKernel(), each), Code.Times(rows.OnHost(), each));

    /// <summary>One thread for each item: opens the block in which "i" is the item's number.</summary>
    /// <param name="items">How many there are, in the kernel: "g.Batch * 784".</param>
    /// <param name="onHost">The same on the host.</param>
    public SourceWriter.Block ForEach(string items, string onHost)
    {
        Threads = ItemThreads;
        Groups[0] = int.TryParse(items, out int count) ? $"{(count + ItemThreads - 1) / ItemThreads}" : $"Ceil({onHost}, {ItemThreads})";
        Body.Line($"int i = Grid.IdxX * {ItemThreads} + Group.IdxX;");
        return Body.Open($"if (i < {items})");
    }

    /// <summary>Fields for what its launch depends on beside memory, with where the host has them; a stream it has from the call.</summary>
    public IEnumerable<(string Type, string Name, string Source)> Numbers =>
    [
        ("int", "Batch", "Batch"),
        .. launch.IsOfWhole ? new[] { ("int", "Whole", "Whole") } : [],
        .. launch.Lengths.Select(i => ("int", $"Length{i}", $"Length({i})")),
        .. launch.IsRandom ? new[] { ("ArrayView<uint>", "Clock", "Clock") } : [],
    ];

    /// <summary>Whether the call says from where random numbers are drawn.</summary>
    public bool HasStream => launch.Stream >= 0;

    /// <summary>The argument struct, the helpers and the method.</summary>
    public void Write(SourceWriter w)
    {
        w.Line();
        w.Summary($"Arguments of {Name}.");
        using (w.Open($"internal struct {Name}Arguments"))
        {
            (string, string)[] stream = HasStream ? [("uint", "Stream")] : [];
            foreach ((string type, string field) in Numbers.Select(n => (n.Type, n.Name)).Concat(stream).Concat(_views))
            {
                w.Line($"public {type} {field};");
            }
        }

        w.Copy(Helpers);
        w.Line();
        w.Summary([.. Summary, $"Groups of {Threads} threads: {string.Join(" × ", Groups.Where((g, i) => i == 0 || g != "1"))}"]);
        using (w.Open($"internal static void {Name}({Name}Arguments g)"))
        {
            w.Copy(Body);
        }
    }

    /// <summary>The smallest power of two that is at least <paramref name="count"/>, within limits.</summary>
    public static int PowerOfTwo(int count, int least, int most)
    {
        int power = least;
        while (power < count && power < most)
        {
            power *= 2;
        }

        return power;
    }
}
