using static System.FormattableString;

namespace NetGen;

/// <summary>The loss at rising learning rates, and the rates it suggests: see <see cref="LearningRateFinder"/>.</summary>
public sealed class LearningRateCurve
{
    internal LearningRateCurve(IReadOnlyList<LearningRatePoint> points, bool hasDiverged)
    {
        Points = points;
        HasDiverged = hasDiverged;
        Suggestion = Valley(points);
        Steepest = Fall(points);
    }

    /// <summary>The steps, at rising rates.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>Whether training diverged before the last rate.</summary>
    public bool HasDiverged { get; }

    /// <summary>
    /// The rate in the middle (on a logarithmic scale) of the longest valley. It has as many points as the longest row of points whose
    /// smoothed loss falls from each to the next, others between them left out, and ends where that ends. After fastai's suggestion of this
    /// name. Null where the loss never falls.
    /// </summary>
    public double? Suggestion { get; }

    /// <summary>
    /// The rate where the smoothed loss falls most steeply over the logarithm of the rate, behind the first tenth of the steps; null where
    /// it never falls there.
    /// </summary>
    public double? Steepest { get; }

    /// <summary>
    /// The curve as a picture: SVG text that stands for itself, as a file or within HTML. Loss over rate, which has a logarithmic scale,
    /// with the suggestion marked.
    /// </summary>
    public string ToSvg() => LearningRatePicture.Draw(this);

    /// <summary>"suggested 3.2e-3 (steepest 1.1e-2), 87 steps, diverged".</summary>
    public override string ToString()
    {
        string steepest = Steepest is { } fall ? $" (steepest {Text(fall)})" : "";
        string suggestion = Suggestion is { } rate ? $"suggested {Text(rate)}{steepest}" : "no suggestion";
        return Invariant($"{suggestion}, {Points.Count} steps{(HasDiverged ? ", diverged" : "")}");
    }

    /// <summary>"3.2e-3".</summary>
    internal static string Text(double rate) => Invariant($"{rate:0.0e0}");

    private static double? Valley(IReadOnlyList<LearningRatePoint> points)
    {
        int[] length = new int[points.Count];
        int last = 0;
        for (int i = 0; i < points.Count; i++)
        {
            length[i] = 1;
            for (int j = 0; j < i; j++)
            {
                length[i] = points[i].Smoothed < points[j].Smoothed ? Math.Max(length[i], length[j] + 1) : length[i];
            }

            last = length[i] > length[last] ? i : last;
        }

        if (points.Count == 0 || length[last] < 2)
        {
            return null;
        }

        return Math.Sqrt(points[last + 1 - length[last]].Rate * points[last].Rate);
    }

    private static double? Fall(IReadOnlyList<LearningRatePoint> points)
    {
        double steepest = 0;
        double? rate = null;

        // The first steps fall by chance, before their average means much.
        for (int i = 1 + (points.Count / 10); i < points.Count; i++)
        {
            double slope = (points[i].Smoothed - points[i - 1].Smoothed) / Math.Log(points[i].Rate / points[i - 1].Rate);
            if (slope < steepest)
            {
                (steepest, rate) = (slope, points[i].Rate);
            }
        }

        return rate;
    }
}
