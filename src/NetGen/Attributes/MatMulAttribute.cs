namespace NetGen;

/// <summary>
/// The matrix product of the value so far, [n × k], with another stage's, [k × m] (or [m × k] with <see cref="Transpose"/>): y = x·z.
/// Output [n × m].
/// </summary>
/// <param name="stage">The right factor: <c>nameof(Keys)</c>.</param>
public sealed class MatMulAttribute(string stage) : OperationAttribute
{
    /// <summary>The right factor.</summary>
    public string Stage { get; } = stage;

    /// <summary>Whether the right factor is turned around, y = x·zᵀ: false unless given.</summary>
    public bool Transpose { get; set; }

    /// <summary>Multiplies the product: 1 unless given.</summary>
    public float Scale { get; set; } = 1;
}
