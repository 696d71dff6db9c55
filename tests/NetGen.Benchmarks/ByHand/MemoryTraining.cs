using System.Reflection;
using Flashcards;
using NetGen;

namespace NetGen.Benchmarks.ByHand;

/// <summary>Trains <see cref="MemoryByHand{T}"/> as the sample trains its network: Adam, numbers kept within their bounds.</summary>
internal sealed class MemoryTraining
{
    /// <summary>A usual learning rate for these numbers.</summary>
    public const float LearningRate = 0.04f;

    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private static readonly LearnableAttribute[] s_weights =
    [
        .. typeof(MemoryModel.Weights).GetConstructors()[0].GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<LearnableAttribute>()!),
    ];

    private readonly CardHistories _cards;
    private readonly int _batch;
    private readonly MemoryByHand<float>[] _workers;
    private readonly double[] _losses;
    private readonly float[] _weights = Start;
    private readonly double[] _mean = new double[s_weights.Length], _square = new double[s_weights.Length];
    private int _step;

    /// <param name="cards">What it learns from.</param>
    /// <param name="batch">Cards of a step.</param>
    /// <param name="threads">That share them.</param>
    public MemoryTraining(CardHistories cards, int batch, int threads)
    {
        (_cards, _batch) = (cards, batch);
        _workers = [.. Enumerable.Range(0, threads).Select(_ => new MemoryByHand<float>())];
        _losses = new double[threads];
    }

    /// <summary>What the numbers are before.</summary>
    public static float[] Start => [.. s_weights.Select(weight => weight.Start)];

    /// <summary>The least that they may be.</summary>
    public static float[] Min => [.. s_weights.Select(weight => weight.Min)];

    /// <summary>The most.</summary>
    public static float[] Max => [.. s_weights.Select(weight => weight.Max)];

    /// <summary>A pass over all cards in their order.</summary>
    /// <returns>Mean loss of a review that counts.</returns>
    public double Epoch()
    {
        double loss = 0;
        for (int first = 0; first < _cards.Count; first += _batch)
        {
            loss += Step(first, Math.Min(_batch, _cards.Count - first));
        }

        return loss / _cards.Counted;
    }

    private double Step(int first, int count)
    {
        if (_workers.Length == 1)
        {
            Share(0, first, count);
        }
        else
        {
            Parallel.For(0, _workers.Length, worker => Share(worker, first, count));
        }

        _step++;
        for (int i = 0; i < _weights.Length; i++)
        {
            // Threads' sums in a fixed order; the loss is a mean over all places of a batch.
            double gradient = 0;
            foreach (MemoryByHand<float> worker in _workers)
            {
                gradient += worker.Gradient[i];
            }

            Update(i, gradient / (count * CardHistories.Length));
        }

        return _losses.Sum();
    }

    private void Share(int worker, int first, int count)
    {
        MemoryByHand<float> memory = _workers[worker];
        memory.Begin(_weights);
        int from = first + (worker * count / _workers.Length), to = first + ((worker + 1) * count / _workers.Length);
        double loss = 0;
        for (int card = from; card < to; card++)
        {
            loss += memory.Add(_cards, card);
        }

        _losses[worker] = loss;
    }

    private void Update(int i, double gradient)
    {
        _mean[i] = (Beta1 * _mean[i]) + ((1 - Beta1) * gradient);
        _square[i] = (Beta2 * _square[i]) + ((1 - Beta2) * gradient * gradient);
        double mean = _mean[i] / (1 - Math.Pow(Beta1, _step)), square = _square[i] / (1 - Math.Pow(Beta2, _step));
        float next = (float)(_weights[i] - (LearningRate * mean / (Math.Sqrt(square) + Epsilon)));
        _weights[i] = Math.Clamp(next, s_weights[i].Min, s_weights[i].Max);
    }
}
