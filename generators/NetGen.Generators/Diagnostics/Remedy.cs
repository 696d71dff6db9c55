using System.Collections.Immutable;

namespace NetGen.Generators.Diagnostics;

/// <summary>
/// What would mend a declaration, where that is clear: travels in a diagnostic's properties to the code fixes, which this file is compiled
/// into, too.
/// </summary>
/// <param name="Kind">What to do with the attribute, or the expression, that is underlined.</param>
/// <param name="Name">What it is done to, or by.</param>
/// <param name="Text">C# to write.</param>
internal sealed record Remedy(string Kind, string Name = "", string Text = "")
{
    /// <summary>Give the argument of that name that value.</summary>
    public const string Set = "set";

    /// <summary>Remove the attribute of that name.</summary>
    public const string Remove = "remove";

    /// <summary>Put another attribute before it.</summary>
    public const string Insert = "insert";

    /// <summary>Write another attribute, or expression, instead.</summary>
    public const string Replace = "replace";

    /// <summary>Name another stage, or input, instead of that one.</summary>
    public const string Rename = "rename";

    /// <summary>Move the attribute behind the one of that name, or where there is none to the front.</summary>
    public const string Move = "move";

    private const string Prefix = "NetGen.Remedy.";

    public ImmutableDictionary<string, string?> Properties => ImmutableDictionary<string, string?>.Empty
        .Add(Prefix + nameof(Kind), Kind).Add(Prefix + nameof(Name), Name).Add(Prefix + nameof(Text), Text);

    /// <summary>That of a diagnostic; null where it has none.</summary>
    public static Remedy? Of(ImmutableDictionary<string, string?> properties) =>
        properties.TryGetValue(Prefix + nameof(Kind), out string? kind)
            ? new(kind!, properties[Prefix + nameof(Name)]!, properties[Prefix + nameof(Text)]!)
            : null;
}
