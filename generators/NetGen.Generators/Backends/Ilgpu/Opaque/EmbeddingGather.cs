using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>y[t] = W[token[t]].</summary>
internal sealed class EmbeddingGather : OpaqueTemplate
{
    public override IReadOnlyList<string> Operands(OpaqueKernel kernel) => Named(kernel, "Tokens", "Table", "Y");

    public override IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element)
    {
        GpuNumbers numbers = new(kernel);
        GpuNumber rows = numbers["rows"], width = numbers["width"];
        yield return ForEach("", "y[t] = W[token[t]]", rows * width, true, w => w.Line(
            $"g.Y[i] = g.Table[g.Tokens[i / {width.Device}] * {width.Device} + i % {width.Device}];"));
    }
}
