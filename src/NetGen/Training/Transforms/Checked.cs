namespace NetGen;

/// <summary>What transforms take.</summary>
internal static class Checked
{
    /// <exception cref="ArgumentOutOfRangeException">A probability is not 0 to 1.</exception>
    public static double Probability(double probability, string name) => probability is >= 0 and <= 1
        ? probability
        : throw new ArgumentOutOfRangeException(name, probability, "A probability is 0 to 1.");

    /// <exception cref="ArgumentOutOfRangeException">A strength is negative, above the bound or not finite.</exception>
    public static double Strength(double value, string name, double most = double.MaxValue) => value >= 0 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, most < double.MaxValue ? FormattableString.Invariant($"0 to {most} is taken.") : "A number from 0 is taken.");

    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static double Value(double value, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A finite number is taken.");
}
