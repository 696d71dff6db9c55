using System.Numerics;

namespace NetGen;

/// <summary>What an explainer is asked: the samples, and what is given beside them.</summary>
internal readonly ref struct ExplainerRequest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples of values, or none.</summary>
    public ReadOnlySpan<T> Samples { get; init; }

    /// <summary>Samples of tokens, or none.</summary>
    public ReadOnlySpan<int> Tokens { get; init; }

    /// <summary>Positions of each; 0 for as many as declared.</summary>
    public int Length { get; init; }

    /// <summary>What each output counts; none where one of them is asked for.</summary>
    public ReadOnlySpan<T> Seeds { get; init; }

    /// <summary>The output asked for.</summary>
    public int Output { get; init; }

    /// <summary>One for all samples, or as many; none for zeros.</summary>
    public ReadOnlySpan<T> References { get; init; }

    /// <summary>One for all samples, or as many; none for 1.</summary>
    public ReadOnlySpan<T> Path { get; init; }
}
