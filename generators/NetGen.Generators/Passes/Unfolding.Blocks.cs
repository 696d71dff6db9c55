using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <content>Blocks and what belongs to a whole stage: repetition, shared weights.</content>
internal sealed partial class Unfolding
{
    /// <summary>BlockAttribute.Input: by that name the stages of a block read its input.</summary>
    private const string BlockInput = "Input";

    private string? Block(Place place, AttributeModel attribute, string input, Dictionary<string, int> counts, bool isAlone)
    {
        BlockModel block = _model.Blocks.Single(b => b.TypeName == attribute.Block);
        if (_blocks.Contains(block))
        {
            string cycle = string.Join(" → ", _blocks.Reverse().SkipWhile(b => b != block).Append(block).Select(b => b.Name));
            Report("NG0052", attribute.Site, block.Name, cycle);
            return null;
        }

        // An argument may name a stage out here, for the block's stages to read: what it attends to, say.
        Dictionary<string, string> stages = attribute.Arguments
            .Where(a => a.Value.Text is { } text && place.Scope.Values.ContainsKey(text))
            .ToDictionary(a => a.Name, a => a.Value.Text!);
        if (stages.Keys.FirstOrDefault(name => name == BlockInput || block.Stages.Any(stage => stage.Name == name)) is { } twice)
        {
            Report("NG0055", attribute.Site, $"A stage of block {block.Name} (or its input) and its parameter that takes a stage", twice, "");
            return null;
        }

        if (Numbers(attribute, place.Scope, _values[input], stages) is not { } numbers)
        {
            return null;
        }

        string inner = isAlone ? "" : "." + Counted(counts, block.Name);
        Scope scope = new($"{place.Path}{inner}.", $"{place.Label}{inner}.", $"{place.Owner}{inner}.", place.RecomputeGroup, block.Stages, numbers);
        scope.Values[BlockInput] = input;
        foreach (KeyValuePair<string, string> named in stages)
        {
            scope.Values[named.Key] = place.Scope.Values[named.Value];
            place.Scope.Read.Add(named.Value);
        }

        string times = place.Stage.Operations.FirstOrDefault(o => o.Name == "Repeat") is { } repeat ? $" × {TextOf(repeat, "count")}" : "";
        string use = $"in {Describe(attribute)}{times} on {place.Label}, whose input is {_values[input]}";
        _blockUses.Push(_blockUses.Count > 0 ? new($"{use}, {_blockUses.Peek().Context}", _blockUses.Peek().Site) : new(use, attribute.Site));
        int before = _diagnostics.Count;
        string? value = input;
        string previous = BlockInput;
        _blocks.Push(block);
        HashSet<string> read = [];
        foreach (StageModel stage in block.Stages)
        {
            scope.Read.Clear();
            value = value is null ? null : Stage(stage, scope, previous);
            read.UnionWith(scope.Read);
            previous = stage.Name;
        }

        if (value is not null && block.Stages.Take(block.Stages.Count - 1).FirstOrDefault(s => !read.Contains(s.Name)) is { } unread)
        {
            Report("NG0025", SiteOf(unread), unread.Name, "name it in a From, Add or Concat of a later stage, or remove it");
            value = null;
        }

        _blocks.Pop();

        // What is wrong inside is told together with the uses that made it so.
        BlockUse uses = _blockUses.Pop();
        for (int i = before; i < _diagnostics.Count; i++)
        {
            _diagnostics[i] = _diagnostics[i].Use is null ? _diagnostics[i].Inside(uses) : _diagnostics[i];
        }

        return value;
    }

    /// <summary>A block's parameters as numbers, and what its input is like.</summary>
    private Dictionary<string, double>? Numbers(AttributeModel attribute, Scope scope, TensorShape input, IReadOnlyDictionary<string, string> stages)
    {
        Dictionary<string, double> numbers = [];
        Arguments arguments = new(attribute, scope.Numbers);
        try
        {
            foreach (ArgumentModel argument in attribute.Arguments.Where(a => !stages.ContainsKey(a.Name)))
            {
                numbers[argument.Name] = arguments.Number(argument.Name, 0);
            }
        }
        catch (SizeException exception)
        {
            Report("NG0051", attribute.Site, attribute.Name, exception.Message);
            return null;
        }

        if (input.Form != Form.Tokens && !numbers.ContainsKey("width"))
        {
            numbers["width"] = input.Channels;
        }

        if (input.Form is Form.Tokens or Form.Sequence && !numbers.ContainsKey("length"))
        {
            numbers["length"] = input.Width;
        }

        return numbers;
    }

    private int? Count(StageModel stage, Scope scope)
    {
        AttributeModel? repeat = stage.Operations.FirstOrDefault(o => o.Name == "Repeat");
        if (repeat is null)
        {
            return 1;
        }

        try
        {
            Arguments arguments = new(repeat, scope.Numbers);
            return new ShapeRule(arguments, TensorShape.Scalar, [], stage.Name, _diagnostics).AtLeast("count", 0, 1, 1024) ? arguments.Int("count", 0) : null;
        }
        catch (SizeException exception)
        {
            Report("NG0051", repeat.Site, "Repeat", exception.Message);
            return null;
        }
    }

    /// <summary>What the stage's parameters begin with: its own path, or that of the stage it shares weights with.</summary>
    private string? Owner(StageModel stage, Scope scope)
    {
        if (stage.Operations.FirstOrDefault(o => o.Name == "SharesWeights") is not { } shares)
        {
            return scope.Parameters + stage.Name;
        }

        string other = new Arguments(shares).Text("stage") ?? "";
        if (scope.Owners.TryGetValue(other, out string owner))
        {
            return owner;
        }

        Report("NG0020", shares.Site, "SharesWeights", other, Listed(scope.Owners.Keys));
        return null;
    }

    /// <summary>A stage's operations for people, as one where they are repeated together: "(Linear → Relu) × 3".</summary>
    private IReadOnlyList<string> Describe(StageModel stage)
    {
        string[] operations = [.. stage.Operations.Where(o => !s_modifiers.Contains(o.Name)).Select(Describe)];
        return stage.Operations.FirstOrDefault(o => o.Name == "Repeat") is { } repeat
            ? [$"{(operations.Length == 1 ? operations[0] : $"({string.Join(" → ", operations)})")} × {TextOf(repeat, "count")}"]
            : operations;
    }

    /// <summary>"DecoderBlock(heads: 12)", "Add(Stem)" or "Linear".</summary>
    private string Describe(AttributeModel attribute)
    {
        if (attribute.Block is null)
        {
            string[] stages = [.. StagesOf(attribute)];
            return stages.Length > 0 ? $"{attribute.Name}({string.Join(", ", stages)})" : attribute.Name;
        }

        string name = _model.Blocks.Single(b => b.TypeName == attribute.Block).Name;
        return $"{name}({string.Join(", ", attribute.Arguments.Select(a => $"{a.Name}: {TextOf(attribute, a.Name)}"))})";
    }

    /// <summary>An argument as written.</summary>
    private static string TextOf(AttributeModel attribute, string name)
    {
        ArgumentValue? value = attribute.Arguments.FirstOrDefault(a => a.Name == name)?.Value;
        return value?.Text ?? value?.Number?.ToString(CultureInfo.InvariantCulture) ?? "";
    }
}
