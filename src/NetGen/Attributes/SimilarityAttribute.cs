namespace NetGen;

/// <summary>
/// How alike two values are, one number for each row: of two vectors of features one number, of sequences one a position, of images one
/// a pixel.
/// <c>[Similarity(nameof(Left), nameof(Right))]</c> compares two stages; with one name, that stage and the value so far. Both have the
/// same shape; output [1], [length, 1] or [1, height, width].
/// </summary>
/// <param name="stages">Two stages declared earlier, where it stands first in its stage without <see cref="FromAttribute"/>; else
/// one.</param>
public sealed class SimilarityAttribute(params string[] stages) : OperationAttribute
{
    /// <summary>The stages compared.</summary>
    public string[] Stages { get; } = stages;

    /// <summary>How they are compared: <see cref="SimilarityMetric.Cosine"/> unless given.</summary>
    public SimilarityMetric Metric { get; set; }

    /// <summary>The least norm that a cosine is divided by: 1e-8 unless given.</summary>
    public float Epsilon { get; set; } = 1e-8f;
}
