using NetGen.Generators.Kernels;

namespace NetGen.Generators.Graph;

/// <summary>
/// Shape of a value. Everything is kept channels-last: rows (batch × height × width) of channels. A vector of features is one row; a
/// sequence is one line of positions; what a user sees as [channels, height, width] is an image.
/// </summary>
/// <param name="Kind">Which axes it has.</param>
/// <param name="Channels">Innermost dimension.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image, positions of a sequence.</param>
/// <param name="Form">How the user sees it.</param>
/// <param name="Length">Which of the network's lengths its width is, that may be shorter at run time; −1 where it is fixed.</param>
internal sealed record TensorShape(Axes Kind, int Channels, int Height, int Width, Form Form, int Length = -1)
{
    /// <summary>What its elements are.</summary>
    public NumberType Type { get; init; }

    public static readonly TensorShape Scalar = new(Axes.None, 1, 1, 1, Form.Features);

    public static TensorShape Features(int count) => new(Axes.Elements, count, 1, 1, Form.Features);

    public static TensorShape Image(int channels, int height, int width) => new(Axes.Elements, channels, height, width, Form.Image);

    public static TensorShape Sequence(int positions, int features, int length) =>
        new(Axes.Elements, features, 1, positions, Form.Sequence, length);

    public static TensorShape Tokens(int positions, int length) =>
        new(Axes.Elements, 1, 1, positions, Form.Tokens, length) { Type = NumberType.Int32 };

    public static TensorShape PerChannel(int channels) => new(Axes.Channels, channels, 1, 1, Form.Features);

    /// <summary>One value for each row: same rows, no channels.</summary>
    public TensorShape PerRow() => this with { Kind = Axes.Rows, Channels = 1, Type = NumberType.Real };

    /// <summary>One value for each row and channel, the same for each sample.</summary>
    public TensorShape PerPosition() => this with { Kind = Axes.Positions };

    /// <summary>What a sequence has at one position.</summary>
    public TensorShape OnePosition() => this with { Width = 1, Form = Form.Features, Length = -1 };

    /// <summary>So many positions of what has a value for each sample; what is the same for all samples stays as it is.</summary>
    public TensorShape OfPositions(int count, int length = -1) =>
        Kind.HasFlag(Axes.Batch) ? this with { Width = count, Form = Form.Sequence, Length = length } : this;

    public bool IsImage => Form == Form.Image;

    public bool IsSequence => Form == Form.Sequence;

    /// <summary>Rows of one sample.</summary>
    public int Rows => Height * Width;

    /// <summary>Rows of one sample of a run.</summary>
    public Dim RunRows => Dim.Of(Length, Rows);

    /// <summary>Whether each element has one in the other shape, however the user sees the two.</summary>
    public bool IsOneToOneWith(TensorShape other) =>
        this == other || (Rows == 1 && (Kind, Channels, Rows) == (other.Kind, other.Channels, other.Rows));

    /// <summary>Whether the value is one for each sample and channel, which the rows of another shape share.</summary>
    public bool IsSharedByRowsOf(TensorShape domain) =>
        Kind == Axes.Elements && domain.Kind == Axes.Elements && Rows == 1 && domain.Rows > 1;

    /// <summary>Elements of one sample.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>The user's view of the dimensions.</summary>
    public IReadOnlyList<int> Dimensions => Form switch
    {
        Form.Image => [Channels, Height, Width],
        Form.Sequence => [Width, Channels],
        Form.Tokens => [Width],
        _ => [Channels],
    };

    /// <summary>"64×7×7", "128×32" (length × features), "10", or "128 tokens".</summary>
    public override string ToString() => string.Join("×", Dimensions) + (Form == Form.Tokens ? " tokens" : "");

    /// <summary>The view in a kernel's comment: "batch × 7 × 7 × 64".</summary>
    public string Layout()
    {
        string rows = Form == Form.Image ? $" × {Height} × {Width}" : Form == Form.Features ? "" : $" × {Width}";
        return Kind switch
        {
            Axes.None => "scalar",
            Axes.Channels => $"{Channels}",
            Axes.Rows => $"batch{rows}",
            Axes.Positions => $"{rows.Substring(Math.Min(3, rows.Length))} × {Channels}",
            _ => $"batch{rows} × {Channels}",
        };
    }
}

/// <summary>How the user sees a value.</summary>
internal enum Form
{
    /// <summary>[features].</summary>
    Features,

    /// <summary>[length, features].</summary>
    Sequence,

    /// <summary>[channels, height, width].</summary>
    Image,

    /// <summary>[length], whole numbers.</summary>
    Tokens,
}

/// <summary>Which axes a value has; the others it is broadcast along.</summary>
[Flags]
internal enum Axes
{
    /// <summary>One number.</summary>
    None = 0,

    /// <summary>The samples.</summary>
    Batch = 1,

    /// <summary>Height and width: the rows of a sample.</summary>
    Grid = 2,

    /// <summary>[channels]: alone, the same for each row.</summary>
    Channels = 4,

    /// <summary>[height, width, channels]: the same for each sample.</summary>
    Positions = Grid | Channels,

    /// <summary>[batch, height, width]: the same for each channel.</summary>
    Rows = Batch | Grid,

    /// <summary>[batch, height, width, channels]. With one row for each sample it is broadcast along the rows of others.</summary>
    Elements = Batch | Grid | Channels,
}
