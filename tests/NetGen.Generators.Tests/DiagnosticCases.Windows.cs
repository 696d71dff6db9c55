namespace NetGen.Generators.Tests;

/// <content>Windows over images and sequences, and what stands around these.</content>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Windows() =>
    [
        Head("NG0011", "1, 8, 8", "«Conv1d(3)», Flatten, Linear(1)", "Conv1d", "1×8×8", "length × features", "Conv2d"),
        Head("NG0011", "8", "«Conv1d(3)», Flatten, Linear(1)", "Conv1d", "two sizes"),
        Head("NG0011", "8, 3", "«Conv2d(3)»", "Conv2d", "8×3", "Conv1d"),
        Head("NG0011", "8", "«MaxPool1d(2)»", "MaxPool1d", "length × features"),
        Head("NG0011", "2, 8, 8", "«AvgPool1d(2)»", "AvgPool1d", "2×8×8"),
        Head("NG0012", "4, 3", "«Conv1d(3, Dilation = 2)»", "Conv1d", "1×5", "1×4"),
        Head("NG0014", "6, 3", "«Conv1d(4, Groups = 2)»", "2 groups", "3 input"),
        Head("NG0010", "6, 3", "«Conv1d(4, Kernel = new[] { 3, 3 })»", "kernel is several"),
        Head("NG0010", "6, 3", "«Conv1d(4, Padding = new[] { 1, 2, 3 })»", "padding is 3 numbers", "before and behind"),
        Head("NG0010", "6, 3", "«Conv1d(4, Causal = true, Padding = 1)»", "padding is 1", "causal"),
        Head("NG0010", "6, 3", "«Conv1d(4, Stride = 2, Padding = Padding.Same)»", "padding is Same", "stride"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Stride = new[] { 1, 2 }, Padding = Padding.Same)»", "padding is Same", "stride"),
        Head("NG0010", "1, 8, 8", "«Conv2d(8, Dilation = Padding.Same)»", "dilation is NetGen.Padding.Same"),
        Head("NG0010", "1, 8, 8", "«MaxPool2d(2, Padding = Padding.Same)»", "padding is Same", "stride"),
        Head("NG0010", "3, 2", "«Conv1d(4, Padding = 3, PaddingMode = PaddingMode.Reflect)»", "padding is 3", "less than the 3 columns"),
        Head("NG0010", "2, 3, 9", "«Pad(3, 0, Mode = PaddingMode.Reflect)»", "padding is 3", "less than the 3 lines"),
        Head("NG0010", "2, 3, 9", "«Pad(1, 2, 3)»", "amounts is 3 numbers", "top, left, bottom and right"),
        Head("NG0010", "2, 3, 9", "«Pad(-1)»", "amounts is -1"),
        Head("NG0010", "4, 3", "«Pad(1, 2, 1, 2)»", "amounts is 4 numbers", "before and behind"),
        Head("NG0011", "4", "«Pad(1)», Linear(1)", "Pad", "length × features"),
        Head("NG0011", "4", "«ConvTranspose2d(3)»", "ConvTranspose2d", "Reshape"),
        Head("NG0011", "4, 2", "«ConvTranspose2d(3)»", "4×2", "ConvTranspose1d"),
        Head("NG0011", "1, 4, 4", "«ConvTranspose1d(3)»", "1×4×4", "ConvTranspose2d"),
        Head("NG0014", "3, 8, 8", "«ConvTranspose2d(8, Groups = 2)»", "2 groups", "3 input", "8 output"),
        Head("NG0010", "1, 4, 4", "«ConvTranspose2d(3, Stride = 2, OutputPadding = 2)»", "outputPadding is 2", "less than the stride"),
        Head("NG0010", "4, 3", "«ConvTranspose1d(3, OutputPadding = 1)»", "outputPadding is 1"),
        Head("NG0010", "1, 1, 2", "«ConvTranspose2d(3, Padding = 2)»", "padding is 4", "1×1×2", "(1 − 1)·1 + 3 + 0 − 2 − 2 = -1"),
        Head("NG0010", "1, 4, 4", "«ConvTranspose2d(3, Kernel = 0)»", "kernel is 0"),
        Head("NG0011", "6, 4, 4", "«PixelShuffle(2)»", "6×4×4", "a multiple of 4 channels"),
        Head("NG0011", "4, 4", "«PixelShuffle(2)»", "channels × height × width"),
        Head("NG0010", "4, 4, 4", "«PixelShuffle(0)»", "factor is 0"),
        Head("NG0011", "4, 4", "«GlobalMaxPool2d»", "GlobalMaxPool2d", "MaxOver"),
        Head("NG0010", "4, 4, 4", "«AdaptiveAvgPool2d(2, 0)»", "width is 0"),
        Head("NG0010", "4, 4, 4", "«AdaptiveMaxPool2d(-1, 2)»", "height is -1"),
        Head("NG0011", "4", "«AdaptiveAvgPool2d(1, 1)»", "AdaptiveAvgPool2d"),
        Head("NG0011", "4, 4", "«AdaptiveMaxPool2d(1, 1)»", "AdaptiveMaxPool2d"),
        Head("NG0010", "4, 4, 4", "«Upsample2d(2, Mode = (UpsampleMode)5)»", "mode is 5", "Nearest or Bilinear"),
        Head("NG0014", "6, 4, 4", "«GroupNorm(4)»", "4 groups", "6 input"),
        Head("NG0010", "6, 4, 4", "«GroupNorm(0)»", "groups is 0"),
        Head("NG0010", "6, 4, 4", "«GroupNorm(2, Epsilon = 0)»", "epsilon"),
        Head("NG0080", "4", "Linear(6), «GroupNorm(6)», Linear(1)", "GroupNorm", "every output is its bias"),
        Head("NG0080", "4, 1, 1", "Conv2d(3, Kernel = 1), «InstanceNorm», Flatten, Linear(1)", "InstanceNorm", "every output is 0"),
        Head("NG0011", "4", "«InstanceNorm», Linear(1)", "LayerNorm"),
        Head("NG0010", "4", "«Scale(Start = float.NaN)», Linear(1)", "start is NaN"),
        Head("NG0057", "4", "«SumOver(Axis.Length)», Linear(1)", "Length"),
        Head("NG0057", "4, 3", "«MinOver(Axis.Height)», Linear(1)", "Height"),
        Stages(
            "NG0023", "4",
            "[Linear(8)] public partial Layer Stem { get; } [Linear(6), «Subtract(nameof(Stem))»] public partial Layer Head { get; }",
            "Subtract", "'Head'", "6", "'Stem'", "8"),
        Stages(
            "NG0023", "4",
            "[Linear(8)] public partial Layer Stem { get; } [Linear(6), «Stack(nameof(Stem))»] public partial Layer Head { get; }",
            "Stack", "6", "8"),
        Stages(
            "NG0011", "4, 3",
            "[Linear(8)] public partial Layer Stem { get; } [Linear(8), «Stack(nameof(Stem))»] public partial Layer Head { get; }",
            "Stack", "4×8", "features"),
        Stages(
            "NG0023", "4",
            "[Linear(8)] public partial Layer Stem { get; } [Linear(6), «Similarity(nameof(Stem))»] public partial Layer Head { get; }",
            "Similarity", "6", "8"),
        Stages(
            "NG0010", "4",
            "[Linear(8)] public partial Layer Stem { get; } "
                + "[Linear(8), «Similarity(nameof(Stem), nameof(Stem))»] public partial Layer Head { get; }",
            "stages is 3 values"),
        Stages(
            "NG0010", "4",
            "[Linear(8)] public partial Layer Stem { get; } [«Similarity(nameof(Stem), Epsilon = 1)»] public partial Layer Head { get; }",
            "epsilon"),
        Head("NG0013", "7, 3", "Relu, «MaxPool1d(2)»", "1 position"),
    ];
}
