using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Program;

/// <summary>A kernel of the runtime.</summary>
internal sealed class OpaqueLaunch(
    string title, IReadOnlyList<Access> accesses, OpaqueKernel kernel, IReadOnlyList<Buffer?> buffers, bool? accumulates)
    : Launch(title, accesses)
{
    public OpaqueKernel Kernel { get; } = kernel;

    /// <summary>In the order of the kernel's operands; null for none.</summary>
    public IReadOnlyList<Buffer?> Buffers { get; } = buffers;

    /// <summary>Operands with their buffers, where these hold more than scratch.</summary>
    public IEnumerable<(KernelOperand Operand, Buffer Buffer)> Views => Kernel.Operands
        .Zip(Buffers, (operand, buffer) => (operand, buffer!))
        .Where(view => view.operand.Kind is not (OperandSource.Scratch or OperandSource.NoTokens));

    /// <summary>Whether it adds to what is there; null where that is no question.</summary>
    public bool? Accumulates { get; } = accumulates;

    public override bool SplitsSamples => Kernel.SplitsSamples;

    public override object Signature => (Kernel, Accumulates, IsInPlace, Boxes.Select(box => box.Layout).ToEquatableArray());

    /// <summary>Whether its output takes the place of its first input.</summary>
    public bool IsInPlace => Kernel.WorksInPlace && Accesses.First(access => access.Writes).Buffer == Accesses[0].Buffer;

    /// <summary>Operands that may lie in boxes of other memory, and how they lie.</summary>
    public IEnumerable<(string Name, Layout Layout)> Boxes => Kernel.Operands
        .Zip(Buffers, (operand, buffer) => (operand, buffer))
        .Where(view => view.operand.MayBeBox)
        .Select(view => (view.operand.Name, view.buffer!.Layout));

    /// <summary>How such an operand lies.</summary>
    public Layout BoxOf(string operand) => Boxes.First(box => box.Name == operand).Layout;
}
