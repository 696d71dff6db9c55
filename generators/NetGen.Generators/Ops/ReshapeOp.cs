using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = the values of x, in the user's order, as another shape;  dx the same way back.</summary>
internal sealed class ReshapeOp(ReshapeAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool FixesLength => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        double[] sizes = [.. attribute.Shape.Select(size => (int)size)];
        string seen = $"({string.Join(", ", sizes.Select(s => s.ToString(CultureInfo.InvariantCulture)))})";
        if (!rule.Check(
            "shape", sizes.Length is >= 1 and <= 3 && sizes.Count(s => s == -1) <= 1 && sizes.All(s => s is >= 1 or -1),
            seen, "one to three sizes of at least 1, one of which may be −1"))
        {
            return null;
        }

        double known = sizes.Where(s => s > 0).Aggregate(1.0, (product, size) => product * size);
        sizes = [.. sizes.Select(s => s > 0 ? s : rule.Input.Size / known)];
        if (sizes.Aggregate(1.0, (product, size) => product * size) != rule.Input.Size || sizes.Any(s => s != Math.Floor(s)))
        {
            string product = $"{string.Join("·", attribute.Shape.Select(size => $"{(int)size}").Where(size => size != "-1"))} = {known}";
            return rule.Error(
                "NG0057", "Reshape", $"the shape {seen}, {product},", $"{rule.Input} = {Words.Counted(rule.Input.Size, "value")}");
        }

        return sizes.Length switch
        {
            1 => TensorShape.Features((int)sizes[0]),
            2 => TensorShape.Sequence((int)sizes[0], (int)sizes[1], -1),
            _ => TensorShape.Image((int)sizes[0], (int)sizes[1], (int)sizes[2]),
        };
    }

    public override Node Forward(ForwardContext c) => Reshaping.Add(c.Add, c.Label, c.Input, c.Use.Output);
}
