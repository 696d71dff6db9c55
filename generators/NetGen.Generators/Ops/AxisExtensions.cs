using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

internal static class AxisExtensions
{
    /// <summary>Size along the axis; null where a value of that form has none.</summary>
    public static int? Size(this Axis axis, TensorShape shape) => (axis, shape.Form) switch
    {
        (Axis.Features, _) => shape.Channels,
        (Axis.Length, Form.Sequence) => shape.Width,
        (Axis.Height, Form.Image) => shape.Height,
        (Axis.Width, Form.Image) => shape.Width,
        _ => null,
    };
}
