using System.Collections.Concurrent;
using System.Numerics;

namespace NetGen.ML;

/// <summary>
/// A network for many threads, with the weights of another as they are now: each thread that scores at the same time as another has a
/// copy, which is used again afterwards.
/// </summary>
internal sealed class NetworkPool<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<Network<T>> _create;
    private readonly ConcurrentBag<Scorer> _idle;

    public NetworkPool(Network<T> network, Func<Network<T>> create, Interpretation meaning)
    {
        Network = NetworkTypes.Copy(network, create);
        Meaning = meaning;
        _create = create;
        _idle = [new Scorer(Network, meaning)];
    }

    /// <summary>The network that is copied; nobody else has it, so that its weights never change.</summary>
    public Network<T> Network { get; }

    /// <summary>What its outputs mean.</summary>
    public Interpretation Meaning { get; }

    /// <summary>Numbers of a sample.</summary>
    public int SampleSize => Network.InputShape.Size;

    /// <summary>Scores samples.</summary>
    /// <param name="samples">One after the other; all finite.</param>
    /// <param name="scores">Receives a score for each.</param>
    public void Score(ReadOnlySpan<float> samples, Span<float> scores)
    {
        Scorer scorer = _idle.TryTake(out Scorer? idle) ? idle : new Scorer(NetworkTypes.Copy(Network, _create), Meaning);
        scorer.Score(samples, scores);
        _idle.Add(scorer);
    }

    private sealed class Scorer(Network<T> network, Interpretation meaning)
    {
        private T[] _samples = [];
        private T[] _outputs = [];

        public void Score(ReadOnlySpan<float> samples, Span<float> scores)
        {
            int size = network.InputShape.Size, count = samples.Length / size;
            if (_samples.Length < samples.Length)
            {
                _samples = new T[samples.Length];
                _outputs = new T[count * meaning.Outputs];
            }

            Span<T> values = _samples.AsSpan(0, samples.Length), outputs = _outputs.AsSpan(0, count * meaning.Outputs);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = T.CreateTruncating(samples[i]);
            }

            network.Predict(values, outputs);
            for (int i = 0; i < count; i++)
            {
                meaning.Read<T>(
                    values.Slice(i * size, size),
                    outputs.Slice(i * meaning.Outputs, meaning.Outputs),
                    scores.Slice(i * meaning.ScoreSize, meaning.ScoreSize));
            }
        }
    }
}
