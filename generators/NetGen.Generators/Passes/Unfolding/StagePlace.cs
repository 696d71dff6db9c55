using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Where operations stand while they are unfolded.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Scope">The names around it.</param>
/// <param name="Path">Names its value.</param>
/// <param name="Label">The same for people.</param>
/// <param name="Owner">What its parameters begin with.</param>
/// <param name="Recompute">What is computed again as a whole.</param>
/// <param name="Input">The value it reads.</param>
internal sealed record StagePlace(
    StageModel Stage, StageScope Scope, string Path, string Label, string Owner, string? RecomputeGroup, string Input)
{
    /// <summary>What makes all its parameters another stage's; null where nothing does.</summary>
    public AttributeModel? Shares { get; init; }

    /// <summary>The table its Linear has for weights; null for weights of its own.</summary>
    public ParameterInfo? Table { get; init; }

    /// <summary>Whether no step changes its weights.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What they are adapted by; null for nothing.</summary>
    public Adapter? Adapter { get; init; }

    /// <summary>What its weights are called in files of others.</summary>
    public required ImportNames Foreign { get; init; }

    /// <summary>What makes it predict in integers; null where nothing does.</summary>
    public AttributeModel? Quantized { get; init; }

    /// <summary>The scope of a block's stages that stands there.</summary>
    /// <param name="inner">Its name in the stage, behind a dot; "" where it is all there is.</param>
    /// <param name="block">The block.</param>
    /// <param name="numbers">Its parameters.</param>
    /// <param name="inputs">The network's inputs, by the names they have there.</param>
    public StageScope Inside(
        string inner, BlockModel block, IReadOnlyDictionary<string, double> numbers, IReadOnlyList<ShapedInput> inputs) =>
        new($"{Path}{inner}.", $"{Label}{inner}.", $"{Owner}{inner}.", RecomputeGroup, block.Stages, numbers)
        {
            Shares = Shares,
            IsFrozen = IsFrozen,
            Adapter = Adapter,
            Foreign = Foreign.OfBlock(block.Name),
            Quantized = Quantized,
            Inputs = inputs,
        };
}
