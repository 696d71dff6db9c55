using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>One of the GPU kernels that compute an opaque one, to be launched one after the other.</summary>
/// <param name="Suffix">Of its name where there are several; "" otherwise.</param>
/// <param name="Formula">For people.</param>
/// <param name="Write">Writes body, groups and threads; operands are fields by their names, views from the buffer's element 0 on.</param>
internal sealed record OpaquePart(string Suffix, string Formula, Action<DeviceKernel> Write)
{
    /// <summary>What an opaque kernel is on a GPU, which does not decode.</summary>
    /// <param name="launch">What to compute, and how its operands lie.</param>
    /// <param name="element">"float" or "double".</param>
    public static IEnumerable<OpaquePart> Of(OpaqueLaunch launch, string element)
    {
        bool accumulates = launch.Accumulates == true;
        return launch.Kernel switch
        {
            GatherKernel gather => [EmbeddingParts.Gather(gather, launch.BoxOf("Y"))],
            GatherGradientKernel gradient => EmbeddingGradient.Parts(gradient, launch.BoxOf("Dy"), accumulates, element),
            SumOverSamplesKernel sum => [EmbeddingParts.Sum(sum, launch.BoxOf("Dy"), accumulates, element)],
            RotationKernel rotation => [Rotation.Part(rotation, launch.IsInPlace, element)],
            ProductKernel product => [BatchedProduct.Part(product, launch.BoxOf, element)],
            BatchLogSumKernel sum => [BatchPairs.LogSum(sum, element)],
            BatchPairGradientKernel gradient => [BatchPairs.Gradient(gradient, element)],
            AttentionForwardKernel forward => [AttentionForward.Part(forward, element)],
            AttentionBackwardKernel backward => AttentionBackward.Parts(backward, element),
            MaximumWeightGradientKernel gradient => [MaximumGradient.Weights(gradient, accumulates, element)],
            MaximumInputGradientKernel gradient => [MaximumGradient.Inputs(gradient, element)],
            VectorSumKernel sum => [VectorParts.Sum(sum, element)],
            VectorAddKernel add => [VectorParts.Add(add, accumulates)],
            RowNormKernel norms => [RowNorms.Norms(norms, element)],
            RowNormGradientKernel gradient => [RowNorms.Gradient(gradient, accumulates)],
            _ => throw new InvalidOperationException($"No GPU code for {launch.Kernel.Method}."),
        };
    }

    /// <summary>A kernel with one thread for each item; <paramref name="write"/> tells what thread i does.</summary>
    public static OpaquePart ForEach(string suffix, string formula, Dim items, Action<SourceWriter> write) => new(suffix, formula, kernel =>
    {
        // A warp is enough where there is little to do.
        kernel.Threads = items is { Length: < 0, Factor: <= 1024 } ? 32 : 128;
        kernel.Groups[0] = $"Ceil({items.OnHost()}, {kernel.Threads})";
        kernel.Body.Line($"int i = Grid.IdxX * {kernel.Threads} + Group.IdxX;");
        using (kernel.Body.Open($"if (i < {items.InKernel()})"))
        {
            write(kernel.Body);
        }
    });

    public void Emit(DeviceKernel kernel, OpaqueLaunch launch, string element)
    {
        foreach ((KernelOperand operand, Buffer buffer) in launch.Views)
        {
            kernel.View(buffer.Layout.Type.Code(element), operand.Name);
        }

        kernel.Summary = [launch.Title, Formula, launch.Detail];
        Write(kernel);
    }
}
