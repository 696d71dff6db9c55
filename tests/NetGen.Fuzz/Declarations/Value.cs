namespace NetGen.Fuzz.Declarations;

/// <summary>How a value's sizes are read.</summary>
internal enum Form
{
    Features,
    Sequence,
    Image,
    Tokens,
}

/// <summary>Shape of a value by the rules of the documentation, worked out without the compiler.</summary>
internal sealed record Value(Form Form, int Channels, int Height, int Width)
{
    public int Rows => Height * Width;

    public int Size => Channels * Rows;

    public bool IsFeatures => Form == Form.Features;

    public bool IsSequence => Form == Form.Sequence;

    public bool IsImage => Form == Form.Image;

    public bool IsTokens => Form == Form.Tokens;

    /// <summary>As a user writes it: features; length, features; channels, height, width.</summary>
    public int[] Sizes => Form switch
    {
        Form.Features => [Channels],
        Form.Sequence => [Width, Channels],
        Form.Image => [Channels, Height, Width],
        _ => [Width],
    };

    public static Value Features(int count) => new(Form.Features, count, 1, 1);

    public static Value Sequence(int length, int features) => new(Form.Sequence, features, 1, length);

    public static Value Image(int channels, int height, int width) => new(Form.Image, channels, height, width);

    public static Value Tokens(int length) => new(Form.Tokens, 1, 1, length);

    /// <summary>From one to three sizes.</summary>
    public static Value Of(int[] sizes) => sizes switch
    {
        [var features] => Features(features),
        [var length, var features] => Sequence(length, features),
        _ => Image(sizes[0], sizes[1], sizes[2]),
    };

    public override string ToString() => $"{Form} {string.Join("×", Sizes)}";
}
