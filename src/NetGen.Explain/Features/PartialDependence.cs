using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// How an output goes with one feature: for each sample the outputs where that feature takes each value of a grid and the others stay
/// (individual conditional expectation, Goldstein et al. 2015, https://arxiv.org/abs/1309.6392), and their mean (partial dependence,
/// Friedman 2001, "Greedy function approximation").
/// </summary>
/// <param name="Feature">Which, from 0.</param>
/// <param name="Grid">Values of the feature, rising.</param>
/// <param name="Curves">[samples × grid].</param>
public sealed record PartialDependence(int Feature, IReadOnlyList<double> Grid, IReadOnlyList<IReadOnlyList<double>> Curves)
{
    /// <summary>The mean of all curves at each value: the partial dependence.</summary>
    public IReadOnlyList<double> Mean { get; } = [.. Grid.Select((_, i) => Curves.Average(curve => curve[i]))];

    /// <summary>Curves of all samples.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="feature">Which, from 0.</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="grid">Values that the feature takes; null: <see cref="GridOf"/>.</param>
    /// <exception cref="ArgumentException">The samples are not whole, there is no such feature or output, or no value.</exception>
    public static PartialDependence Of<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, int feature, int output = 0, IReadOnlyList<double>? grid = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        int count = model.Count(samples, nameof(samples)), inputs = model.Inputs;
        if ((uint)feature >= (uint)inputs)
        {
            throw new ArgumentOutOfRangeException(
                nameof(feature), feature, Invariant($"The model has {Words.Counted(inputs, "feature")}, numbered from 0."));
        }

        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = double.CreateChecked(samples[(i * inputs) + feature]);
        }

        grid ??= GridOf(values);
        if (grid.Count == 0)
        {
            throw new ArgumentException("The grid has no value.", nameof(grid));
        }

        double[][] curves = [.. Enumerable.Range(0, count).Select(_ => new double[grid.Count])];
        T[] moved = samples.ToArray();
        for (int at = 0; at < grid.Count; at++)
        {
            for (int i = 0; i < count; i++)
            {
                moved[(i * inputs) + feature] = T.CreateChecked(grid[at]);
            }

            model.Predict(moved, output, values);
            for (int i = 0; i < count; i++)
            {
                curves[i][at] = values[i];
            }
        }

        return new(feature, [.. grid], curves);
    }

    /// <summary>
    /// Where a feature is asked about: at its values where there are at most <paramref name="points"/> different ones, else evenly from the
    /// 5 % quantile to the 95 % quantile, where samples are.
    /// </summary>
    /// <param name="values">What the feature is in the samples.</param>
    /// <param name="points">How many values.</param>
    public static IReadOnlyList<double> GridOf(IReadOnlyList<double> values, int points = 40)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        double[] sorted = [.. values.Order()], distinct = [.. sorted.Distinct()];
        (double least, double largest) = (Quantile(sorted, 0.05), Quantile(sorted, 0.95));
        return distinct.Length <= points || !(largest > least)
            ? distinct
            : [.. Enumerable.Range(0, points).Select(i => least + ((largest - least) * i / (points - 1)))];
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double next = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((place - below) * (next - sorted[below]));
    }
}
