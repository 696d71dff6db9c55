using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>The numbers of an affine loop nest by name, as the lowering wrote them: what it left out is what the runtime's shapes assume.</summary>
internal sealed class Nest(EquatableArray<Field> fields)
{
    public int this[string name, int otherwise = 0] => fields.FirstOrDefault(f => f.Name == name)?.Value.Factor ?? otherwise;

    /// <summary>
    /// base + Σ count·step over (outer, inner, run) of product <paramref name="k"/>: "k" itself where neighbours follow each other.
    /// </summary>
    /// <param name="k">The number of the product, a variable.</param>
    /// <param name="inner">Inner steps.</param>
    /// <param name="run">Products of a run.</param>
    /// <param name="outerStep">Elements between outer steps.</param>
    /// <param name="innerStep">Elements between inner steps.</param>
    /// <param name="runStep">Elements between products of a run.</param>
    /// <param name="outer">Outer steps.</param>
    public static string Offset(string k, int outer, int inner, int run, int outerStep, int innerStep, int runStep)
    {
        int depth = outer * inner * run;
        return Code.Sum(Term(outer, outerStep, inner * run, depth), Term(inner, innerStep, run, inner * run), Term(run, runStep, 1, run));

        string Term(int count, int step, int divisor, int modulus)
        {
            if (count == 1 || step == 0)
            {
                return "0";
            }

            string index = Code.Over(k, divisor);
            return Code.Times(modulus < depth ? Code.Modulo(index, count) : index, step);
        }
    }
}
