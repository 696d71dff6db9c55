namespace NetGen;

/// <summary>How two rows of features are compared.</summary>
public enum SimilarityMetric
{
    /// <summary>The cosine of their angle: Σ a·b / (max(‖a‖, ε) · max(‖b‖, ε)), from −1 to 1.</summary>
    Cosine,

    /// <summary>The distance Σ |a − b|.</summary>
    L1,

    /// <summary>The distance √Σ (a − b)².</summary>
    L2,
}
