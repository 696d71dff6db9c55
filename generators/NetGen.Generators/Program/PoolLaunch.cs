using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>
/// Pooling or its gradient; the epilogue stores. The places are a further result of the maximum, where the gradient needs them.
/// </summary>
internal sealed class PoolLaunch(
    string title, IReadOnlyList<Access> accesses, PoolNode node, PoolShape shape, IReadOnlyList<Buffer> sources, Buffer? places,
    Elementwise work)
    : Launch(title, accesses)
{
    public PoolNode Node { get; } = node;

    public PoolShape Shape { get; } = shape;

    public IReadOnlyList<Buffer> Sources { get; } = sources;

    public Buffer? Places { get; } = places;

    /// <summary>Whether it writes or reads places.</summary>
    public bool HasPlaces => Places is not null || Node.Role == PoolRole.MaxGradient;

    /// <summary>What the kernel takes before the epilogue's operands.</summary>
    public IReadOnlyList<Buffer> Operands => Places is null ? Sources : [.. Sources, Places];

    public override Elementwise Work { get; } = work;

    public override bool SplitsSamples => true;

    public override object Signature => (Node.Role, Places is null, Shape, Work.Spec);
}
