using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>
/// Where each parameter lies: those that are trained first, one behind the other, so that one pass updates them all; then those that no
/// loss depends on, which no step changes; then frozen ones; then running statistics.
/// </summary>
internal sealed class ParameterBlock
{
    private const int Alignment = 16;

    private readonly Dictionary<ParameterInfo, int> _offsets = [];

    // Where each trained parameter begins, and which stage has it.
    private readonly SortedList<int, int> _stages = [];

    private ParameterBlock(IReadOnlyList<ParameterInfo> parameters, Func<ParameterInfo, bool> isUpdated, IEnumerable<string> stages)
    {
        Parameters = parameters;
        HashSet<string> trained = [.. parameters.Where(isUpdated).Select(StageOf)];
        TrainedStages = [.. stages.Where(trained.Contains)];
        int offset = 0;
        foreach (ParameterInfo parameter in parameters)
        {
            _offsets[parameter] = offset;
            offset += (parameter.Size + Alignment - 1) / Alignment * Alignment;
            if (isUpdated(parameter))
            {
                TrainedSize = offset;
                _stages[_offsets[parameter]] = TrainedStages.IndexOf(StageOf(parameter));
            }
        }

        Size = offset;
    }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>Elements of the block, running statistics included.</summary>
    public int Size { get; }

    /// <summary>Elements the optimizer updates: a prefix of the block.</summary>
    public int TrainedSize { get; }

    /// <summary>Names of the network's stages whose weights are trained, in the order declared.</summary>
    public List<string> TrainedStages { get; }

    /// <summary>The place among them of the stage whose parameter begins there; -1 for a parameter that is not trained.</summary>
    public int StageAt(int offset) => offset < TrainedSize ? _stages[offset] : -1;

    public int OffsetOf(ParameterInfo parameter) => _offsets[parameter];

    /// <summary>
    /// Trained is what a loss depends on; where a user's function stands between that is flat everywhere, what a step has gradients of.
    /// </summary>
    public static ParameterBlock Of(ShapedNetwork network, NetworkGraph? step = null)
    {
        HashSet<ParameterInfo> updated = [.. network.Reached().Where(p => p.IsTrained)];
        if (step is not null)
        {
            HashSet<ParameterInfo> gradients = [.. step.Assignments.Where(a => a.IsGradient).Select(a => a.Parameter)];
            updated = gradients.SetEquals(updated) || (network.HasMethods && gradients.IsSubsetOf(updated))
                ? gradients
                : throw new InvalidOperationException("The gradients of a step are not those of the parameters it updates.");
        }

        IEnumerable<ParameterInfo> ordered = network.Parameters
            .OrderByDescending(p => p.IsWeight).ThenByDescending(p => p.IsTrained).ThenByDescending(updated.Contains);
        return new([.. ordered], updated.Contains, network.Stages.Select(stage => stage.Model.Name));
    }

    /// <summary>The stage of the network that it is called after: that which has it, where it is shared.</summary>
    private static string StageOf(ParameterInfo parameter) => parameter.Name.Substring(0, parameter.Name.IndexOf('.'));
}
