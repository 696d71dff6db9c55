using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>A network whose blocks are unfolded and whose every shape is known and right.</summary>
/// <param name="Model">What was declared.</param>
/// <param name="Inputs">What a sample consists of.</param>
/// <param name="Lengths">Declared lengths of sequences that may be shorter at run time.</param>
/// <param name="Steps">Everything that is computed, in order.</param>
/// <param name="Stages">The network's own stages, in the order declared.</param>
/// <param name="Outputs">What it predicts.</param>
/// <param name="Losses">What training minimizes.</param>
internal sealed record ShapedNetwork(
    NetworkModel Model, IReadOnlyList<ShapedInput> Inputs, IReadOnlyList<int> Lengths, IReadOnlyList<ShapedStep> Steps,
    IReadOnlyList<ShapedStage> Stages, IReadOnlyList<ShapedOutput> Outputs, IReadOnlyList<ShapedLoss> Losses)
{
    /// <summary>What parameters are called in files of others.</summary>
    public IReadOnlyList<ImportRule> Imports { get; init; } = [];

    /// <summary>Every parameter once, in the order of its first use.</summary>
    public IEnumerable<ParameterInfo> Parameters => Steps.SelectMany(step => step.Uses).SelectMany(use => use.Parameters).Distinct();

    /// <summary>
    /// What the losses take of a sample, in their order: its target, where there is one, then its weight, where it has one.
    /// </summary>
    public IReadOnlyList<ShapedTarget> Targets =>
    [
        .. from loss in Losses
        from isWeight in new[] { false, true }
        where isWeight ? loss.HasSampleWeights : loss.Loss.HasTarget
        let name = Outputs[loss.Output].Name
        select new ShapedTarget(loss, isWeight ? ShapedTarget.WeightOf(name) : name, isWeight),
    ];

    /// <summary>The parameters that a loss depends on, and with them the running statistics beside them; without a loss, none.</summary>
    public HashSet<ParameterInfo> Reached()
    {
        HashSet<string> values = [.. Losses.SelectMany(loss => loss.Outputs).Select(output => Outputs[output].Path)];
        HashSet<ParameterInfo> reached = [];
        foreach (ShapedStep step in Steps.Reverse().Where(step => values.Contains(step.Path)))
        {
            values.Add(step.Source);
            values.UnionWith(step.Uses.SelectMany(use => use.Others));
            reached.UnionWith(step.Uses.SelectMany(use => use.Parameters));
        }

        if (Losses.Count > 0)
        {
            reached.UnionWith(Stages.Where(stage => stage.Penalty is not null).SelectMany(stage => stage.Parameters).Where(Penalty.IsOn));
        }

        return reached;
    }

    /// <summary>The network whose outputs are the stages with Features; null where there are none.</summary>
    public ShapedNetwork? Featured
    {
        get
        {
            ShapedStage[] stages = [.. Stages.Where(stage => stage.Model.Modifier<FeaturesAttribute>() is not null)];
            IEnumerable<ShapedOutput> outputs = stages.Select(stage => new ShapedOutput(stage.Model.Name, stage.Value, stage.Output));
            return stages.Length > 0 ? this with { Outputs = [.. outputs], Losses = [] } : null;
        }
    }

    /// <summary>The attribute that asks for explanations, on the class or on its first stage that has it; null where none does.</summary>
    public AttributeModel? Explained => Model.Explained
        ?? Model.Stages.Select(stage => stage.Modifier<ExplainAttribute>()).FirstOrDefault(modifier => modifier is not null);

    /// <summary>Whether it has functions of the user's own, through which there may be no gradient.</summary>
    public bool HasMethods => Losses.Any(loss => loss.Loss is Loss)
        || Steps.SelectMany(step => step.Uses).Any(use => use.Operation is ApplyOp or MergeOp or RecurrentOp);

    /// <summary>
    /// The BatchNorms that one sample may give one value for each channel, each once, with the length that decides; −1 where it always
    /// does.
    /// </summary>
    public IEnumerable<(string Name, int Length, bool IsSynchronized)> SmallBatchNorms => Steps.SelectMany(step => step.Uses)
        .Where(use => use.Operation is BatchNormOp norm && !norm.IsFrozen(use) && BatchNormOp.MayHaveOneValue(use.Input))
        .Select(use => (use.Label, use.Input.Length, ((BatchNormOp)use.Operation).IsSynchronized)).Distinct();
}

/// <summary>One input.</summary>
/// <param name="Name">"input", or the name given.</param>
/// <param name="Path">By which steps refer to it.</param>
/// <param name="Shape">Of one sample.</param>
/// <param name="Vocabulary">Number of tokens; 0 for values.</param>
/// <param name="Padding">The token that fills up; −1 for none.</param>
internal sealed record ShapedInput(string Name, string Path, TensorShape Shape, int Vocabulary = 0, int Padding = -1);

/// <summary>Operations one behind the other: a stage, or as much of it as stands between two blocks.</summary>
/// <param name="Path">Names its value: "Body.3.Attend".</param>
/// <param name="Source">The value it reads.</param>
/// <param name="Uses">Its operations; never none.</param>
/// <param name="Output">Shape of its value.</param>
/// <param name="Recompute">What is computed again as a whole in the backward pass; null for what is kept.</param>
internal sealed record ShapedStep(string Path, string Source, IReadOnlyList<OperationUse> Uses, TensorShape Output, string? RecomputeGroup);

/// <summary>A stage of the network as the user sees it.</summary>
/// <param name="Model">What was declared.</param>
/// <param name="Value">The path of its output.</param>
/// <param name="Output">Shape of its output.</param>
/// <param name="Steps">What it unfolded to.</param>
/// <param name="Reads">Names of the stages and inputs it reads.</param>
/// <param name="Operations">Its operations for people: "DecoderBlock(heads: 12) × 12".</param>
/// <param name="Shared">What it shares with others, by both names.</param>
/// <param name="Networks">What the parameters of the networks in it begin with behind its name; "" where it is one itself.</param>
internal sealed record ShapedStage(
    StageModel Model, string Value, TensorShape Output, IReadOnlyList<ShapedStep> Steps,
    IReadOnlyList<string> Reads, IReadOnlyList<string> Operations, IReadOnlyList<SharedName> Shared, IReadOnlyList<string> Networks)
{
    public IEnumerable<ParameterInfo> Parameters => Steps.SelectMany(step => step.Uses).SelectMany(use => use.Parameters).Distinct();

    /// <summary>What its weights add to the loss; null for nothing.</summary>
    public Penalty? Penalty => Model.Modifier<RegularizerAttribute>() is { Function: { } function } attribute
        ? new(function, Rate.AsWritten(Attributes.Make<RegularizerAttribute>(attribute).Weight))
        : null;

    /// <summary>Multiply-adds of one sample forward, of contractions and attention.</summary>
    public long Work => Steps.SelectMany(step => step.Uses).Sum(use => use.Operation.MultiplyAdds(use));
}

/// <summary>A parameter that is shared, or everything whose name begins so: "Head.linear0.weight" is "Embed.embedding0.weight".</summary>
internal sealed record SharedName(string Name, string Of);

/// <summary>A prediction: the stage's name, the path of its value, its shape.</summary>
internal sealed record ShapedOutput(string Name, string Path, TensorShape Shape);

/// <summary>A loss.</summary>
/// <param name="Loss">Which one.</param>
/// <param name="Site">Of its attribute.</param>
/// <param name="Outputs">Numbers of the outputs it is on.</param>
/// <param name="Weight">Its share in the sum.</param>
/// <param name="HasSampleWeights">Whether a batch has a weight for each sample.</param>
internal sealed record ShapedLoss(Criterion Loss, Site Site, IReadOnlyList<int> Outputs, double Weight, bool HasSampleWeights)
{
    /// <summary>The only output, or the first: it gives the loss its name.</summary>
    public int Output => Outputs[0];
}

/// <summary>What a loss takes of a sample: what its output is compared with, or a weight.</summary>
internal sealed record ShapedTarget(ShapedLoss Loss, string Name, bool IsWeight)
{
    /// <summary>What the weights of samples are called beside their targets.</summary>
    public static string WeightOf(string stage) => $"{stage}Weight";

    public bool IsLabels => !IsWeight && Loss.Loss.TakesLabels;
}
