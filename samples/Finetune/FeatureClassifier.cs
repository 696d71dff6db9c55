using NetGen;

namespace Finetune;

/// <summary>What is trained where only the features of another network are taken: one linear layer behind them.</summary>
[Network]
[Input(64, 7, 7)]
[SoftCrossEntropyLoss]
public partial class FeatureClassifier
{
    [Flatten, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}
