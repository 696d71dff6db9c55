using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// The value so far with others, element by element. What has one number for each channel of a sample is the same for all its rows.
/// </summary>
internal abstract class MergeOp(string[] stages) : Operation
{
    public override IReadOnlyList<string> Stages => stages;

    public override bool Joins => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        foreach (StageShape other in rule.Others)
        {
            if (other.Shape != x && (!(x.IsImage || x.IsSequence) || other.Shape != TensorShape.Features(x.Channels)))
            {
                return rule.Error("NG0023", Name, rule.Stage, x.ToString(), $"stage '{other.Stage}'", other.Shape.ToString());
            }
        }

        return x;
    }

    public override Node Forward(ForwardContext c) => c.Map(
        c.Label, c.Use.Output, Enumerable.Range(0, c.Others.Count + 1).Select(i => (Expr)new Expr.Input(i)).Aggregate(Merge),
        [c.Input, .. c.Others]);

    /// <summary>Two values as one.</summary>
    protected abstract Expr Merge(Expr x, Expr other);
}
