namespace NetGen.Fuzz.Declarations;

/// <content>What goes over lines and pixels, or over positions.</content>
internal static partial class Layers
{
    private static IEnumerable<Layer> Windows() =>
    [
        new("Conv2d", (draw, x) => x.IsImage ? Conv2d(draw, x) : null),
        new("Conv1d", (draw, x) => x.IsSequence ? Conv1d(draw, x) : null),
        new("ConvTranspose2d", (draw, x) => x.IsImage ? Transposed("ConvTranspose2d", draw, x) : null),
        new("ConvTranspose1d", (draw, x) => x.IsSequence ? Transposed("ConvTranspose1d", draw, x) : null),
        new("MaxPool2d", (draw, x) => x.IsImage ? Pool("MaxPool2d", draw, x) : null),
        new("AvgPool2d", (draw, x) => x.IsImage ? Pool("AvgPool2d", draw, x) : null),
        new("MaxPool1d", (draw, x) => x.IsSequence ? Pool("MaxPool1d", draw, x) : null),
        new("AvgPool1d", (draw, x) => x.IsSequence ? Pool("AvgPool1d", draw, x) : null),
        .. new[] { "AdaptiveAvgPool2d", "AdaptiveMaxPool2d" }.Select(name => new Layer(name, (draw, x) =>
        {
            int height = draw.From(1, 4), width = draw.From(1, 4);
            return x.IsImage ? new($"{name}({height}, {width})", x with { Height = height, Width = width }) : null;
        })),
        .. new[] { "GlobalAvgPool2d", "GlobalMaxPool2d" }.Select(name =>
            new Layer(name, (_, x) => x.IsImage ? new(name, Value.Features(x.Channels)) : null)),
        new("Upsample2d", (draw, x) =>
        {
            int factor = draw.From(1, 3);
            return x.IsImage
                ? new(
                    $"Upsample2d({factor}{Options(draw, "Mode = UpsampleMode.Bilinear")})",
                    x with { Height = factor * x.Height, Width = factor * x.Width })
                : null;
        }),
        new("PixelShuffle", (draw, x) =>
        {
            int factor = draw.From(1, 3);
            return x.IsImage && x.Channels % (factor * factor) == 0
                ? new(
                    $"PixelShuffle({factor})",
                    Value.Image(x.Channels / (factor * factor), factor * x.Height, factor * x.Width))
                : null;
        }),
    ];

    private static Use? Conv2d(Draw draw, Value x)
    {
        int groups = draw.Once(3) ? draw.DivisorOf(x.Channels) : 1, channels = groups * draw.From(1, groups > 1 ? 3 : 9);
        (int y, int x) kernel = Both(draw, 1, 4), stride = draw.Once(3) ? Both(draw, 1, 3) : (1, 1);
        (int y, int x) dilation = draw.Once(5) ? Both(draw, 1, 2) : (1, 1), padding = draw.Once(2) ? Both(draw, 0, 2) : (0, 0);
        bool isSame = stride == (1, 1) && draw.Once(4);
        string mode = draw.Once(4) ? draw.One("Reflect", "Replicate") : "Zeros";
        if (mode == "Reflect" && (isSame || padding.y >= x.Height || padding.x >= x.Width))
        {
            mode = "Replicate";
        }

        Value output = Value.Image(
            channels,
            isSame ? x.Height : Count(x.Height, kernel.y, stride.y, padding.y, dilation.y),
            isSame ? x.Width : Count(x.Width, kernel.x, stride.x, padding.x, dilation.x));
        string text = $"Conv2d({channels}, Kernel = {Text(kernel)}, Stride = {Text(stride)}, Dilation = {Text(dilation)}, "
            + $"Groups = {groups}, Padding = {(isSame ? "Padding.Same" : Text(padding))}, PaddingMode = PaddingMode.{mode}"
            + $"{Options(draw, "Bias = false", "WeightNorm = true")})";
        return output.Height < 1 || output.Width < 1 ? null : new(text, output);
    }

    private static Use? Conv1d(Draw draw, Value x)
    {
        int groups = draw.Once(3) ? draw.DivisorOf(x.Channels) : 1, channels = groups * draw.From(1, groups > 1 ? 3 : 9);
        int kernel = draw.From(1, 4), stride = draw.Once(3) ? draw.From(1, 3) : 1, dilation = draw.Once(5) ? 2 : 1;
        bool isCausal = draw.Once(4);
        int padding = isCausal ? (kernel - 1) * dilation : draw.From(0, 2);
        int length = isCausal ? ((x.Width - 1) / stride) + 1 : Count(x.Width, kernel, stride, padding, dilation);
        string text = $"Conv1d({channels}, Kernel = {kernel}, Stride = {stride}, Dilation = {dilation}, Groups = {groups}, "
            + $"{(isCausal ? "Causal = true" : $"Padding = {padding}")}{Options(draw, "Bias = false", "WeightNorm = true")})";
        return length < 1 ? null : new(text, Value.Sequence(length, channels));
    }

    /// <summary>(n − 1)·stride − 2·padding + dilation·(kernel − 1) + 1 + outputPadding.</summary>
    private static Use? Transposed(string name, Draw draw, Value x)
    {
        int groups = draw.Once(3) ? draw.DivisorOf(x.Channels) : 1, channels = groups * draw.From(1, groups > 1 ? 3 : 6);
        int kernel = draw.From(1, 4), stride = draw.From(1, 2), dilation = draw.Once(5) ? 2 : 1, padding = draw.Once(3) ? 1 : 0;
        int more = draw.From(0, stride - 1);
        int After(int size) => ((size - 1) * stride) - (2 * padding) + (dilation * (kernel - 1)) + 1 + more;
        string text = $"{name}({channels}, Kernel = {kernel}, Stride = {stride}, Dilation = {dilation}, Groups = {groups}, "
            + $"Padding = {padding}, OutputPadding = {more}{Options(draw, "Bias = false")})";
        Value output = x.IsImage ? Value.Image(channels, After(x.Height), After(x.Width)) : Value.Sequence(After(x.Width), channels);
        return output.Height < 1 || output.Width < 1 ? null : new(text, output);
    }

    /// <summary>
    /// ⌊(n + 2·padding − kernel) / stride⌋ + 1; with CeilMode ⌈…⌉ + 1, but no window that begins behind the input and the padding in front.
    /// </summary>
    private static Use? Pool(string name, Draw draw, Value x)
    {
        int kernel = draw.From(1, 3), stride = draw.Once(2) ? kernel : draw.From(1, 3), padding = draw.Once(3) ? kernel / 2 : 0;
        bool isCeiled = draw.Once(4);
        int After(int size)
        {
            int rest = size + (2 * padding) - kernel;
            if (rest < 0)
            {
                return 0;
            }

            int count = ((rest + (isCeiled ? stride - 1 : 0)) / stride) + 1;
            return isCeiled && (count - 1) * stride >= size + padding ? count - 1 : count;
        }

        string counts = name.StartsWith("Avg", StringComparison.Ordinal) ? Options(draw, "CountIncludePad = false") : "";
        string text = $"{name}({kernel}, Stride = {stride}, Padding = {padding}{(isCeiled ? ", CeilMode = true" : "")}{counts})";
        Value output = x with { Height = x.IsImage ? After(x.Height) : 1, Width = After(x.Width) };
        return output.Height < 1 || output.Width < 1 ? null : new(text, output);
    }

    private static int Count(int size, int kernel, int stride, int padding, int dilation)
    {
        int rest = size + (2 * padding) - ((kernel - 1) * dilation) - 1;
        return rest < 0 ? 0 : (rest / stride) + 1;
    }

    private static (int Y, int X) Both(Draw draw, int least, int most)
    {
        int size = draw.From(least, most);
        return (size, draw.Once(3) ? draw.From(least, most) : size);
    }

    private static string Text((int Y, int X) sizes) => sizes.Y == sizes.X ? $"{sizes.Y}" : $"new[] {{ {sizes.Y}, {sizes.X} }}";
}
