using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = Σ s[t]·W[token[t]] over the positions that count, s = 1 unless given; for a mean, divided by their number.</summary>
internal sealed class EmbeddingBagOp(EmbeddingBagAttribute attribute) : Operation
{
    public override bool TakesTokens => true;

    public override IReadOnlyList<string>? Stages => attribute.Weights is { } weights ? [weights] : null;

    public override string? PaddingArgument => nameof(attribute.SkipPadding);

    public override string? PaddingInput => attribute.SkipPadding;

    public override bool LooksAhead => true;

    public override bool MixesPositions(OperationUse use, int source) => use.Padding < 0;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.AtLeast(attribute.Width, 1) || !PaddingMask.Fits(rule, Name, attribute.SkipPadding))
        {
            return null;
        }

        TensorShape tokens = rule.Input;
        if (attribute.Weights is { } weights && rule.Others[0].Shape != TensorShape.Sequence(tokens.Width, 1, tokens.Length))
        {
            return rule.Error(
                "NG0011", Name, $"weights '{weights}' of {rule.Others[0].Shape}", $"one number for each of the {tokens}",
                $"give it [{tokens.Width} × 1], as [Input({tokens.Width}, 1)] or [Linear(1)] of a sequence does");
        }

        return TensorShape.Features((int)attribute.Width);
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("weight", rule.Vocabulary, (int)attribute.Width, attribute)];

    public override Node Forward(ForwardContext c)
    {
        TensorShape vectors = TensorShape.Sequence(c.Input.Shape.Width, (int)attribute.Width, c.Input.Shape.Length);
        Node x = EmbeddingOp.Vectors(c, vectors);
        if (attribute.Weights is not null)
        {
            Node weight = c.Reduce($"{c.Label} weights", ReduceOperator.Sum, vectors.PerRow(), new Expr.Input(0), c.Others[0]);
            x = c.Map($"{c.Label} weighted", vectors, new Expr.Input(0) * new Expr.Input(1), x, weight);
        }

        bool skips = c.Use.Padding >= 0, isMean = attribute.Mode == EmbeddingBagMode.Mean;
        x = skips ? PaddingMask.Apply(c, x, 0) : x;
        Node mean = c.Add(new PoolNode($"{c.Label} mean", PoolRole.Average, PoolGeometry.Whole(vectors), c.Use.Output, x));
        if (isMean && !skips)
        {
            return mean;
        }

        Expr sum = new Expr.Input(0) * Expr.RowsOf(vectors);
        return isMean
            ? c.Map($"{c.Label} of those", c.Use.Output, sum * new Expr.Input(1), mean, PaddingMask.InverseCount(c))
            : c.Map($"{c.Label} sum", c.Use.Output, sum, mean);
    }
}
