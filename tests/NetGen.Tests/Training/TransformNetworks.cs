namespace NetGen.Tests.Training;

/// <summary>Classes of pictures by shares, so that they can be mixed.</summary>
[Network]
[Input(2, 4, 5)]
[SoftCrossEntropyLoss]
internal sealed partial class SoftPictures
{
    [Flatten, Linear(3)]
    public partial Layer Head { get; }
}
