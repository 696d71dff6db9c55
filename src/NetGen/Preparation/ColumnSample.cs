using static System.FormattableString;

namespace NetGen;

/// <summary>A column that steps are fitted to: what steps before have made of it.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="Values">One for each row; NaN where it is missing.</param>
internal sealed record ColumnSample(string Name, double[] Values)
{
    /// <summary>The numbers that are not missing.</summary>
    /// <exception cref="PreparationException">All are.</exception>
    public double[] Present => Array.FindAll(Values, value => !double.IsNaN(value)) is { Length: > 0 } present
        ? present
        : throw new PreparationException(Name, null, double.NaN, "no row has a number to fit to.");

    /// <summary>The number below which a share of the sorted numbers lies, linear between two of them, as NumPy's.</summary>
    public static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((place - below) * (above - sorted[below]));
    }

    /// <exception cref="PreparationException">A value is infinite.</exception>
    public void CheckNotInfinite()
    {
        if (Array.FindIndex(Values, double.IsInfinity) is >= 0 and int row)
        {
            throw new PreparationException(Name, row, Values[row], "NaN stands for a missing value, nothing is fitted to infinity.");
        }
    }

    /// <exception cref="ArgumentException">A number of a step is not finite.</exception>
    public static double CheckFinite(double value, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentException(Invariant($"{value} is not finite."), name);
}
