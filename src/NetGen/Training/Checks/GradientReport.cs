using System.Globalization;

namespace NetGen;

/// <summary>What <see cref="GradientCheck"/> found.</summary>
/// <param name="Compared">Weights looked at.</param>
/// <param name="Kinks">
/// Those of them left out: at a bound, or where the loss has no derivative, so that finite differences of two widths, or to its two sides,
/// disagree.
/// </param>
/// <param name="Differences">Where gradient and finite difference part.</param>
public sealed record GradientReport(int Compared, int Kinks, IReadOnlyList<GradientDifference> Differences)
{
    private const int Shown = 20;

    /// <summary>Whether all agree.</summary>
    public bool Agrees => Differences.Count == 0;

    /// <summary>One line where all agree; else the first differences, a line each.</summary>
    public override string ToString()
    {
        string kinks = Kinks > 0 ? $", {Kinks} at kinks and bounds left out" : "";
        string head = Agrees
            ? $"{Compared} gradients agree with finite differences{kinks}."
            : $"{Differences.Count} of {Compared} gradients differ from finite differences{kinks}:";
        string rest = Differences.Count > Shown ? $"\n… and {Differences.Count - Shown} more" : "";
        return string.Join('\n', Differences.Take(Shown).Select(difference => difference.ToString()).Prepend(head)) + rest;
    }
}

/// <summary>A gradient that differs.</summary>
/// <param name="Parameter">Its parameter's name.</param>
/// <param name="Index">Which of the parameter's weights.</param>
/// <param name="Gradient">As the build derived it.</param>
/// <param name="Difference">The finite difference.</param>
public sealed record GradientDifference(string Parameter, int Index, double Gradient, double Difference)
{
    /// <summary>"Body.apply0.beta[0]: derived 0.5, finite difference 0.25".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Parameter}[{Index}]: derived {Gradient:G7}, finite difference {Difference:G7}");
}
