extern alias generator;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// The forward pass written down as the attributes' documentation defines it: plain loops over every element, in double. This part walks
/// through stages, blocks and repetitions.
/// </summary>
internal sealed partial class Reference(NetworkModel model, IReadOnlyList<Parameter> parameters, bool isTraining)
{
    private readonly Dictionary<string, double[]> _statistics = [];
    private readonly HashSet<string> _frozenOwners = [];
    private Dictionary<string, Tensor> _inputs = [];
    private bool _isFrozen;

    /// <summary>α / rank of the adapters in a stage, by its name.</summary>
    private readonly Dictionary<string, double> _adapters = [];
    private double _adapterScale;

    /// <summary>What networks in stages call an input of the whole, and its name.</summary>
    private readonly Dictionary<string, string> _inputNames = [];

    /// <summary>Running statistics after a training step, by parameter.</summary>
    public IReadOnlyDictionary<string, double[]> Statistics => _statistics;

    /// <summary>The value of every stage, by its name.</summary>
    public Dictionary<string, Tensor> Run(Dictionary<string, Tensor> inputs)
    {
        _inputs = inputs;
        Scope scope = new("", new Dictionary<string, double>(), inputs.ToDictionary());
        Stages(model.Stages, scope, inputs.First().Value);
        return scope.Values;
    }

    private Tensor Stages(IEnumerable<StageModel> stages, Scope scope, Tensor input)
    {
        Tensor value = input;
        foreach (StageModel stage in stages)
        {
            scope.Values[stage.Name] = value = Stage(stage, scope, value);
        }

        return value;
    }

    private Tensor Stage(StageModel stage, Scope scope, Tensor previous)
    {
        AttributeModel[] operations = [.. stage.Operations];
        Tensor value = previous;
        Tensor[] named = operations.Length > 0 ? [.. Named(operations[0], scope)] : [];
        if (stage.Modifier<generator::NetGen.FromAttribute>() is { } from)
        {
            value = scope.Values[new Arguments(from).Text("Stage")!];
        }
        else if (operations[0].Name is "Add" or "Subtract" or "Multiply" or "Concat" or "Stack" or "Similarity" or "Merge"
            && named.Length > 1)
        {
            Arguments a = new(operations[0], scope.Numbers);
            value = operations[0].Name switch
            {
                "Similarity" => Similarity(named[0], named[1], a),
                "Merge" => OfElements(named, a, $"{scope.Owner}{stage.Name}.merge0"),
                var name => Join(name, named),
            };
            operations = operations[1..];
        }

        AttributeModel? shares = stage.Modifier<generator::NetGen.SharesWeightsAttribute>();
        AttributeModel? repeat = stage.Modifier<generator::NetGen.RepeatAttribute>();
        string? other = shares is null ? null : new Arguments(shares).Text("Stage");
        double[]? table = other is null ? null : FindOptional($"{scope.Owners[other]}.embedding0.weight");
        bool isTwin = other is not null && (table is null || operations.Any(o => o.Name == "Embedding"));
        string owner = isTwin ? scope.Owners[other!] : scope.Owner + stage.Name;
        scope.Owners[stage.Name] = owner;
        bool wasFrozen = _isFrozen;
        double outerScale = _adapterScale;
        if (stage.Modifier<generator::NetGen.LoRAAttribute>() is { } adapted)
        {
            Arguments a = new(adapted);
            _adapterScale = _adapters[owner] = a.Number("Alpha") / a.Int("Rank");
            _isFrozen = true;
        }
        else if (isTwin && _adapters.TryGetValue(owner, out double shared))
        {
            _adapterScale = shared;
        }

        _isFrozen |= stage.Modifier<generator::NetGen.FrozenAttribute>() is not null || (isTwin && _frozenOwners.Contains(owner));
        if (_isFrozen)
        {
            _frozenOwners.Add(owner);
        }

        bool isOne = repeat is null || (shares is not null && !isTwin);
        for (int i = 0; i < (repeat is null ? 1 : new Arguments(repeat, scope.Numbers).Int("Count")); i++)
        {
            value = Operations(operations, scope, value, owner + (isOne ? "" : $".{i}"), table);
        }

        _isFrozen = wasFrozen;
        _adapterScale = outerScale;
        return value;
    }

    private Tensor Operations(AttributeModel[] operations, Scope scope, Tensor input, string owner, double[]? table)
    {
        Tensor value = input;
        Dictionary<string, int> counts = [];
        foreach (AttributeModel attribute in operations)
        {
            BlockModel? block = model.Blocks.FirstOrDefault(b => b.TypeName == attribute.Block);
            string kind = (block?.Name ?? attribute.Name).ToLowerInvariant();
            int count = counts.GetValueOrDefault(kind);
            counts[kind] = count + 1;
            value = block is null
                ? Apply(attribute.Name, new Arguments(attribute, scope.Numbers), $"{owner}.{kind}{count}", table, value, input, scope)
                : Block(block, attribute, operations.Length == 1 ? $"{owner}." : $"{owner}.{kind}{count}.", value, scope);
        }

        return value;
    }

    private Tensor Block(BlockModel block, AttributeModel attribute, string owner, Tensor input, Scope outer)
    {
        if (block.Interface is { } face)
        {
            string name = new Arguments(face.Inputs[0]).Text("Name") ?? "input";
            if (_inputs.FirstOrDefault(pair => ReferenceEquals(pair.Value, input)).Key is { } whole)
            {
                _inputNames[name] = whole;
            }

            return Stages(block.Stages, new Scope(owner, new Dictionary<string, double>(), new() { [name] = input }), input);
        }

        Dictionary<string, Tensor> values = new() { ["Input"] = input };
        Dictionary<string, double> numbers = new() { ["width"] = input.Channels, ["length"] = input.Width };
        foreach (ArgumentModel argument in attribute.Arguments)
        {
            if (argument.Value.Text is { } stage && outer.Values.TryGetValue(stage, out Tensor? named))
            {
                values[argument.Name] = named;
            }
            else
            {
                numbers[argument.Name] = Attributes.Number(argument.Value, outer.Numbers);
            }
        }

        return Stages(block.Stages, new Scope(owner, numbers, values), input);
    }

    /// <summary>The values that an operation names.</summary>
    private static IEnumerable<Tensor> Named(AttributeModel attribute, Scope scope) =>
        Registry.Operation(attribute)?.Stages?.Select(name => scope.Values[name]) ?? [];

    private double[] Find(string name) => parameters.First(parameter => parameter.Name == name).AsSpan<double>().ToArray();

    /// <summary>W + α / rank · B·A where there are A and B.</summary>
    private double[] Adapted(double[] weights, string begin)
    {
        if (FindOptional($"{begin}lora_a") is not { } a)
        {
            return weights;
        }

        double[] b = Find($"{begin}lora_b");
        Parameter down = parameters.First(parameter => parameter.Name == $"{begin}lora_a");
        (int rank, int inputs) = (down.Shape[0], down.Shape[1]);
        return [.. weights.Select((w, i) => w + (_adapterScale * Enumerable.Range(0, rank)
            .Sum(k => b[(i / inputs * rank) + k] * a[(k * inputs) + (i % inputs)])))];
    }

    private double[]? FindOptional(string name) => parameters.Any(parameter => parameter.Name == name) ? Find(name) : null;

    /// <summary>The names a stage can use.</summary>
    /// <param name="Owner">What its parameters begin with.</param>
    /// <param name="Numbers">A block's parameters.</param>
    /// <param name="Values">Stages and inputs so far.</param>
    private sealed record Scope(string Owner, IReadOnlyDictionary<string, double> Numbers, Dictionary<string, Tensor> Values)
    {
        /// <summary>What the parameters of the stages so far begin with.</summary>
        public Dictionary<string, string> Owners { get; } = [];
    }
}
