using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// The value so far with others, element by element. What has one number for each channel of a sample is the same for all rows of what has
/// more.
/// </summary>
internal abstract class MergingOp(string[] stages) : Operation
{
    public override IReadOnlyList<string> Stages => stages;

    public override bool Joins => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        StageShape? largest = rule.Others.OrderByDescending(other => Rank(other.Shape)).FirstOrDefault();
        TensorShape whole = largest is not null && Rank(largest.Shape).CompareTo(Rank(x)) > 0 ? largest.Shape : x;
        StageShape? misfit = Fits(x, whole) ? rule.Others.FirstOrDefault(other => !Fits(other.Shape, whole)) : largest;
        return misfit is null
            ? whole
            : rule.Error("NG0023", Name, rule.Stage, x.ToString(), $"stage '{misfit.Stage}'", misfit.Shape.ToString());
    }

    /// <summary>What has more rows is larger; of one row, an image or a sequence is more than features.</summary>
    private static (int Rows, bool HasAxes) Rank(TensorShape shape) => (shape.Rows, shape.IsImage || shape.IsSequence);

    /// <summary>Whether a value stands for a whole one, element by element or as one number for each of its channels.</summary>
    private static bool Fits(TensorShape shape, TensorShape whole) => shape == whole
        || (shape.Rows == 1 && shape.Length < 0 && shape.Channels == whole.Channels && (whole.IsImage || whole.IsSequence)
            && (shape.Form == Form.Features || shape.Form == whole.Form));
}

/// <summary>The same by a formula of two.</summary>
internal abstract class PairwiseOp(string[] stages) : MergingOp(stages)
{
    public override Node Forward(ForwardContext c) => c.Map(
        c.Label, c.Use.Output, Enumerable.Range(0, c.Others.Count + 1).Select(i => (Expr)new Expr.Input(i)).Aggregate(Merge),
        [c.Input, .. c.Others]);

    /// <summary>Two values as one.</summary>
    protected abstract Expr Merge(Expr x, Expr other);
}
