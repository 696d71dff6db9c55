using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x with zeros, its mirror image or its first and last elements around it;  dx = dy there, and what was copied from it.
/// </summary>
internal sealed class PadOp(PadAttribute attribute) : Operation
{
    public override bool FixesLength => true;

    public override bool PassesShift(OperationUse use) => attribute.Mode != PaddingMode.Zeros;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!x.IsImage && !x.IsSequence)
        {
            return rule.Error(
                "NG0011", Name, x.ToString(), "channels × height × width, or length × features", "place it before Flatten");
        }

        if (!rule.AreSides(attribute.Amounts, x.IsSequence))
        {
            return null;
        }

        Sides sides = new(attribute.Amounts, x.IsSequence);
        return Border.Fits(rule, sides, attribute.Mode) ? Border.Shape(x, sides) : null;
    }

    public override Node Forward(ForwardContext c) =>
        Border.Around(c, c.Label, c.Input, new Sides(attribute.Amounts, c.Input.Shape.IsSequence), attribute.Mode);
}
