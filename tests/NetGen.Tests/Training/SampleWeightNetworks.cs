namespace NetGen.Tests.Training;

[Network(Precision = Precision.Double), Input(3), MseLoss(SampleWeights = true)]
internal sealed partial class Weighed
{
    [Linear(2)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double), Input(3), MseLoss]
internal sealed partial class Unweighed
{
    [Linear(2)]
    public partial Layer Head { get; }
}
