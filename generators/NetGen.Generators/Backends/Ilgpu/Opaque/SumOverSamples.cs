using NetGen.Generators.Graph;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>dP[t] = Σ dy[t] over the batch; 0 for positions that this run does not have.</summary>
internal sealed class SumOverSamples : OpaqueTemplate
{
    public override IReadOnlyList<string> Operands(OpaqueKernel kernel) => Named(kernel, "Dy", "Gradient");

    public override IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element)
    {
        GpuNumbers numbers = new(kernel);
        GpuNumber used = numbers["rows"] * numbers["width"], all = numbers["allRows"] * numbers["width"];
        yield return ForEach("", "dP[t] = Σ dy[t] over the batch", accumulates ? used : all, false, w =>
        {
            w.Line($"{element} sum = {Literal(0, element)};");
            bool isPart = !accumulates && used != all;
            using (w.Open($"for (int n = 0; n < {numbers["samples"].Device}{(isPart ? $" && i < {used.Device}" : "")}; n++)"))
            {
                w.Line($"sum += g.Dy[n * {used.Device} + i];");
            }

            w.Line($"g.Gradient[i] {(accumulates ? "+=" : "=")} sum;");
        });
    }
}
