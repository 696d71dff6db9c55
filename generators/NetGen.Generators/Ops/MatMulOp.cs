using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>y = s·x·z (or s·x·zᵀ) for each sample;  dx = s·dy·zᵀ (s·dy·z), dz = s·xᵀ·dy (s·dyᵀ·x).</summary>
internal sealed class MatMulOp(MatMulAttribute attribute) : Operation
{
    public override IReadOnlyList<string> Stages => [attribute.Stage];

    public override bool FixesLength => true;

    public override bool MixesPositions(OperationUse use, int source) => source == 1;

    public override long MultiplyAdds(OperationUse use) => (long)use.Output.Size * use.Input.Channels;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input, z = rule.Others[0].Shape;
        if (!x.IsSequence || !z.IsSequence)
        {
            return rule.Error(
                "NG0011", Name, $"{x} and {z}", "two sequences, [length × features]", "bring them into that form with Reshape");
        }

        bool transpose = attribute.Transpose;
        int depth = transpose ? z.Channels : z.Width;
        return x.Channels == depth
            ? TensorShape.Sequence(x.Width, transpose ? z.Width : z.Channels, -1)
            : rule.Error(
                "NG0011", Name, $"{x} and {z}", $"a second factor of {Words.Counted(x.Channels, transpose ? "feature" : "position")}",
                transpose ? "leave out Transpose, or change a size" : "try Transpose = true, or change a size");
    }

    public override Node Forward(ForwardContext c) =>
        c.Add(Product(c.Label, c.Use.Output, c.Input, false, c.Others[0], attribute.Transpose, Factors));

    private IReadOnlyList<Node> Factors(OpaqueGradient g)
    {
        Node dy = g.OutputGradient, x = g.Inputs[0], z = g.Inputs[1];
        Node dx = g.Add(Product(g.Name, x.Shape, dy, false, z, !attribute.Transpose));
        Node dz = g.Add(attribute.Transpose
            ? Product($"{g.Name} right", z.Shape, dy, true, x, false)
            : Product($"{g.Name} right", z.Shape, x, true, dy, false));
        return [dx, dz];
    }

    private OpaqueNode Product(
        string name, TensorShape output, Node a, bool transposeA, Node b, bool transposeB,
        Func<OpaqueGradient, IReadOnlyList<Node?>>? gradient = null)
    {
        int rows = output.Width, columns = output.Channels, depth = transposeA ? a.Shape.Width : a.Shape.Channels;
        ProductKernel kernel = new(rows, columns, depth, transposeA, transposeB, Rate.AsWritten(attribute.Scale));
        return new(name, kernel, output, a, b) { Gradient = gradient };
    }
}
