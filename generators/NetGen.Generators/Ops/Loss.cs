using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of f(x, t) over the elements, or over the rows, with a method of the user's.</summary>
internal sealed class Loss(LossAttribute attribute, FunctionModel function) : Criterion
{
    private bool IsOfRows => function.Given[0].Width == 0;

    private bool HasWeight => function.Given.Any(given => given.Kind == GivenKind.Weight);

    public override bool TakesLabels => function.Given.Any(given => given.Kind == GivenKind.Label);

    // A method that takes the weight weighs by itself.
    public override bool MixesSamples => HasWeight;

    public override bool Check(ShapeRule rule) => (!TakesLabels || HasClasses(rule))
        && rule.Check("method", function.Fits(rule.Input.Channels), function.Name, $"one for rows of {rule.Input.Channels} numbers")
        && rule.Check("sampleWeights", attribute.SampleWeights || !HasWeight, "false", $"true, since {function.Name} takes a weight");

    public override LossNodes Build(LossContext c)
    {
        Node Given(int index) => function.Given[index].Kind switch
        {
            GivenKind.Value => c.Output,
            GivenKind.Weight => c.Weight!,
            _ => c.Target,
        };
        FunctionNodes nodes = IsOfRows
            ? new RowNodes(function, c.Add, "loss", c.Output.Shape, Given)
            : new ElementNodes(
                function, c.Add, "loss", c.Output.Shape, Given, _ => throw new InvalidOperationException("A loss learns nothing."));
        Node value = nodes.Results()[0];
        double share = IsOfRows ? 1 : 1.0 / c.Output.Shape.Channels;
        Node sum = HasWeight
            ? c.Reduce("loss sum", ReduceOperator.Sum, TensorShape.Scalar, new Expr.Input(0), value)
            : c.Total("loss sum", new Expr.Input(0), value);
        Node mean = c.Map("loss mean", TensorShape.Scalar, new Expr.Input(0) * (Expr.PerRow(c.Output.Shape) * share), sum);
        Node seed = c.Map("∂loss share", value.Shape, Expr.LossScale(c.Output.Shape) * share);
        return (mean, c.GradientOf(value, seed));
    }
}
