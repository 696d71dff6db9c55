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
            if (x.Constant is { } then && y.Constant is { } otherwise)
            {
                return Value.Of(Folding.Fold.Where(chosen, then, otherwise));
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
            Value other = c.Algebra.Multiply(y.IsConstant ? Finite(y) : y, zeros);
            return c.Algebra.Pair(Pairing.Add with { Learns = false }, kept, other);
        }

        return c.Algebra.Three(
            "Choose", "x > 0 ? y : z", static (condition, x, y) => condition != 0 ? x : y, condition, x, y, x.Type);
    }

    private static Value Finite(Value x) => Value.Of(Folding.Fold.Map(x.Type, x.Constant!, Methods.Finite));
}
