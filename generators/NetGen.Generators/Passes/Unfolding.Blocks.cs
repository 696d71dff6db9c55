using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <content>Blocks, networks that stand as blocks do, and what belongs to a whole stage: repetition, shared weights.</content>
internal sealed partial class Unfolding
{
    /// <summary>BlockAttribute.Input: by that name the stages of a block read its input.</summary>
    private const string BlockInput = "Input";

    private string? Block(Place place, AttributeModel attribute, string input, Dictionary<string, int> counts, bool isAlone)
    {
        BlockModel block = _model.Blocks.Single(b => b.TypeName == attribute.Block);
        if (_blocks.Contains(block) || block.TypeName == _model.FullName)
        {
            ReportCycle(attribute, block);
            return null;
        }

        string inner = isAlone ? "" : "." + Counted(counts, block.Name);
        if (block.Interface is not null)
        {
            return Subnetwork(place, attribute, block, input, inner);
        }

        // An argument may name a stage out here, for the block's stages to read: what it attends to, say.
        Dictionary<string, string> stages = attribute.Arguments
            .Where(a => a.Value.Text is { } text && place.Scope.Values.ContainsKey(text))
            .ToDictionary(a => a.Name, a => a.Value.Text!);
        if (stages.Keys.FirstOrDefault(name => name == BlockInput || block.Stages.Any(stage => stage.Name == name)) is { } twice)
        {
            Report(
                "NG0055", attribute.Site, $"A stage of block {block.Name} (or its input) and its parameter that takes a stage", twice, "");
            return null;
        }

        if (Numbers(attribute, place.Scope, _values[input], stages) is not { } numbers)
        {
            return null;
        }

        Scope scope = new(
            $"{place.Path}{inner}.", $"{place.Label}{inner}.", $"{place.Owner}{inner}.", place.RecomputeGroup, block.Stages, numbers)
        {
            Shares = place.Shares,
            IsFrozen = place.IsFrozen,
            Adapter = place.Adapter,
            Foreign = place.Foreign.OfBlock(block.Name),
            Quantized = place.Quantized,
            Inputs = place.Scope.Inputs,
        };
        foreach (KeyValuePair<string, string> named in stages)
        {
            scope.Values[named.Key] = place.Scope.Values[named.Value];
            place.Scope.Read.Add(named.Value);
        }

        return Stages(place, attribute, block, scope, input, BlockInput);
    }

    /// <summary>Unfolds the stages of a block or network; gives the path of the last one's value, or null after reporting errors.</summary>
    private string? Stages(Place place, AttributeModel attribute, BlockModel block, Scope scope, string input, string inputName)
    {
        scope.Values[inputName] = input;
        string use = $"in {Describe(attribute)}{Times(place.Stage)} on {place.Label}, whose input is {_values[input]}";
        _blockUses.Push(_blockUses.Count > 0
            ? new($"{use}, {_blockUses.Peek().Context}", _blockUses.Peek().Site)
            : new(use, attribute.Site));
        int before = _diagnostics.Count;
        string? value = input;
        string previous = inputName;
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
            Report("NG0025", SiteOf(unread), unread.Name, "name it in a From, Add, Multiply or Concat of a later stage, or remove it");
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

    private void ReportCycle(AttributeModel attribute, BlockModel block)
    {
        // The network itself stands around all blocks.
        IEnumerable<string> around = block.TypeName == _model.FullName
            ? _blocks.Reverse().Select(b => b.Name).Prepend(block.Name)
            : _blocks.Reverse().SkipWhile(b => b != block).Select(b => b.Name);
        string kind = block.Interface is null ? "Block" : "Network";
        Report("NG0052", attribute.Site, block.Name, string.Join(" → ", around.Append(block.Name)), kind);
    }

    /// <summary>A block's parameters as numbers, and what its input is like.</summary>
    private Dictionary<string, double>? Numbers(
        AttributeModel attribute, Scope scope, TensorShape input, IReadOnlyDictionary<string, string> stages)
    {
        Dictionary<string, double> numbers = [];
        try
        {
            foreach (ArgumentModel argument in attribute.Arguments.Where(a => !stages.ContainsKey(a.Name)))
            {
                numbers[argument.Name] = Attributes.Number(argument.Value, scope.Numbers);
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
        if (stage.Modifier<RepeatAttribute>() is not { } repeat)
        {
            return 1;
        }

        try
        {
            Size count = Attributes.Make<RepeatAttribute>(repeat, scope.Numbers).Count;
            return new ShapeRule(repeat, TensorShape.Scalar, [], stage.Name, _diagnostics).AtLeast(count, 1, 1024) ? (int)count : null;
        }
        catch (SizeException exception)
        {
            Report("NG0051", repeat.Site, "Repeat", exception.Message);
            return null;
        }
    }

    /// <summary>Whose parameters the stage has: its own, or those of the stage it shares weights with.</summary>
    private Owner? OwnerOf(StageModel stage, Scope scope, string source)
    {
        AttributeModel? shares = stage.Modifier<SharesWeightsAttribute>();
        string? other = OtherOf(stage);
        AttributeModel? frozen = stage.Modifier<FrozenAttribute>(), adapted = stage.Modifier<LoRAAttribute>();
        bool isFrozen = frozen is not null || adapted is not null || scope.IsFrozen;
        Owner own = new(
            scope.Parameters + stage.Name, isFrozen, stage.Modifier<RepeatAttribute>() is null || (shares is not null && other is null))
        {
            Adapter = frozen is not null ? null : adapted is null ? scope.Adapter : AdapterOf(adapted),
        };
        if (other is null)
        {
            return own;
        }

        if (!scope.Owners.TryGetValue(other, out Owner owner))
        {
            _diagnostics.Add(DiagnosticInfo.OfUnknownStage(shares!, other, scope.Owners.Keys));
            return null;
        }

        // What reads values is no twin of what reads tokens, but may be a head tied to its embedding.
        ParameterInfo? table = _values[source].Form == Form.Tokens ? null
            : _tables.FirstOrDefault(table => table.Name.StartsWith(owner.Name + ".", StringComparison.Ordinal));
        if (isFrozen && !(table?.IsFrozen ?? owner.IsFrozen))
        {
            Report("NG0060", (frozen ?? adapted ?? shares!).Site, stage.Name, other);
            return null;
        }

        return table is null ? owner : own with { Table = table };
    }

    private static Adapter AdapterOf(AttributeModel attribute)
    {
        LoRAAttribute declared = Attributes.Make<LoRAAttribute>(attribute);
        return new(declared.Rank, Rate.AsWritten(declared.Alpha) / declared.Rank, Rate.AsWritten(declared.Dropout));
    }

    /// <summary>Whether a stage's adapters have sizes, and something to adapt that is not frozen as a whole.</summary>
    private bool IsAdaptable(StageModel stage, Scope scope)
    {
        if (stage.Modifier<LoRAAttribute>() is not { } attribute)
        {
            return true;
        }

        if (stage.Modifier<FrozenAttribute>() is not null || (scope.IsFrozen && scope.Adapter is null))
        {
            Report("NG0058", attribute.Site, attribute.Name, stage.Name, "adapts what Frozen leaves as it is: remove one of the two");
            return false;
        }

        LoRAAttribute declared = Attributes.Make<LoRAAttribute>(attribute);
        ShapeRule rule = new(attribute, TensorShape.Scalar, [], stage.Name, _diagnostics);
        return rule.AtLeast(declared.Rank, 1, 1 << 14)
            & rule.Check(declared.Alpha, declared.Alpha > 0 && declared.Alpha <= 1e6, "above 0 and at most 1000000")
            & rule.IsShare(Rate.AsWritten(declared.Dropout), "dropout");
    }

    /// <summary>The stage it shares weights with; null where it names none.</summary>
    private static string? OtherOf(StageModel stage) =>
        stage.Modifier<SharesWeightsAttribute>() is { } shares ? Attributes.Make<SharesWeightsAttribute>(shares).Stage : null;

    /// <summary>A stage's operations for people, as one where they are repeated together: "(Linear → Relu) × 3".</summary>
    private IReadOnlyList<string> Describe(StageModel stage)
    {
        IEnumerable<string> from = stage.Modifier<FromAttribute>() is { } edge
            ? [$"From({Attributes.Make<FromAttribute>(edge).Stage})"]
            : [];
        string[] operations = [.. from, .. stage.Operations.Select(Describe)];
        return Times(stage) is { Length: > 0 } times
            ? [(operations.Length == 1 ? operations[0] : $"({string.Join(" → ", operations)})") + times]
            : operations;
    }

    /// <summary>" × 3" for what is repeated.</summary>
    private static string Times(StageModel stage) =>
        stage.Modifier<RepeatAttribute>() is { } repeat ? $" × {Attributes.Make<RepeatAttribute>(repeat).Count}" : "";

    /// <summary>"DecoderBlock(heads: 12)", "Add(Stem)" or "Linear".</summary>
    private string Describe(AttributeModel attribute)
    {
        if (attribute.Block is null)
        {
            IReadOnlyList<string> stages = Registry.Operation(attribute)?.Stages ?? [];
            return stages.Count > 0 ? $"{attribute.Name}({string.Join(", ", stages)})" : attribute.Name;
        }

        string name = _model.Blocks.Single(b => b.TypeName == attribute.Block).Name;
        string arguments = string.Join(", ", attribute.Arguments.Select(a => $"{a.Name}: {TextOf(a.Value)}"));
        return attribute.Is<SubnetworkAttribute>() ? $"{attribute.Name}({name})" : $"{name}({arguments})";
    }

    /// <summary>An argument as written.</summary>
    private static string TextOf(ArgumentValue value) => value.Text ?? value.Number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Whose parameters a stage has.</summary>
    /// <param name="Name">What their names begin with.</param>
    /// <param name="IsFrozen">Whether no step changes them.</param>
    /// <param name="IsOne">Whether all repetitions have the same.</param>
    /// <param name="Table">Another stage's table that its Linear has for weights.</param>
    private sealed record Owner(string Name, bool IsFrozen, bool IsOne, ParameterInfo? Table = null)
    {
        /// <summary>What they are adapted by; null for nothing.</summary>
        public Adapter? Adapter { get; init; }
    }
}
