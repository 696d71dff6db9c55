using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>The norms of a parameter's rows with one thread for each row, their gradient with one for each element.</summary>
internal static class RowNorms
{
    public static OpaquePart Norms(RowNormKernel kernel, string element) => OpaquePart.ForEach("", kernel.Formula, kernel.Rows, w =>
    {
        w.Line($"{element} sum = {DevicePrinter.Literal(1e-24, element)};");
        using (w.Open($"for (int c = 0; c < {kernel.Columns}; c++)"))
        {
            w.Lines($"{element} value = g.W[i * {kernel.Columns} + c];", "sum += value * value;");
        }

        w.Line("g.Norm[i] = DeviceMath.Sqrt(sum);");
    });

    public static OpaquePart Gradient(RowNormGradientKernel kernel, bool accumulates) =>
        OpaquePart.ForEach("", kernel.Formula, kernel.Rows * kernel.Columns, w => w.Line(
            $"g.Gradient[i] {(accumulates ? "+=" : "=")} g.Dn[i / {kernel.Columns}] / g.Norm[i / {kernel.Columns}] * g.W[i];"));
}
