namespace NetGen.Generators.Kernels;

/// <summary>
/// A whole number that a kernel is called with: [past +] [batch ·] [length ·] factor. All but the factor are known at run time only, and
/// each back end says them in its own words. Value-equal.
/// </summary>
/// <param name="Factor">The number, where nothing else is in it.</param>
/// <param name="Length">Which of the run's lengths is in it; −1 for none.</param>
internal sealed record Dim(int Factor, int Length = -1)
{
    public static readonly Dim Batch = new(1) { HasBatch = true };

    public static readonly Dim Past = new(0) { HasPast = true };

    /// <summary>Whether the number of samples is in it.</summary>
    public bool HasBatch { get; init; }

    /// <summary>Whether the positions decoded before are added to it.</summary>
    public bool HasPast { get; init; }

    /// <summary>The number, where it is known.</summary>
    public int? Known => Length < 0 && !HasBatch && !HasPast ? Factor : null;

    /// <summary>The same for all samples of the batch.</summary>
    public Dim OfBatch => this with { HasBatch = true };

    public static implicit operator Dim(int value) => new(value);

    public static Dim operator *(Dim dim, int factor) => dim.HasPast
        ? throw new InvalidOperationException("What is past is added, and not multiplied.")
        : dim with { Factor = dim.Factor * factor };

    /// <summary>What is known, or where it follows a length (not −1), so many times that.</summary>
    public static Dim Of(int length, int known, int factor = 1) => length >= 0 ? new Dim(factor, length) : known;
}
