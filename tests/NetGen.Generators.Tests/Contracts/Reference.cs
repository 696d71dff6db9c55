using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// The forward pass written down as the attributes' documentation defines it: plain loops over every element, in double. This part walks
/// through stages, blocks and repetitions.
/// </summary>
internal sealed partial class Reference(NetworkModel model, IReadOnlyList<Parameter> parameters, bool isTraining)
{
    private static readonly string[] s_modifiers = ["Repeat", "Recompute", "SharesWeights", "Output"];

    private readonly Dictionary<string, double[]> _statistics = [];
    private Dictionary<string, Tensor> _inputs = [];

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
        AttributeModel[] operations = [.. stage.Operations.Where(o => !s_modifiers.Contains(o.Name))];
        Tensor value = previous;
        Tensor[] named = [.. Named(operations[0], scope)];
        if (operations[0].Name == "From" || (operations[0].Name is "Add" or "Concat" && named.Length > 1))
        {
            value = operations[0].Name == "From" ? named[0] : Join(operations[0].Name, named);
            operations = operations[1..];
        }

        string? shared = Modifier(stage, "SharesWeights")?.Text("stage");
        string owner = shared is null ? scope.Owner + stage.Name : scope.Owners[shared];
        scope.Owners[stage.Name] = owner;
        Arguments? repeat = Modifier(stage, "Repeat", scope.Numbers);
        for (int i = 0; i < (repeat?.Int("count", 0) ?? 1); i++)
        {
            value = Operations(operations, scope, value, owner + (repeat is null || repeat.Flag("shared", false) ? "" : $".{i}"));
        }

        return value;
    }

    private Tensor Operations(AttributeModel[] operations, Scope scope, Tensor input, string owner)
    {
        Tensor value = input;
        Dictionary<string, int> counts = [];
        foreach (AttributeModel attribute in operations)
        {
            BlockModel? block = model.Blocks.FirstOrDefault(b => b.TypeName == attribute.Block);
            string kind = (block?.Name ?? attribute.Name).ToLowerInvariant();
            int count = counts.GetValueOrDefault(kind);
            counts[kind] = count + 1;
            Arguments arguments = new(attribute, scope.Numbers);
            value = block is null
                ? Apply(attribute.Name, arguments, $"{owner}.{kind}{count}", value, input, scope)
                : Block(block, arguments, operations.Length == 1 ? $"{owner}." : $"{owner}.{kind}{count}.", value, scope);
        }

        return value;
    }

    private Tensor Block(BlockModel block, Arguments arguments, string owner, Tensor input, Scope outer)
    {
        Dictionary<string, Tensor> values = new() { ["Input"] = input };
        Dictionary<string, double> numbers = new() { ["width"] = input.Channels, ["length"] = input.Width };
        foreach (ArgumentModel argument in arguments.Attribute.Arguments)
        {
            if (argument.Value.Text is { } stage && outer.Values.TryGetValue(stage, out Tensor? named))
            {
                values[argument.Name] = named;
            }
            else
            {
                numbers[argument.Name] = arguments.Number(argument.Name, 0);
            }
        }

        return Stages(block.Stages, new Scope(owner, numbers, values), input);
    }

    private static Arguments? Modifier(StageModel stage, string name, IReadOnlyDictionary<string, double>? numbers = null) =>
        stage.Operations.FirstOrDefault(o => o.Name == name) is { } attribute ? new Arguments(attribute, numbers) : null;

    /// <summary>The values that an attribute names.</summary>
    private static IEnumerable<Tensor> Named(AttributeModel attribute, Scope scope)
    {
        if (attribute.Block is not null)
        {
            return [];
        }

        Arguments a = new(attribute);
        return a.Texts("stage").Concat(a.Texts("stages")).Concat(a.Texts("source")).Select(name => scope.Values[name]);
    }

    private double[] Find(string name) => parameters.First(parameter => parameter.Name == name).AsSpan<double>().ToArray();

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
