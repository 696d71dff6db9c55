using System.Globalization;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>A name in files of others: with a star for each number of a repetition, and with the numbers themselves.</summary>
internal sealed record ForeignName(string Pattern, string Exact)
{
    public static ForeignName None { get; } = new("", "");

    /// <summary>What stands behind it: behind a dot, unless one of the two is empty or the first ends with an underscore.</summary>
    public ForeignName Then(string name) => new(Joined(Pattern, name), Joined(Exact, name));

    /// <summary>The number of a repetition: in the place of its star, or behind it.</summary>
    public ForeignName Numbered(int? number, bool hasPlace) => number is not { } i ? this
        : hasPlace ? this with { Exact = Exact.Replace("*", i.ToString(CultureInfo.InvariantCulture)) }
        : new(Joined(Pattern, "*"), Joined(Exact, i.ToString(CultureInfo.InvariantCulture)));

    private static string Joined(string one, string other) =>
        one.Length == 0 || other.Length == 0 || one[one.Length - 1] == '_' ? one + other : $"{one}.{other}";
}

/// <summary>The tensors of a file that make one parameter.</summary>
/// <param name="InFile">Their names; a star for each number of a repetition.</param>
/// <param name="InNetwork">The parameter's, likewise.</param>
/// <param name="Layout">A member of WeightLayout.</param>
internal sealed record ImportRule(EquatableArray<string> InFile, string InNetwork, string Layout)
{
    public const string Same = "Same";
}

/// <summary>
/// The names that <see cref="ImportNamesAttribute"/> gives what a stage holds, handed out in the order of its operations, once for each
/// repetition.
/// </summary>
/// <param name="attribute">The attribute; null where the stage has none.</param>
/// <param name="outer">What stands before.</param>
/// <param name="number">Of the repetition; null where it has none.</param>
internal sealed class ImportNames(ImportNamesAttribute? attribute, ForeignName outer, int? number)
{
    private readonly List<string> _holders = [];

    /// <summary>What has asked for a name so far.</summary>
    public IReadOnlyList<string> Holders => _holders;

    /// <summary>What stands before the names inside a block.</summary>
    public ForeignName OfBlock(string block) => attribute is null ? outer.Numbered(number, hasPlace: false) : Next(block)[0];

    /// <summary>The rules for an operation's parameters; none where the stage has no names.</summary>
    public IEnumerable<ImportRule> Of(Operation operation, string label, IReadOnlyList<ParameterInfo> parameters)
    {
        ParameterInfo[] weights = [.. parameters.Where(p =>
            p.AdapterScale == 0 && p.Start is not (Start.Sinusoidal or Start.Rotary))];
        if (attribute is null || weights.Length == 0)
        {
            return [];
        }

        List<string> kinds = [];
        List<ForeignName[]> names = [];
        List<ImportRule> rules = [];
        bool hasNorms = weights.Any(p => p.Role == WeightNorm.Role);
        foreach (ParameterInfo parameter in weights)
        {
            (string kind, string role) = operation is AttentionOp ? Split(parameter.Role) : ("", parameter.Role);
            if (!kinds.Contains(kind))
            {
                kinds.Add(kind);
                names.Add(Next(kind.Length == 0 ? label : $"{label}.{kind}"));
            }

            (string[] roles, string layout) = Elsewhere(operation, role, hasNorms, parameter.Dimensions.Count);
            rules.Add(Rule([.. names[kinds.IndexOf(kind)].SelectMany(name => roles.Select(name.Then))], parameter, layout));
        }

        return rules;
    }

    private static ImportRule Rule(ForeignName[] names, ParameterInfo parameter, string layout)
    {
        // What is shared may stand elsewhere, and outside a repetition.
        string own = parameter.Pattern.Replace('#', '*');
        bool fits = names.All(name => name.Pattern.Count(c => c == '*') == own.Count(c => c == '*'));
        return new(
            names.Select(name => fits ? name.Pattern : name.Exact).ToEquatableArray(), fits ? own : parameter.Name, layout);
    }

    /// <summary>The next name, or several where it has pluses.</summary>
    private ForeignName[] Next(string holder)
    {
        int next = _holders.Count;
        _holders.Add(holder);
        return next >= attribute!.Names.Length
            ? [ForeignName.None]
            : [.. attribute.Names[next].Split('+').Select(name => name.Trim())
                .Select(name => outer.Then(name).Numbered(number, name.Contains('*')))];
    }

    /// <summary>"key_value" and "weight" of an attention's "key_value_weight".</summary>
    private static (string Kind, string Role) Split(string role)
    {
        int end = role.LastIndexOf('_');
        return (role.Substring(0, end), role.Substring(end + 1));
    }

    /// <summary>PyTorch's names for a parameter, and how it lies there.</summary>
    private (string[] Roles, string Layout) Elsewhere(Operation operation, string role, bool hasNorms, int dimensions) => operation switch
    {
        GruOp when role.StartsWith("bias_hn_", StringComparison.Ordinal) =>
            ([role.Replace("bias_hn_", "bias_hh_")], "GruCandidateBias"),
        RecurrenceOp when role.StartsWith("bias_", StringComparison.Ordinal) => (
            [role.Replace("bias_", "bias_ih_"), role.Replace("bias_", "bias_hh_")],
            operation is GruOp ? "GruBias" : "Summed"),
        PositionsOp => (["weight"], attribute!.FirstRows ? "FirstRows" : ImportRule.Same),
        _ when role == "weight" && hasNorms => (["weight_v"], ImportRule.Same),
        LinearOp or AttentionOp when attribute!.Transposed && dimensions == 2 => ([role], "Transposed"),
        _ => ([role], ImportRule.Same),
    };
}
