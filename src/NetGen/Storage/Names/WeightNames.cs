namespace NetGen;

/// <summary>
/// What tensors of a file are called in a network, and how they lie: rules from the file's names to the network's. Names may have open
/// places: <c>*</c> stands for one character or more without a dot, <c>**</c> for any, and what stands there is taken over.
/// </summary>
/// <remarks>
/// Each method gives new names with one rule more. A tensor that no rule takes is for the parameter of its own name. PyTorch's counters of
/// batches (num_batches_tracked) and tables of positions (position_ids) are passed over.
/// </remarks>
public sealed class WeightNames
{
    private static readonly NamePattern[] s_passedOver = [new("**.num_batches_tracked"), new("**.position_ids")];

    private readonly IReadOnlyList<(NamePattern From, NamePattern To)> _renamings;
    private readonly IReadOnlyList<NamePattern> _ignored;

    /// <summary>No rule: every tensor keeps its name.</summary>
    public WeightNames()
        : this([], [], s_passedOver)
    {
    }

    private WeightNames(
        IReadOnlyList<(NamePattern From, NamePattern To)> renamings, IReadOnlyList<NameRule> rules, IReadOnlyList<NamePattern> ignored)
    {
        _renamings = renamings;
        Rules = rules;
        _ignored = ignored;
    }

    /// <summary>Those of all networks that declare none.</summary>
    internal static WeightNames None { get; } = new();

    internal IReadOnlyList<NameRule> Rules { get; }

    /// <summary>Whether a tensor that no rule takes is for the parameter of its name.</summary>
    internal bool KeepsNames { get; private init; } = true;

    /// <summary>For each parameter that is wanted its name in the file, and nothing else.</summary>
    internal static WeightNames Only(IReadOnlyDictionary<string, string> names) => new(
        [],
        [.. names.Select(name => new NameRule([NamePattern.Exactly(name.Value)], [NamePattern.Exactly(name.Key)], WeightLayout.Same))],
        s_passedOver) { KeepsNames = false };

    /// <summary>What begins with a name or is it, from what the file calls otherwise, and nothing else.</summary>
    internal static WeightNames Only(string prefix, string filePrefix) => new(
        [],
        [
            new NameRule([NamePattern.Exactly(filePrefix)], [NamePattern.Exactly(prefix)], WeightLayout.Same),
            new NameRule([NamePattern.Beginning(filePrefix)], [NamePattern.Beginning(prefix)], WeightLayout.Same),
        ],
        s_passedOver) { KeepsNames = false };

    /// <summary>
    /// A tensor for a parameter: <c>Map("layer1.*.conv1.weight", "Body.*.Path.conv2d0.weight")</c>. The same tensor may be for several, in
    /// a rule each.
    /// </summary>
    /// <param name="inFile">Its name in the file.</param>
    /// <param name="inNetwork">The parameter, with as many open places.</param>
    /// <param name="layout">How the file has it: as the network does unless given.</param>
    /// <exception cref="ArgumentException">A name is empty, or the open places do not agree.</exception>
    public WeightNames Map(string inFile, string inNetwork, WeightLayout? layout = null) => Map([inFile], [inNetwork], layout);

    /// <summary>
    /// Several tensors for one parameter, one below the other: query, key and value for the weight that has all three; or their sum, see
    /// <see cref="WeightLayout.Summed"/>.
    /// </summary>
    /// <inheritdoc cref="Map(string, string, WeightLayout)"/>
    public WeightNames Map(IReadOnlyList<string> inFile, string inNetwork, WeightLayout? layout = null) => Map(inFile, [inNetwork], layout);

    /// <summary>One tensor for several parameters, cut into their rows from the first on.</summary>
    /// <inheritdoc cref="Map(string, string, WeightLayout)"/>
    public WeightNames Map(string inFile, IReadOnlyList<string> inNetwork, WeightLayout? layout = null) => Map([inFile], inNetwork, layout);

    /// <summary>
    /// Another name for tensors of the file before the rules are asked: <c>Rename("module.**", "**")</c> takes a beginning away. The first
    /// one that fits is taken.
    /// </summary>
    /// <param name="inFile">The name in the file.</param>
    /// <param name="becomes">What the rules see, with as many open places.</param>
    /// <exception cref="ArgumentException">A name is empty, or the open places do not agree.</exception>
    public WeightNames Rename(string inFile, string becomes)
    {
        (NamePattern from, NamePattern to) = (new(inFile), new(becomes));
        CheckPlaces(from, to);
        return new([.. _renamings, (from, to)], Rules, _ignored);
    }

    /// <summary>Tensors that are no weights: passed over, and reported as that.</summary>
    /// <param name="inFile">Names in the file, as given or renamed.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public WeightNames Ignore(params string[] inFile)
    {
        ArgumentNullException.ThrowIfNull(inFile);
        return new(_renamings, Rules, [.. _ignored, .. inFile.Select(name => new NamePattern(name))]);
    }

    /// <summary>All rules of others behind these.</summary>
    /// <param name="others">Their rules.</param>
    public WeightNames With(WeightNames others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new(
            [.. _renamings, .. others._renamings], [.. Rules, .. others.Rules], [.. _ignored, .. others._ignored.Except(s_passedOver)]);
    }

    /// <summary>What the rules call a tensor.</summary>
    internal string NameFor(string inFile)
    {
        foreach ((NamePattern from, NamePattern to) in _renamings)
        {
            if (from.Match(inFile) is { } places)
            {
                return to.Fill(places);
            }
        }

        return inFile;
    }

    /// <summary>The rule by which a tensor is passed over; null where it is not.</summary>
    internal string? Ignoring(string inFile, string renamed) =>
        _ignored.FirstOrDefault(pattern => pattern.Match(renamed) is not null || pattern.Match(inFile) is not null)?.Text;

    private WeightNames Map(IReadOnlyList<string> inFile, IReadOnlyList<string> inNetwork, WeightLayout? layout)
    {
        ArgumentNullException.ThrowIfNull(inFile);
        ArgumentNullException.ThrowIfNull(inNetwork);
        NamePattern[] from = [.. inFile.Select(name => new NamePattern(name))], to = [.. inNetwork.Select(name => new NamePattern(name))];
        if (from.Length == 0 || to.Length == 0)
        {
            throw new ArgumentException("There is no name.", from.Length == 0 ? nameof(inFile) : nameof(inNetwork));
        }

        foreach (NamePattern pattern in from[1..].Concat(to))
        {
            CheckPlaces(from[0], pattern);
        }

        return new(_renamings, [.. Rules, new NameRule(from, to, layout ?? WeightLayout.Same)], _ignored);
    }

    private static void CheckPlaces(NamePattern one, NamePattern other)
    {
        if (one.Places != other.Places)
        {
            throw new ArgumentException(
                $"'{one}' has {Words.Counted(one.Places, "open place")}, '{other}' {other.Places}: they must be as many.");
        }
    }
}

/// <summary>Tensors for parameters: one of the two is one.</summary>
internal sealed record NameRule(NamePattern[] InFile, NamePattern[] InNetwork, WeightLayout Layout)
{
    /// <summary>"query.weight + key.weight → in_weight (transposed)".</summary>
    public override string ToString()
    {
        string rule = $"{string.Join<NamePattern>(" + ", InFile)} → {string.Join<NamePattern>(" + ", InNetwork)}";
        return Layout == WeightLayout.Same ? rule : $"{rule} ({Layout})";
    }
}
