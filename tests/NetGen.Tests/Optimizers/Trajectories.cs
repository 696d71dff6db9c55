namespace NetGen.Tests;

/// <summary>The network of the fixture "optimizers".</summary>
[Network(Precision = Precision.Double), Input(5), MseLoss]
internal sealed partial class TwoStages
{
    [Linear(8), Tanh]
    public partial Layer First { get; }

    [Linear(3)]
    public partial Layer Second { get; }
}

/// <summary>The same in float.</summary>
[Network, Input(5), MseLoss]
internal sealed partial class TwoStagesSingle
{
    [Linear(8), Tanh]
    public partial Layer First { get; }

    [Linear(3)]
    public partial Layer Second { get; }
}

/// <summary>A stack of gates, tables and vectors beside other matrices.</summary>
[Network(Precision = Precision.Double), TokenInput(vocabulary: 7, length: 4), CrossEntropyLoss]
internal sealed partial class ManyShapes
{
    [Embedding(6), LearnedPositions]
    public partial Layer Embed { get; }

    [LayerNorm, Linear(5), Gru(4)]
    public partial Layer Body { get; }

    [Linear(7)]
    public partial Layer Head { get; }
}
