using NetGen.Generators.Graph;

namespace NetGen.Generators.Program;

/// <summary>A kernel of the runtime.</summary>
internal sealed class OpaqueLaunch(string title, IReadOnlyList<Access> accesses, OpaqueKernel kernel, IReadOnlyList<Buffer?> buffers, bool? accumulates)
    : Launch(title, accesses)
{
    public OpaqueKernel Kernel { get; } = kernel;

    /// <summary>In the order of the kernel's operands; null for none.</summary>
    public IReadOnlyList<Buffer?> Buffers { get; } = buffers;

    /// <summary>Whether it adds to what is there; null where that is no question.</summary>
    public bool? Accumulates { get; } = accumulates;

    public override bool SplitsSamples => Kernel.SplitsSamples;

    public override object Signature => (Kernel, Accumulates);
}
