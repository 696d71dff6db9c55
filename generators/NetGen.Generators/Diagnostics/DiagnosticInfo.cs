using NetGen.Generators.Model;

namespace NetGen.Generators.Diagnostics;

/// <summary>A diagnostic before it has a location: value-equal, so that it can stand in the incremental cache.</summary>
/// <param name="Id">"NG0001" …: names the descriptor in <see cref="Descriptors"/>.</param>
/// <param name="Site">The attribute or member at fault.</param>
/// <param name="Arguments">What the message format's {0}, {1} … stand for.</param>
internal sealed record DiagnosticInfo(string Id, Site Site, EquatableArray<string> Arguments)
{
    /// <summary>For what is wrong inside a block: the uses that made it so; empty otherwise.</summary>
    public string Context { get; init; } = "";

    /// <summary>The attribute in the network that used the block; null where none is involved.</summary>
    public Site? Use { get; init; }

    /// <summary>What would mend it; null where that is not clear.</summary>
    public Remedy? Remedy { get; init; }

    public static DiagnosticInfo Create(string id, Site site, params string[] arguments) =>
        new(id, site, arguments.ToEquatableArray());

    /// <summary>The same, told together with the uses of blocks that made it so.</summary>
    public DiagnosticInfo Inside(BlockUse? uses) => uses is null ? this : this with { Context = uses.Context, Use = uses.Site };

    /// <summary>An attribute names what is none of the stages and inputs that there are.</summary>
    public static DiagnosticInfo OfUnknownStage(AttributeModel attribute, string name, IEnumerable<string> known)
    {
        string? meant = Spelling.Nearest(name, known);
        return Create(
            "NG0020", attribute.Site, attribute.Name, name, Words.OrNone(known),
            meant is null ? "" : $"; did you mean '{meant}'?") with
        {
            Remedy = meant is null ? null : new(Remedy.Rename, name, meant),
        };
    }

    /// <summary>A defect of the compiler, on the class it failed on.</summary>
    public static DiagnosticInfo OfDefect(string type, Exception exception) =>
        Create(Descriptors.InternalError, new Site(null, -1), type, $"{exception.GetType().Name}: {exception.Message}");
}

/// <summary>The use of a block, and of the blocks around it.</summary>
/// <param name="Context">All of them for people, the innermost first.</param>
/// <param name="Site">The outermost: the attribute in the network.</param>
internal sealed record BlockUse(string Context, Site Site);
