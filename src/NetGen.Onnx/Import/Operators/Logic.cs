using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Comparisons and choices: true is 1, false 0.</summary>
internal static class Logic
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        Pair(all, "Equal", "x == y ? 1 : 0", static (x, y) => x == y);
        Pair(all, "Greater", "x > y ? 1 : 0", static (x, y) => x > y);
        Pair(all, "GreaterOrEqual", "x >= y ? 1 : 0", static (x, y) => x >= y);
        Pair(all, "Less", "x < y ? 1 : 0", static (x, y) => x < y);
        Pair(all, "LessOrEqual", "x <= y ? 1 : 0", static (x, y) => x <= y);
        Pair(all, "And", "x * y", static (x, y) => x != 0 && y != 0);
        Pair(all, "Or", "x > y ? x : y", static (x, y) => x != 0 || y != 0);
        Pair(all, "Xor", "x == y ? 0 : 1", static (x, y) => (x != 0) != (y != 0));
        all.Add("Not", static c => c.Algebra.Formula(c.X, "Not", "1 - x", static x => x == 0 ? 1 : 0));
        all.Add("Where", Where);
    }

    private static void Pair(Dictionary<string, OperatorMapping> all, string name, string formula, Func<double, double, bool> fold) =>
        all.Add(name, c => c.Algebra.Pair(
            new Pairing(name, formula, (x, y) => fold(x, y) ? 1 : 0) { IsCondition = true, FoldIntegers = (x, y) => fold(x, y) ? 1 : 0 },
                c[0], c[1]));

    private static Value Where(OperatorContext c)
    {
        Value condition = c[0], x = c[1], y = c[2];
        if (condition.Constant is { } chosen)
        {
            if (x.Constant is { } yes && y.Constant is { } no)
            {
                return Value.Of(Folding.Fold.Where(chosen, yes, no));
            }

            if (Enumerable.Range(0, chosen.Count).All(i => chosen[i] != 0) || Enumerable.Range(0, chosen.Count).All(i => chosen[i] == 0))
            {
                long[] dims = Folding.Fold.Broadcast(Folding.Fold.Broadcast(condition.Dims, x.Dims), y.Dims);
                return c.Algebra.Expand(chosen[0] != 0 ? x : y, dims);
            }

            // Masks: x where it is 1 and y where it is 0. Neither is looked at by training.
            Value ones = condition.OfType(DataType.Int64),
            zeros = Value.Of(Folding.Fold.Map(DataType.Int64, chosen, static bit => 1 - bit));
            Value kept = c.Algebra.Multiply(x.IsConstant ? Finite(x) : x, ones);
            Value rest = c.Algebra.Multiply(y.IsConstant ? Finite(y) : y, zeros);
            return c.Algebra.Pair(Pairing.Add with { Learns = false }, kept, rest);
        }

        // A number that is the same everywhere stands in the formula.
        (double? one, double? other) = (Number(x), Number(y));
        string then = one is { } a ? c.Algebra.Methods.Literal(a) : "y", otherwise = other is { } b ? c.Algebra.Methods.Literal(b) : "y";
        string formula = $"x > 0 ? {then} : {otherwise}";
        long[] all = Folding.Fold.Broadcast(Folding.Fold.Broadcast(condition.Dims, x.Dims), y.Dims);
        if (one is not null && other is not null)
        {
            return c.Algebra.Expand(
                c.Algebra.Formula(condition, "Choose", formula, bit => bit != 0 ? one.Value : other.Value).OfType(x.Type), all);
        }

        if (one is not null || other is not null)
        {
            Pairing choice = new("Choose", formula, (bit, value) => bit != 0 ? one ?? value : other ?? value);
            return c.Algebra.Expand(c.Algebra.Pair(choice, condition, one is null ? x : y).OfType(x.Type), all);
        }

        return c.Algebra.Three(
            "Choose", "x > 0 ? y : z", static (condition, x, y) => condition != 0 ? x : y, condition, x, y, x.Type);
    }

    /// <summary>The number that a constant is everywhere; null for others.</summary>
    private static double? Number(Value value) => value.Constant is { Count: > 0 } numbers
        && Enumerable.Range(1, numbers.Count - 1).All(i => numbers[i].Equals(numbers[0])) ? numbers[0] : null;

    private static Value Finite(Value x) => Value.Of(Folding.Fold.Map(x.Type, x.Constant!, Methods.Finite));
}
