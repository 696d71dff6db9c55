using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x + a + …;  the gradient of each is dy.</summary>
internal sealed class AddOp(AddAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override IReadOnlyList<string> Stages => attribute.Stages;

    public override bool Joins => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        foreach (StageShape other in rule.Others)
        {
            if (other.Shape != rule.Input)
            {
                return rule.Error("NG0023", Name, rule.Stage, rule.Input.ToString(), $"stage '{other.Stage}'", other.Shape.ToString());
            }
        }

        return rule.Input;
    }

    public override Node Forward(ForwardContext c)
    {
        Expr sum = new Expr.Input(0);
        for (int i = 0; i < c.Others.Count; i++)
        {
            sum += new Expr.Input(i + 1);
        }

        return c.Map(c.Label, c.Use.Output, sum, [c.Input, .. c.Others]);
    }
}
