using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Which positions of a sequence are no padding.</summary>
internal static class PaddingMask
{
    /// <summary>Whether the operation leaves padding out, and its input has a position for each of the tokens; reports where not.</summary>
    public static bool Fits(ShapeRule rule, string name, string? input)
    {
        if (input is null)
        {
            return true;
        }

        TensorShape tokens = rule.Others[rule.Others.Count - 1].Shape, x = rule.Input;
        if ((x.IsSequence || x.Form == Form.Tokens) && (x.Width, x.Length) == (tokens.Width, tokens.Length))
        {
            return true;
        }

        rule.Error(
            "NG0011", name, x.ToString(), $"a position for each of the {tokens} of {input}",
            "leave SkipPadding out, or put it where the sequence is as long as its tokens");
        return false;
    }

    /// <summary>1 for each position that counts, 0 for padding.</summary>
    public static Node Of(ForwardContext c)
    {
        Node tokens = c.Others[c.Others.Count - 1];
        return c.Map($"{tokens.Name} that count", tokens.Shape.PerRow(), 1 - new Expr.IsLabel(0, c.Use.Padding), tokens);
    }

    /// <summary>The value where it counts, something else at padding.</summary>
    public static Node Apply(ForwardContext c, Node x, Expr otherwise) => c.Map(
        $"{c.Label} without padding", x.Shape, Expr.Greater(new Expr.Input(1), 0, new Expr.Input(0), otherwise), x, Of(c));

    /// <summary>1 / number of positions that count, at least one: for each sample.</summary>
    public static Node InverseCount(ForwardContext c)
    {
        Node mask = Of(c);
        TensorShape column = mask.Shape with { Kind = Axes.Elements }, one = TensorShape.Features(1);
        Node values = c.Map($"{mask.Name} as values", column, new Expr.Input(0), mask);
        Node mean = c.Add(new PoolNode($"{mask.Name}, mean", PoolRole.Average, PoolGeometry.Whole(column), one, values));
        Expr count = Expr.Max(new Expr.Input(0) * Expr.RowsOf(column), 1);
        Node number = c.Reduce($"{mask.Name}, count", ReduceOperator.Sum, one.PerRow(), count, mean);
        return c.Map($"1 / {mask.Name}", one.PerRow(), 1 / new Expr.Input(0), number);
    }
}
