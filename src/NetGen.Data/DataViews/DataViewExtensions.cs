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

    /// <summary>
    /// The samples of a view as a stream, for data larger than memory: a cursor goes through the view anew in each epoch, and only a block
    /// of samples is in memory. Values become float; labels are keys, yes and no, or numbers, but no texts.
    /// </summary>
    /// <param name="view">A view with a row for each sample; only the columns named are computed.</param>
    /// <param name="options">Which columns, without groups; "Features" and "Label" where null.</param>
    /// <returns>Its reading ends with a <see cref="DataViewException"/> where a value is missing or not finite.</returns>
    /// <exception cref="DataViewException">A column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">The options name groups, or the shape does not fit the columns.</exception>
    public static DataStream ToStream(this IDataView view, DataViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new DataViewStream(view, options ?? new());
    }
}
