using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Where the products of a loop nest lie.</summary>
internal static class NestCode
{
    /// <summary>
    /// Σ index·step over (outer, inner, run) of product <paramref name="k"/>, a variable: "k" itself where neighbours follow each other.
    /// </summary>
    public static string Offset(this Nest nest, string k)
    {
        int inner = nest.InnerCount * nest.Run;
        return Code.Sum(
            Term(nest.OuterCount, nest.OuterStep, inner, nest.Depth), Term(nest.InnerCount, nest.InnerStep, nest.Run, inner),
            Term(nest.Run, nest.RunStep, 1, nest.Run));

        string Term(int count, int step, int divisor, int modulus)
        {
            if (count == 1 || step == 0)
            {
                return "0";
            }

            string index = Code.Over(k, divisor);
            return Code.Times(modulus < nest.Depth ? Code.Modulo(index, count) : index, step);
        }
    }
}
