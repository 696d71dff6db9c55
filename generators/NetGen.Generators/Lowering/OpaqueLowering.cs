using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;
using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Lowering;

/// <summary>Kernels of the runtime.</summary>
internal sealed class OpaqueLowering(ProgramBuilder program)
{
    public void Lower(OpaqueNode node)
    {
        OpaqueKernel kernel = node.Kernel;
        bool isGradient = program.IsGradient(node);
        (Buffer output, bool accumulates) = isGradient ? program.GradientTarget(node) : (program.Memory.Of(node), false);
        ResultNode[] results = [.. program.ResultsOf(node)];
        Buffer? scratch = kernel.Scratch > 0
            ? program.Memory.New($"scratch of {node.Name}", BufferKind.Scratch, new Layout(kernel.Scratch))
            : null;
        Buffer?[] buffers =
        [
            .. kernel.Operands.Select(operand => operand.Kind switch
            {
                OperandSource.Input => program.Memory.Of(node.Inputs[operand.Index]),
                OperandSource.Panels => Packed(node, program.Memory.Of(node.Inputs[operand.Index]), operand.Order!),
                OperandSource.Output => output,
                OperandSource.Result => program.Memory.Of(results[operand.Index]),
                OperandSource.Scratch => scratch,
                _ => null,
            }),
        ];
        Access? AccessOf(Buffer? buffer, int i) =>
            buffer is null ? null : new Access(buffer, IsWritten(kernel.Operands[i]), ShareOf(kernel, kernel.Operands[i], buffer));
        Access[] accesses = [.. buffers.Select(AccessOf).OfType<Access>()];
        IEnumerable<string> inputs = node.Inputs.Where(i => i is not ParameterLeaf).Distinct().Select(i => i.Shape.Layout());
        program.ClearAll(accesses);
        program.Launches.Add(new OpaqueLaunch(node.Name, accesses, kernel, buffers, isGradient ? accumulates : null)
        {
            Detail = $"{kernel.Formula}: {string.Join(", ", inputs)} → {node.Shape.Layout()}",
            MultiplyAdds = kernel.MultiplyAdds,
            Stream = kernel.IsRandom ? node.Stream : -1,
        });
    }

    private Buffer Packed(OpaqueNode node, Buffer weights, PackShape order)
    {
        if (!program.Schedule.PacksForKernels)
        {
            return weights;
        }

        int size = KernelSizes.Panels(order.Groups, order.Products.Depth, order.Columns);
        Buffer panels = program.Memory.New($"{weights.Name} packed for {node.Name}", BufferKind.Panel, new Layout(size));
        program.Pack.Add(new PackLaunch(panels.Name, order, weights, panels));
        return panels;
    }

    private static bool IsWritten(KernelOperand operand) =>
        operand.Kind is OperandSource.Output or OperandSource.Result or OperandSource.Scratch;

    private static Share ShareOf(OpaqueKernel kernel, KernelOperand operand, Buffer buffer) => buffer.Kind switch
    {
        _ when operand.IsOfAll => Share.Any,
        BufferKind.Scratch => Share.Private,
        BufferKind.Activation or BufferKind.Tokens or BufferKind.Cache when !kernel.IsShared => Share.Samples,
        _ => Share.Any,
    };
}
