namespace NetGen;

/// <summary>
/// The rows of a batch: the network's outputs with what they should be. A sample has one row, or one for each of its pixels or positions,
/// in order; those whose label is left out are not among them.
/// </summary>
public readonly ref struct MetricBatch
{
    internal MetricBatch(
        int width, ReadOnlySpan<double> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<double> targets, int targetWidth,
        ReadOnlySpan<int> samples)
    {
        Width = width;
        TargetWidth = targetWidth;
        Outputs = outputs;
        Labels = labels;
        Targets = targets;
        Samples = samples;
    }

    /// <summary>Number of rows.</summary>
    public int Count => Samples.Length;

    /// <summary>Values of a row of the output.</summary>
    public int Width { get; }

    /// <summary>Target values of a row; 0 where the loss takes labels.</summary>
    public int TargetWidth { get; }

    /// <summary>[<see cref="Count"/> × <see cref="Width"/>], the channels of a pixel side by side.</summary>
    public ReadOnlySpan<double> Outputs { get; }

    /// <summary>The class of each row; empty where the loss takes target values.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>[<see cref="Count"/> × <see cref="TargetWidth"/>]; empty where the loss takes labels.</summary>
    public ReadOnlySpan<double> Targets { get; }

    /// <summary>The sample in the dataset that each row is of.</summary>
    public ReadOnlySpan<int> Samples { get; }

    /// <summary>The output of a row.</summary>
    public ReadOnlySpan<double> Output(int row) => Outputs.Slice(row * Width, Width);

    /// <summary>The target values of a row.</summary>
    public ReadOnlySpan<double> Target(int row) => Targets.Slice(row * TargetWidth, TargetWidth);
}
