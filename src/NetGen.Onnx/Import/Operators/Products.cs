using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Products of matrices.</summary>
internal static class Products
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("MatMul", static c => c.Algebra.Product(c[0], c[1]));
        all.Add("Gemm", Gemm);
        all.Add("Einsum", Einsum);
    }

    /// <summary>alpha · A · B + beta · C.</summary>
    private static Value Gemm(OperatorContext c)
    {
        OnnxNode node = c.Node;
        double alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        Value a = c[0], b = c[1];
        Value? bias = c.Find(2);
        if (a.Rank != 2 || b.Rank != 2)
        {
            throw new UnsupportedException($"it needs two matrices, not {a} and {b}.");
        }

        a = node.Flag("transA") ? c.Algebra.TurnedAround(a) : a;
        b = node.Flag("transB") ? c.Algebra.TurnedAround(b) : b;
        if (b.Constant is { } weight && !a.IsConstant && !Batch.Is(a.Dims[1]))
        {
            Tensor turned = Fold.Transpose(weight, [1, 0]);
            Tensor scaled = alpha == 1 ? turned : Fold.Map(turned.Type, turned, x => alpha * x);
            if (bias is null || beta == 0)
            {
                return c.Algebra.Linear(a, scaled, null);
            }

            if (bias.Constant is { } constant && (constant.Count == 1 || constant.Count == b.Dims[1])
                && constant.Dims.LastOrDefault(1) == constant.Count)
            {
                Tensor own = beta == 1 && constant.Count == b.Dims[1]
                    ? constant.Reshaped(constant.Count)
                    : Tensor.Of(constant.Type, [(int)b.Dims[1]], i => beta * constant[constant.Count == 1 ? 0 : i]);
                return c.Algebra.Linear(a, scaled, own);
            }
        }

        Value product = c.Algebra.Product(a, b);
        product = c.Algebra.Multiply(product, OperatorContext.Number(alpha, product.Type));
        return bias is null || beta == 0
            ? product
            : c.Algebra.Add(product, c.Algebra.Multiply(bias, OperatorContext.Number(beta, bias.Type)));
    }

    /// <summary>Sums over the letters that the result lacks: as a product of matrices where two values are given.</summary>
    private static Value Einsum(OperatorContext c)
    {
        Value[] values = [.. c.All];
        string equation = Spelled(c.Node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal), values);
        string[] sides = equation.Split("->");
        string[] terms = sides[0].Split(',');
        if (equation.Contains('.') || terms.Length != values.Length || terms.Length > 2
            || terms.Where((term, i) => term.Length != values[i].Rank || term.Distinct().Count() != term.Length).Any())
        {
            throw new UnsupportedException($"'{equation}' is no sum of one or two values with letters of their own for each axis.");
        }

        string result = sides.Length > 1 ? sides[1] : string.Concat(sides[0].Where(char.IsLetter)
            .GroupBy(static letter => letter).Where(static group => group.Count() == 1).Select(static group => group.Key).Order());
        if (terms.Length == 1)
        {
            return Ordered(c, Summed(c, values[0], ref terms[0], result), terms[0], result);
        }

        values[0] = Summed(c, values[0], ref terms[0], result + terms[1]);
        values[1] = Summed(c, values[1], ref terms[1], result + terms[0]);
        string both = string.Concat(terms[0].Where(letter => terms[1].Contains(letter)));
        string batch = string.Concat(both.Where(result.Contains)), inner = string.Concat(both.Where(letter => !result.Contains(letter)));
        string left = string.Concat(terms[0].Where(letter => !both.Contains(letter)));
        string right = string.Concat(terms[1].Where(letter => !both.Contains(letter)));
        Value a = Grouped(c, values[0], terms[0], batch, left, inner), b = Grouped(c, values[1], terms[1], batch, inner, right);
        Value product = c.Algebra.Product(a, b);
        long Size(char letter) =>
            terms[0].Contains(letter) ? values[0].Dims[terms[0].IndexOf(letter)] : values[1].Dims[terms[1].IndexOf(letter)];
        string order = batch + left + right;
        return Ordered(c, Algebra.Algebra.Reshape(product, [.. order.Select(Size)]), order, result);
    }

    /// <summary>Axes that are only dots get letters of their own; those of several values are the same from the end.</summary>
    private static string Spelled(string equation, Value[] values)
    {
        const string More = "ZYXWVUTSRQPONMLKJIHGFEDCBA";
        if (!equation.Contains("...", StringComparison.Ordinal))
        {
            return equation;
        }

        string[] sides = equation.Split("->"), terms = sides[0].Split(',');
        int[] counts = [.. terms.Select(
            (term, i) => i < values.Length ? Math.Clamp(values[i].Rank - (term.Length - 3), 0, More.Length) : 0)];
        string Letters(int count) => More[..counts.Max()][^count..];
        string[] spelled = [.. terms.Select((term, i) => term.Replace("...", Letters(counts[i]), StringComparison.Ordinal))];
        string result = sides.Length > 1 ? sides[1].Replace("...", Letters(counts.Max()), StringComparison.Ordinal)
            : Letters(counts.Max()) + string.Concat(sides[0].Where(char.IsLetter).GroupBy(static letter => letter)
                .Where(static group => group.Count() == 1).Select(static group => group.Key).Order());
        return $"{string.Join(',', spelled)}->{result}";
    }

    private static Value Summed(OperatorContext c, Value x, ref string term, string kept)
    {
        string own = term;
        int[] axes = [.. Enumerable.Range(0, own.Length).Where(i => !kept.Contains(own[i]))];
        term = string.Concat(own.Where(kept.Contains));
        return axes.Length == 0
            ? x
            : Algebra.Algebra.Reshape(
                c.Algebra.Reduce(Import.Algebra.Reduction.Sum, x, axes), [.. x.Dims.Where((_, i) => !axes.Contains(i))]);
    }

    private static Value Ordered(OperatorContext c, Value x, string from, string to) => from == to
        ? x
        : from.Length == to.Length && to.All(from.Contains)
            ? c.Algebra.Transpose(x, [.. to.Select(letter => from.IndexOf(letter))])
            : throw new UnsupportedException($"'{from}' does not become '{to}'.");

    /// <summary>[batch …, rows, columns].</summary>
    private static Value Grouped(OperatorContext c, Value x, string term, string batch, string rows, string columns)
    {
        Value ordered = Ordered(c, x, term, batch + rows + columns);
        long Product(int start, int count) => ordered.Dims.Skip(start).Take(count).Aggregate(1L, static (product, dim) => product * dim);
        return Algebra.Algebra.Reshape(
            ordered, [.. ordered.Dims.Take(batch.Length), Product(batch.Length, rows.Length),
                Product(batch.Length + rows.Length, columns.Length)]);
    }
}
