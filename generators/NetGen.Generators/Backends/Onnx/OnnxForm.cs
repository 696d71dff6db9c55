using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>
/// How a value of the graph lies in ONNX: as the user sees it, samples first and channels before pixels: [batch, channels], [batch,
/// positions, channels] or [batch, channels, height, width]. An axis that a value is the same along is 1.
/// </summary>
internal static class OnnxForm
{
    /// <summary>The axis of the channels.</summary>
    public static int ChannelAxis(TensorShape shape) => shape.Form is Form.Sequence or Form.Tokens ? 2 : 1;

    /// <summary>The axis of a memory's axis (0 line, 1 pixel, 2 channel); −1 where the form has none.</summary>
    public static int AxisOf(TensorShape shape, int memory) => shape.Form switch
    {
        Form.Image => memory == 2 ? 1 : memory + 2,
        Form.Sequence or Form.Tokens => memory,
        _ => memory == 2 ? 1 : -1,
    };

    /// <summary>Number of axes.</summary>
    public static int Rank(TensorShape shape) => shape.Form switch { Form.Image => 4, Form.Features => 2, _ => 3 };

    /// <summary>Sizes of a sample's axes, samples first: 0 stands for the batch, −1 for positions whose number is open.</summary>
    public static int[] Sizes(TensorShape shape)
    {
        int width = shape.Length >= 0 ? -1 : shape.Width;
        int channels = shape.Kind.HasFlag(Axes.Channels) ? shape.Channels : 1;
        return shape.Form switch
        {
            Form.Image => [0, channels, shape.Height, shape.Width],
            Form.Features => [0, channels],
            _ => [0, width, channels],
        };
    }

    /// <summary>The order of axes from this form to rows of channels, which is how values lie in NetGen's memory.</summary>
    public static int[]? ToRows(TensorShape shape) => shape.IsImage ? [0, 2, 3, 1] : null;

    /// <summary>And back.</summary>
    public static int[]? FromRows(TensorShape shape) => shape.IsImage ? [0, 3, 1, 2] : null;

    /// <summary>Before the first, then behind the last element of each axis.</summary>
    public static int[] Pads(Window y, Window x, bool isLine) =>
        isLine ? [x.Before, x.After] : [y.Before, x.Before, y.After, x.After];
}
