namespace NetGen.Tests.Fixtures;

[Network(Precision = Precision.Double)]
[Input(2, 7, 9)]
[CrossEntropyLoss]
internal sealed partial class PeaksDouble
{
    [Conv2d(4, Padding = 1), Tanh, AdaptiveMaxPool2d(3, 5), Pad(1, 2, 0, 1, Mode = PaddingMode.Reflect), Conv2d(3, Kernel = 2)]
    public partial Layer Stem { get; }

    [Pad(1, 0, 2, 1), Flatten, Linear(3), Tanh]
    public partial Layer Grid { get; }

    [From(nameof(Stem)), GlobalMaxPool2d, Linear(3)]
    public partial Layer Top { get; }

    [From(nameof(Stem)), Reshape(9, 7), MaxPool1d(2, Stride = 1), Linear(5), Tanh, MinOver(Axis.Length)]
    public partial Layer Line { get; }

    [Concat(nameof(Grid), nameof(Top), nameof(Line)), Linear(4)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double)]
[TokenInput(9, 6, Padding = 0, Name = "Words")]
[TokenInput(7, 5, Name = "Items")]
[Input(5, 1, Name = "Amounts")]
[CrossEntropyLoss]
internal sealed partial class BagsDouble
{
    [From("Words"), EmbeddingBag(4, SkipPadding = "Words")]
    public partial Layer Mean { get; }

    [From("Items"), EmbeddingBag(3, Mode = EmbeddingBagMode.Sum, Weights = "Amounts")]
    public partial Layer Sum { get; }

    [Concat(nameof(Mean), nameof(Sum)), Linear(3)]
    public partial Layer Head { get; }
}
