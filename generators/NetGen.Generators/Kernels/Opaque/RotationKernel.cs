using NetGen.Generators.Graph;

namespace NetGen.Generators.Kernels;

/// <summary>Features i and i + HeadSize/2 of the first heads of a row, turned by an angle that depends on the position.</summary>
/// <param name="X">What is turned.</param>
/// <param name="Heads">Heads at the front of a row; what lies behind them stays.</param>
/// <param name="HeadSize">Features of a head.</param>
/// <param name="IsInverse">Whether they are turned back: the gradient.</param>
internal sealed record RotationKernel(TensorShape X, int Heads, int HeadSize, bool IsInverse) : OpaqueKernel
{
    public override string Method => IsInverse ? "Rotary.ApplyInverse" : "Rotary.Apply";

    public override string Formula => "(a, b) → (a·cos − b·sin, b·cos + a·sin) for pairs of features, by position";

    public override bool WorksInPlace => true;

    public override IReadOnlyList<Dim> Numbers => [X.RunRows, Dim.Past, Heads, HeadSize, X.Channels];

    public override IReadOnlyList<KernelOperand> Operands =>
        [KernelOperand.Input("X", 0), KernelOperand.Input("Table", 1), KernelOperand.Output("Y")];
}
