namespace NetGen.Generators.Graph;

/// <summary>
/// Shape of a value. What a user sees as [channels, height, width] is kept channels-last: rows (batch × height × width) of channels.
/// A vector of features is one row of channels; height and width are 1.
/// </summary>
/// <param name="Kind">Which axes it has.</param>
/// <param name="Channels">Innermost dimension.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="IsImage">Whether the user sees three dimensions.</param>
internal sealed record TensorShape(Axes Kind, int Channels, int Height, int Width, bool IsImage)
{
    public static readonly TensorShape Scalar = new(Axes.None, 1, 1, 1, false);

    public static TensorShape Features(int count) => new(Axes.Elements, count, 1, 1, false);

    public static TensorShape Image(int channels, int height, int width) => new(Axes.Elements, channels, height, width, true);

    public static TensorShape PerChannel(int channels) => new(Axes.Channels, channels, 1, 1, false);

    /// <summary>One value for each row: same rows, no channels.</summary>
    public TensorShape PerRow() => this with { Kind = Axes.Rows, Channels = 1 };

    /// <summary>Rows of one sample.</summary>
    public int Rows => Height * Width;

    /// <summary>Elements of one sample.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>The user's view: "64×7×7", or "10".</summary>
    public override string ToString() => IsImage ? $"{Channels}×{Height}×{Width}" : $"{Channels}";

    /// <summary>The view in a kernel's comment: "batch × 7 × 7 × 64".</summary>
    public string Layout() => Kind switch
    {
        Axes.None => "scalar",
        Axes.Channels => $"{Channels}",
        Axes.Rows => IsImage ? $"batch × {Height} × {Width}" : "batch",
        _ => IsImage ? $"batch × {Height} × {Width} × {Channels}" : $"batch × {Channels}",
    };
}

/// <summary>Which axes a value has; the others it is broadcast along.</summary>
internal enum Axes
{
    /// <summary>One number.</summary>
    None,

    /// <summary>[channels]: the same for each row.</summary>
    Channels,

    /// <summary>[batch, height, width]: the same for each channel.</summary>
    Rows,

    /// <summary>[batch, height, width, channels].</summary>
    Elements,
}
