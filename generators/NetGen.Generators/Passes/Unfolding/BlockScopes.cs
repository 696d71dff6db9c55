using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>A block while its stages are unfolded.</summary>
/// <param name="Attribute">By which it stands there.</param>
/// <param name="Block">The block, or network.</param>
/// <param name="Scope">The names its stages can read.</param>
/// <param name="Input">What its input is called there.</param>
/// <param name="FirstDiagnostic">Number of the first that is told from inside.</param>
internal sealed record OpenBlock(AttributeModel Attribute, BlockModel Block, StageScope Scope, string Input, int FirstDiagnostic);

/// <summary>Blocks in their places: what their stages see when they are opened, and what is told of them when they are closed.</summary>
internal sealed class BlockScopes(
    NetworkModel model, UnfoldedValues values, Surroundings around, StageTexts texts, SubnetworkScopes networks,
    List<DiagnosticInfo> diagnostics)
{
    /// <summary>BlockAttribute.Input: by that name the stages of a block read its input.</summary>
    private const string InputName = "Input";

    /// <summary>Goes into a block, or a network that stands as one does; null after reporting errors.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="attribute">The attribute by which it does.</param>
    /// <param name="input">The value it reads.</param>
    /// <param name="names">Names it in its stage.</param>
    /// <param name="isAlone">Whether there is nothing else in the stage: then it needs no name.</param>
    public OpenBlock? Open(StagePlace place, AttributeModel attribute, string input, OrdinalNames names, bool isAlone)
    {
        BlockModel block = model.Blocks.Single(b => b.TypeName == attribute.Block);
        if (around.Contains(block) || block.TypeName == model.FullName)
        {
            ReportCycle(attribute, block);
            return null;
        }

        string inner = isAlone ? "" : "." + names.Next(block.Name);
        if ((block.Interface is null ? ScopeOf(place, attribute, block, input, inner)
            : networks.Open(place, attribute, block, input, inner)) is not { } opened)
        {
            return null;
        }

        opened.Scope.Values[opened.Input] = input;
        string what = texts.Describe(attribute) + StageTexts.Times(place.Stage);
        around.Enter(block, $"in {what} on {place.Label}, whose input is {values.ShapeOf(input)}", attribute.Site);
        return new(attribute, block, opened.Scope, opened.Input, diagnostics.Count);
    }

    /// <summary>Leaves it; gives whether every stage but the last was read, where it came to that.</summary>
    public bool Close(OpenBlock opened, bool isComplete, HashSet<string> read)
    {
        BlockModel block = opened.Block;
        StageModel? unread = isComplete ? block.Stages.Take(block.Stages.Count - 1).FirstOrDefault(s => !read.Contains(s.Name)) : null;
        if (unread is not null)
        {
            diagnostics.Report(
                "NG0025", around.SiteOf(unread), unread.Name, "name it in a From, Add, Multiply or Concat of a later stage, or remove it");
        }

        // What is wrong inside is told together with the uses that made it so.
        BlockUse uses = around.Leave();
        for (int i = opened.FirstDiagnostic; i < diagnostics.Count; i++)
        {
            diagnostics[i] = diagnostics[i].Use is null ? diagnostics[i].Inside(uses) : diagnostics[i];
        }

        if (block.Interface is not null)
        {
            networks.TellAsOne(opened.Attribute, block, opened.FirstDiagnostic);
        }

        return unread is null;
    }

    private (StageScope Scope, string Input)? ScopeOf(
        StagePlace place, AttributeModel attribute, BlockModel block, string input, string inner)
    {
        // An argument may name a stage out here, for the block's stages to read: what it attends to, say.
        Dictionary<string, string> stages = attribute.Arguments
            .Where(a => a.Value.Text is { } text && place.Scope.Values.ContainsKey(text))
            .ToDictionary(a => a.Name, a => a.Value.Text!);
        if (stages.Keys.FirstOrDefault(name => name == InputName || block.Stages.Any(stage => stage.Name == name)) is { } twice)
        {
            diagnostics.Report(
                "NG0055", attribute.Site, $"A stage of block {block.Name} (or its input) and its parameter that takes a stage", twice, "");
            return null;
        }

        if (Numbers(attribute, place.Scope, values.ShapeOf(input), stages) is not { } numbers)
        {
            return null;
        }

        StageScope scope = place.Inside(inner, block, numbers, place.Scope.Inputs);
        foreach (KeyValuePair<string, string> named in stages)
        {
            scope.Values[named.Key] = place.Scope.Values[named.Value];
            place.Scope.Read.Add(named.Value);
        }

        return (scope, InputName);
    }

    private void ReportCycle(AttributeModel attribute, BlockModel block)
    {
        // The network itself stands around all blocks.
        IEnumerable<string> names = block.TypeName == model.FullName
            ? around.Blocks.Select(b => b.Name).Prepend(block.Name)
            : around.Blocks.SkipWhile(b => b != block).Select(b => b.Name);
        string kind = block.Interface is null ? "Block" : "Network";
        diagnostics.Report("NG0052", attribute.Site, block.Name, string.Join(" → ", names.Append(block.Name)), kind);
    }

    /// <summary>A block's parameters as numbers, and what its input is like.</summary>
    private Dictionary<string, double>? Numbers(
        AttributeModel attribute, StageScope scope, TensorShape input, IReadOnlyDictionary<string, string> stages)
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
            diagnostics.Report("NG0051", attribute.Site, attribute.Name, exception.Message);
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
}
