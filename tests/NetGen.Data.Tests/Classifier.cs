namespace NetGen.Data.Tests;

/// <summary>A small network for two features and three classes, whose samples have weights.</summary>
[Network]
[Input(2)]
[CrossEntropyLoss(SampleWeights = true)]
internal sealed partial class Classifier
{
    [Linear(8), Relu, Linear(3)]
    public partial Layer Head { get; }
}
