using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Numbers that are the same for all samples.</summary>
internal static class VectorParts
{
    public static OpaquePart Sum(VectorSumKernel kernel, string element) => OpaquePart.ForEach("", kernel.Formula, 1, w =>
    {
        w.Line($"{element} sum = {DevicePrinter.Literal(0, element)};");
        using (w.Open($"for (int k = 0; k < {kernel.Size}; k++)"))
        {
            w.Line("sum += g.V[k];");
        }

        w.Line("g.Y[i] = sum;");
    });

    public static OpaquePart Add(VectorAddKernel kernel, bool accumulates) => OpaquePart.ForEach(
        "", kernel.Formula, kernel.Size, w => w.Line($"g.Gradient[i] {(accumulates ? "+=" : "=")} g.V[i];"));
}
