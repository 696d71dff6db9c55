namespace NetGen.Data;

/// <summary>Images of one or three channels.</summary>
public sealed record PictureDescription
{
    /// <summary>Channels, height and width.</summary>
    public required Shape Shape { get; init; }

    /// <summary>Mean of each pixel over all images, [channels × height × width].</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>The same over the images of each class; empty where a class has none, or where there are no classes.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ClassMeans { get; init; }

    /// <summary>All values of evenly taken pixels.</summary>
    public required FeatureDescription Pixels { get; init; }
}
