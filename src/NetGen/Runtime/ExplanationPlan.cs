using System.ComponentModel;
using System.Numerics;

namespace NetGen.Runtime;

/// <summary>What an <see cref="Explainer{T}"/> is made of: made by generated code.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ExplanationPlan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The stages that can be asked for.</summary>
    public required IReadOnlyList<ExplainedStage> Stages { get; init; }

    /// <summary>Input and stages, and the gradients by them.</summary>
    public required ExplanationProgram<T> Gradient { get; init; }

    /// <summary>Contributions to a difference.</summary>
    public required ExplanationProgram<T> DeepLift { get; init; }

    /// <summary>Relevance by the ε rule.</summary>
    public required ExplanationProgram<T> Relevance { get; init; }

    /// <summary>Relevance by the z⁺ rule.</summary>
    public required ExplanationProgram<T> PositiveRelevance { get; init; }

    /// <summary>Weights of attentions; null without any.</summary>
    public ExplanationProgram<T>? Attention { get; init; }
}

/// <summary>One program of an <see cref="ExplanationPlan{T}"/>: made when it is first used.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="plan">What it takes and gives.</param>
/// <param name="create">Makes it for so many samples by so many threads.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExplanationProgram<T>(ProgramPlan plan, Func<int, int, InferenceProgram<T>> create)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private InferenceProgram<T>? _program;

    internal ProgramPlan Plan => plan;

    internal InferenceProgram<T> Made(int capacity, int threads) => _program ??= create(capacity, threads);

    internal void Dispose() => _program?.Dispose();
}
