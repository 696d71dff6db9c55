using Microsoft.ML;

namespace NetGen.Data;

/// <summary>Datasets of what ML.NET loads and transforms.</summary>
public static class DataViewExtensions
{
    /// <summary>Reads a view once, from its beginning to its end, into the memory of a dataset.</summary>
    /// <returns>The samples; <see cref="DataViewSamples.Read"/> also gives names and groups.</returns>
    /// <inheritdoc cref="DataViewSamples.Read"/>
    public static Dataset ToDataset(this IDataView view, DataViewOptions? options = null, CancellationToken cancellationToken = default) =>
        DataViewSamples.Read(view, options, cancellationToken).Data;
}
