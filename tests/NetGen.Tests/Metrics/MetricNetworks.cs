using NetGen.Tests.Fixtures;

namespace NetGen.Tests.Metrics;

/// <summary>Networks whose output is their input, so that a test chooses what a metric sees.</summary>
internal static class MetricNetworks
{
    /// <summary>A network whose one weight matrix is the identity.</summary>
    public static T Identity<T>(T network)
        where T : Network<float>
    {
        Parameter weight = network.Parameters.Single();
        int size = weight.Shape[0];
        weight.Span.Clear();
        for (int i = 0; i < size; i++)
        {
            weight.Span[(i * size) + i] = 1;
        }

        return network;
    }

    public static Network<float> Classes(int count) => count == 2 ? Identity(new TwoClasses()) : Identity(new FourClasses());

    public static Network<float> Sides(int count) => count == 1 ? Identity(new OneSide()) : Identity(new ThreeSides());

    public static Network<float> Values(int count) => count == 1 ? Identity(new OneValue()) : Identity(new ThreeValues());
}

[Network, Input(2), CrossEntropyLoss(IgnoredLabel = 9)]
internal sealed partial class TwoClasses
{
    [Linear(2, Bias = false)]
    public partial Layer Head { get; }
}

[Network, Input(4), CrossEntropyLoss]
internal sealed partial class FourClasses
{
    [Linear(4, Bias = false)]
    public partial Layer Head { get; }
}

[Network, Input(1), BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class OneSide
{
    [Linear(1, Bias = false)]
    public partial Layer Head { get; }
}

[Network, Input(3), BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class ThreeSides
{
    [Linear(3, Bias = false)]
    public partial Layer Head { get; }
}

[Network, Input(1), MseLoss]
internal sealed partial class OneValue
{
    [Linear(1, Bias = false)]
    public partial Layer Head { get; }
}

[Network, Input(3), MseLoss]
internal sealed partial class ThreeValues
{
    [Linear(3, Bias = false)]
    public partial Layer Head { get; }
}

/// <summary>A class for each pixel, of which some are not labelled.</summary>
[Network, Input(3, 2, 5), CrossEntropyLoss(IgnoredLabel = 255)]
internal sealed partial class PixelClasses
{
    [Conv2d(3, Kernel = 1, Bias = false)]
    public partial Layer Head { get; }
}

/// <summary>Values for each pixel.</summary>
[Network, Input(2, 3, 5), MseLoss]
internal sealed partial class PixelValues
{
    [Conv2d(2, Kernel = 1, Bias = false)]
    public partial Layer Head { get; }
}

/// <summary>A class for each position of sequences that may be shorter.</summary>
[Network, Input(6, 3), CrossEntropyLoss]
internal sealed partial class PositionClasses
{
    [Linear(3, Bias = false)]
    public partial Layer Head { get; }
}

/// <summary>Shares of classes for each pixel.</summary>
[Network, Input(3, 2, 5), SoftCrossEntropyLoss]
internal sealed partial class PixelShares
{
    [Conv2d(3, Kernel = 1, Bias = false)]
    public partial Layer Head { get; }
}
