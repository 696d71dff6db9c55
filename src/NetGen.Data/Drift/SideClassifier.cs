namespace NetGen.Data;

/// <summary>Tells later samples from those of the reference. Fewer features than inputs leave zeros behind them.</summary>
[Network, Input(Width), BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class SideClassifier
{
    /// <summary>Inputs.</summary>
    public const int Width = 64;

    /// <summary>The score of being later.</summary>
    [Linear(32), Relu, Linear(1)]
    public partial Layer Body { get; }
}
