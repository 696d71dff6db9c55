using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <content>Outputs of stages that are marked with <see cref="FeaturesAttribute">Features</see>.</content>
public abstract partial class Network<T>
{
    private InferenceProgram<T>? _singleFeatures;
    private InferenceProgram<T>? _batchFeatures;

    /// <summary>The output of a stage for one sample, as in a prediction: dropout off, running statistics in use.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="sample">One sample, [<see cref="InputShape"/>], channels first; a sequence may be shorter than declared.</param>
    /// <returns>[<see cref="Layer.OutputShape"/>] of the stage, channels first; position after position for sequences.</returns>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">The length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    public T[] Features(string stage, ReadOnlySpan<T> sample)
    {
        int output = FeatureOf(stage, out ProgramPlan plan);
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: false, nameof(sample)), sample.Length, nameof(sample));
        T[] features = new T[plan.Outputs[output].SizeAt(Lengths(in length))];
        Predict(sample, [], in length, features, output);
        return features;
    }

    /// <summary>The outputs of a stage for any number of samples; allocates nothing after its first use.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="samples">Samples one after the other, each [<see cref="InputShape"/>], channels first.</param>
    /// <param name="features">Receives as many outputs, each [<see cref="Layer.OutputShape"/>] of the stage, channels first.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    public void Features(string stage, ReadOnlySpan<T> samples, Span<T> features)
    {
        int output = FeatureOf(stage, out _);
        Staging.OnlyInput(Plan, isTokens: false, nameof(samples));
        int length = Plan.Lengths.Count > 0 ? Plan.Lengths[0] : 0;
        Predict(samples, [], in length, features, output);
    }

    /// <summary>The output of a stage for one sequence of tokens, which may be shorter than declared.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="tokens">1 to the declared number of tokens.</param>
    /// <returns>
    /// [<see cref="Layer.OutputShape"/>] of the stage, with as many positions as there are tokens where it has positions.
    /// </returns>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    [OverloadResolutionPriority(-1)]
    public T[] Features(string stage, ReadOnlySpan<int> tokens)
    {
        int output = FeatureOf(stage, out ProgramPlan plan);
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), tokens.Length, nameof(tokens));
        T[] features = new T[plan.Outputs[output].SizeAt(Lengths(in length))];
        Predict([], tokens, in length, features, output);
        return features;
    }

    /// <summary>The outputs of a stage for any number of token sequences; allocates nothing after its first use.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="tokens">Sequences one after the other: [count × length].</param>
    /// <param name="length">Positions of each: 1 to the declared length.</param>
    /// <param name="features">Receives as many outputs.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    [OverloadResolutionPriority(-1)]
    public void Features(string stage, ReadOnlySpan<int> tokens, int length, Span<T> features)
    {
        int output = FeatureOf(stage, out _);
        CheckLength(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), length);
        Predict([], tokens, in length, features, output);
    }

    /// <summary>Makes the compiled forward pass to stages with Features; implemented by generated code where there are some.</summary>
    /// <param name="capacity">Most samples at once.</param>
    /// <returns>Null where no stage is marked.</returns>
    protected virtual InferenceProgram<T>? CreateFeatures(int capacity) => null;

    /// <summary>The place of a stage among those with Features.</summary>
    private int FeatureOf(string stage, out ProgramPlan plan)
    {
        ArgumentNullException.ThrowIfNull(stage);
        _singleFeatures ??= CreateFeatures(1)
            ?? throw new KeyNotFoundException($"No stage of {GetType().Name} has Features: write [Features] on {stage}.");
        plan = _singleFeatures.Signature;
        for (int i = 0; i < plan.Outputs.Count; i++)
        {
            if (plan.Outputs[i].Name == stage)
            {
                return i;
            }
        }

        throw new KeyNotFoundException(
            $"{GetType().Name} has no stage {stage} with Features; "
                + $"it has {string.Join(", ", plan.Outputs.Select(output => output.Name))}.");
    }

    private InferenceProgram<T> FeaturesFor(int count) => count == 1
        ? _singleFeatures!
        : _batchFeatures ??= CreateFeatures(
            Math.Clamp(LargestArena / Math.Max(_singleFeatures!.Signature.ActivationSize, 1), 1, LargestBatch))!;
}
