using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <content>Outputs of stages that are marked with <see cref="FeaturesAttribute">Features</see>.</content>
public partial class Predictor<T>
{
    private InferenceProgram<T>? _singleFeatures;
    private InferenceProgram<T>? _batchFeatures;

    /// <inheritdoc cref="Network{T}.Features(string, ReadOnlySpan{T})"/>
    public T[] Features(string stage, ReadOnlySpan<T> sample)
    {
        int output = FeatureOf(stage, out ProgramPlan plan);
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: false, nameof(sample)), sample.Length, nameof(sample));
        T[] features = new T[plan.Outputs[output].SizeAt(Lengths(in length))];
        Predict(sample, [], in length, features, output);
        return features;
    }

    /// <inheritdoc cref="Network{T}.Features(string, ReadOnlySpan{T}, Span{T})"/>
    public void Features(string stage, ReadOnlySpan<T> samples, Span<T> features)
    {
        int output = FeatureOf(stage, out _);
        Staging.OnlyInput(Plan, isTokens: false, nameof(samples));
        int length = Plan.Lengths.Count > 0 ? Plan.Lengths[0] : 0;
        Predict(samples, [], in length, features, output);
    }

    /// <inheritdoc cref="Network{T}.Features(string, ReadOnlySpan{int})"/>
    [OverloadResolutionPriority(-1)]
    public T[] Features(string stage, ReadOnlySpan<int> tokens)
    {
        int output = FeatureOf(stage, out ProgramPlan plan);
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), tokens.Length, nameof(tokens));
        T[] features = new T[plan.Outputs[output].SizeAt(Lengths(in length))];
        Predict([], tokens, in length, features, output);
        return features;
    }

    /// <inheritdoc cref="Network{T}.Features(string, ReadOnlySpan{int}, int, Span{T})"/>
    [OverloadResolutionPriority(-1)]
    public void Features(string stage, ReadOnlySpan<int> tokens, int length, Span<T> features)
    {
        int output = FeatureOf(stage, out _);
        CheckLength(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), length);
        Predict([], tokens, in length, features, output);
    }

    /// <summary>The place of a stage among those with Features.</summary>
    private int FeatureOf(string stage, out ProgramPlan plan)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _singleFeatures ??= _network.NewFeatures(1, _threads)
            ?? throw new KeyNotFoundException($"No stage of {_network.GetType().Name} has Features: write [Features] on {stage}.");
        plan = _singleFeatures.Signature;
        for (int i = 0; i < plan.Outputs.Count; i++)
        {
            if (plan.Outputs[i].Name == stage)
            {
                return i;
            }
        }

        throw new KeyNotFoundException(
            $"{_network.GetType().Name} has no stage {stage} with Features; "
                + $"it has {string.Join(", ", plan.Outputs.Select(output => output.Name))}.");
    }

    private InferenceProgram<T> FeaturesFor(int count) => count == 1
        ? _singleFeatures!
        : _batchFeatures ??= _network.NewFeatures(Network<T>.SamplesFor(_singleFeatures!.Signature), _threads)!;
}
