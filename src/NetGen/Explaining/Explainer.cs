using System.ComponentModel;
using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Explanations of a network's predictions for one thread, as code that the build wrote for this network; generated as
/// <c>network.CreateExplainer()</c> where the network or a stage has <see cref="ExplainAttribute">Explain</see>. It shares the network's
/// weights, explains as many samples as are given, a batch at a time and all with the weights of one moment, with dropout off and running
/// statistics in use, and allocates nothing after the first use of a method.
/// </summary>
/// <typeparam name="T">The network's number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Samples lie one after the other, images channels first, as for <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/>; what is found
/// of an input lies as the input does. What is explained is the network's first output; where its input is of tokens, it is explained by
/// the output of the stage that embeds them, [length × features] of <c>Stages[0]</c>. It runs on the CPU.
/// </remarks>
public sealed partial class Explainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly ExplanationPlan<T> _plan;
    private readonly ExplanationProgram<T> _prediction;
    private readonly int _threads;
    private int _isBusy;
    private volatile bool _isDisposed;

    /// <summary>Makes an explainer; called by generated code.</summary>
    /// <param name="network">Whose predictions it explains.</param>
    /// <param name="threads">Threads of an explanation; 0 for the default.</param>
    /// <param name="plan">Its programs.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 threads, or more than there may be.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Explainer(Network<T> network, int threads, ExplanationPlan<T> plan)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, ThreadTeam.MaxThreads);
        (_network, _threads, _plan) = (network, threads, plan);
        _prediction = new(network.Plan, network.NewInference);
        Capacity = Network<T>.SamplesFor(plan.DeepLift.Plan);
    }

    /// <summary>Shape of one sample of the input, of the declared length.</summary>
    public Shape InputShape => _network.InputShape;

    /// <summary>Shape of what the input is explained by: the input's, or that of the stage that embeds its tokens.</summary>
    public Shape ExplainedShape => _plan.DeepLift.Plan.Outputs[0].Shape;

    /// <summary>Shape of the first output.</summary>
    public Shape OutputShape => _network.OutputShape;

    /// <summary>The stages that can be asked for: that which embeds tokens, then those with Explain, in the order declared.</summary>
    public IReadOnlyList<ExplainedStage> Stages => _plan.Stages;

    /// <summary>Most samples that are explained at once; more are explained one batch after the other.</summary>
    public int Capacity { get; }

    /// <summary>The first output of each sample, as <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/> gives it.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">Receives [count × outputs].</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs) =>
        Run(_prediction, new() { Samples = samples }, 0, outputs, nameof(outputs));

    /// <summary>
    /// The gradient of a sum of outputs by the input: d(Σ seeds[k]·y[k]) / dx of each sample (Simonyan, Vedaldi and Zisserman 2014). What
    /// it takes is a forward pass and a backward pass without the gradients of weights.
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="seeds">What each output counts: [count × outputs].</param>
    /// <param name="gradients">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    public void Gradient(ReadOnlySpan<T> samples, ReadOnlySpan<T> seeds, Span<T> gradients)
    {
        CheckSeeds(seeds);
        Run(_plan.Gradient, new() { Samples = samples, Seeds = seeds }, 0, gradients, nameof(gradients));
    }

    /// <summary>The gradient of one output of each sample by the input.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output: a number within <see cref="OutputShape"/>.</param>
    /// <param name="gradients">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    public void Gradient(ReadOnlySpan<T> samples, int output, Span<T> gradients) =>
        Run(_plan.Gradient, new() { Samples = samples, Output = output }, 0, gradients, nameof(gradients));

    /// <summary>What a stage gives, and the gradient of an output by it, in one run.</summary>
    /// <param name="stage">A stage with <see cref="ExplainAttribute">Explain</see>: <c>nameof(Body)</c>.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output.</param>
    /// <param name="activations">Receives [count × <see cref="ExplainedStage.Shape"/>]; may be empty.</param>
    /// <param name="gradients">Receives as many; may be empty.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="ExplainAttribute">Explain</see>.</exception>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    public void Stage(string stage, ReadOnlySpan<T> samples, int output, Span<T> activations, Span<T> gradients) =>
        Stage(stage, new ExplainerRequest<T> { Samples = samples, Output = output }, activations, gradients);

    /// <summary>
    /// DeepLIFT by the rescale rule (Shrikumar, Greenside and Kundaje 2017): what each element of the input contributes to the difference
    /// between an output and that of a reference. The difference quotient of each formula, product, maximum, normalization and attention
    /// takes the place of its derivative, so that the sum of the contributions is y[output](x) − y[output](reference).
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="references">What samples are compared with: one for all of them, or as many.</param>
    /// <param name="output">Which output.</param>
    /// <param name="contributions">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    public void DeepLift(ReadOnlySpan<T> samples, ReadOnlySpan<T> references, int output, Span<T> contributions) => Run(
        _plan.DeepLift, new() { Samples = samples, References = references, Output = output }, 0, contributions, nameof(contributions));

    /// <summary>
    /// Layer-wise relevance (Bach et al. 2015): the output handed back from layer to layer. Sums by the rule; what counts for a maximum
    /// goes to where it is, activations hand on what they get, gates and the scales of normalizations get nothing, and attention hands on
    /// to its values, its weights as they are (Ali et al. 2022). The sum is the output, but for what biases take by the ε rule, and for
    /// what no positive term speaks for by z⁺.
    /// </summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output.</param>
    /// <param name="rule">How a sum's relevance is divided.</param>
    /// <param name="relevance">Receives [count × inputs].</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    public void Relevance(ReadOnlySpan<T> samples, int output, RelevanceRule rule, Span<T> relevance) =>
        Run(ProgramOf(rule), new() { Samples = samples, Output = output }, 0, relevance, nameof(relevance));

    /// <summary>Gives threads and memory back. May be called more than once.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (ExplanationProgram<T>? program in
            (ReadOnlySpan<ExplanationProgram<T>?>)
            [_prediction, _plan.Gradient, _plan.DeepLift, _plan.Relevance, _plan.PositiveRelevance, _plan.Attention])
        {
            program?.Dispose();
        }
    }

    private static void CheckSeeds(ReadOnlySpan<T> seeds)
    {
        if (seeds.IsEmpty)
        {
            throw new ArgumentException("No output counts: give a seed for each output of each sample.", nameof(seeds));
        }
    }

    private ExplanationProgram<T> ProgramOf(RelevanceRule rule) => rule switch
    {
        RelevanceRule.Epsilon => _plan.Relevance,
        RelevanceRule.ZPlus => _plan.PositiveRelevance,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "A rule is Epsilon or ZPlus."),
    };

    private void Stage(string stage, in ExplainerRequest<T> request, Span<T> activations, Span<T> gradients)
    {
        int output = OutputOf(_plan.Gradient.Plan, stage);
        Run(_plan.Gradient, request, output, activations, nameof(activations), output + 1, gradients);
    }

    /// <summary>The first of a program's outputs that is of a stage.</summary>
    private int OutputOf(ProgramPlan plan, string stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        for (int i = 0; i < Stages.Count; i++)
        {
            for (int k = 0; Stages[i].Name == stage && k < plan.Outputs.Count; k++)
            {
                if (plan.Outputs[k].Name == stage)
                {
                    return k;
                }
            }
        }

        throw new KeyNotFoundException(
            $"{_network.GetType().Name} has no stage {stage} with Explain; "
                + $"it has {string.Join(", ", Stages.Select(known => known.Name))}.");
    }
}
