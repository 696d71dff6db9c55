namespace NetGen.Runtime;

/// <summary>
/// The iteration that makes a matrix orthogonal: X ← D / (‖D‖ + ε), then five times X ← a·X + (b·A + c·A²)·X with A = X·Xᵀ. It drives all
/// singular values to about 1, between 0.7 and 1.2. Keller Jordan 2024, https://kellerjordan.github.io/posts/muon/.
/// </summary>
internal static class NewtonSchulz
{
    public const int Steps = 5;

    public const double A = 3.4445, B = -4.7750, C = 2.0315;

    /// <summary>ε: what keeps zeros zeros.</summary>
    public const double Epsilon = 1e-7;

    /// <summary>What the result is multiplied by, √max(1, rows / columns), so that steps of all shapes change outputs alike.</summary>
    public static double ScaleOf(MatrixShape shape) => Math.Sqrt(Math.Max(1, (double)shape.Rows / shape.Columns));
}
