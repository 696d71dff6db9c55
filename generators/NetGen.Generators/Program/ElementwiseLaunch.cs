using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>Elementwise work with its buffers, in the order of the specification's operands.</summary>
internal sealed record Elementwise(ElementwiseSpec Spec, IReadOnlyList<Buffer> Buffers, IReadOnlyList<string> Names);

/// <summary>An elementwise pass of its own.</summary>
internal sealed class ElementwiseLaunch(string title, IReadOnlyList<Access> accesses, Elementwise work) : Launch(title, accesses)
{
    public override Elementwise Work { get; } = work;

    public override bool SplitsSamples => true;

    public override bool ReadsExactly => true;

    public override object Signature => Work.Spec;
}
