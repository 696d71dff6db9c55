using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>Where each parameter lies: those that are trained first, one behind the other, so that one pass updates them all.</summary>
internal sealed class ParameterBlock
{
    private const int Alignment = 16;

    private readonly Dictionary<ParameterInfo, int> _offsets = [];

    private ParameterBlock(IReadOnlyList<ParameterInfo> parameters)
    {
        Parameters = parameters;
        int offset = 0;
        foreach (ParameterInfo parameter in parameters)
        {
            _offsets[parameter] = offset;
            offset += (parameter.Size + Alignment - 1) / Alignment * Alignment;
            if (parameter.IsTrained)
            {
                TrainedSize = offset;
            }
        }

        Size = offset;
    }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>Elements of the block, running statistics included.</summary>
    public int Size { get; }

    /// <summary>Elements the optimizer updates: a prefix of the block.</summary>
    public int TrainedSize { get; }

    public int OffsetOf(ParameterInfo parameter) => _offsets[parameter];

    public static ParameterBlock Of(ShapedNetwork network) => new([.. network.Parameters.OrderByDescending(p => p.IsTrained)]);
}
