using System.Numerics;

namespace NetGen;

/// <summary>
/// First-order meta-learning: weights from which a few steps on a few samples suffice for a task not seen before. For each task, k inner
/// steps lead from the weights φ to φ̃; then φ ← φ + ε·(φ̃ − φ). Nichol, Achiam and Schulman 2018, https://arxiv.org/abs/1803.02999.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Running statistics move as weights do. It trains the network, so it serves one thread at a time.</remarks>
public sealed class Reptile<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Trainer<T> _trainer;
    private readonly int _innerSteps;

    /// <summary>Prepares a network.</summary>
    /// <param name="network">Its weights are φ.</param>
    /// <param name="optimizer">
    /// Of the inner steps; what it remembers goes from task to task, so <see cref="Sgd"/>, or <see cref="Adam"/> with β₁ = 0 as in the
    /// paper.
    /// </param>
    /// <param name="batchSize">Samples of an inner step, at most.</param>
    /// <param name="innerSteps">k: at least 2; with 1 it would be training on all tasks together.</param>
    /// <param name="options">As for any trainer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    /// <exception cref="InvalidOperationException">The network has no loss.</exception>
    public Reptile(Network<T> network, Optimizer optimizer, int batchSize, int innerSteps = 5, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(innerSteps, 2);
        _network = network;
        _innerSteps = innerSteps;
        _trainer = network.NewTrainer(optimizer, batchSize, options ?? new TrainerOptions());
    }

    /// <summary>One outer step: learns a task, and moves towards what that gave.</summary>
    /// <param name="task">Samples of the task.</param>
    /// <param name="rate">ε: above 0, at most 1; the paper lets it fall to 0 over the training.</param>
    /// <returns>Mean loss of the inner steps.</returns>
    /// <exception cref="ArgumentException">The data does not fit the network, or the rate is out of range.</exception>
    /// <exception cref="TrainingException">The loss was not finite; the weights are φ again.</exception>
    public double Step(Dataset task, double rate)
    {
        if (rate is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate is above 0 and at most 1.");
        }

        WeightSnapshot before = _network.SaveWeights();
        try
        {
            double loss = Adapt(task, _innerSteps);
            _network.RestoreWeights(WeightSnapshot.Mix(before, _network.SaveWeights(), rate));
            return loss;
        }
        catch
        {
            _network.RestoreWeights(before);
            throw;
        }
    }

    /// <summary>
    /// Learns a task from φ, and stays there: keep φ with <see cref="Network{T}.SaveWeights"/> for the next one.
    /// </summary>
    /// <param name="task">The few samples of the task.</param>
    /// <param name="steps">Inner steps: at least 1.</param>
    /// <returns>Mean loss of the steps.</returns>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="TrainingException">The loss was not finite.</exception>
    public double Adapt(Dataset task, int steps)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Steps count = new(steps);
        int stepsOfEpoch = Math.Max(1, (task.Count + _trainer.BatchSize - 1) / _trainer.BatchSize);
        _trainer.Fit(task, (steps / stepsOfEpoch) + 1, callbacks: [count]);
        return count.Loss / steps;
    }

    /// <summary>Frees the trainer; the network stays usable.</summary>
    public void Dispose() => _trainer.Dispose();

    private sealed class Steps(int steps) : Callback
    {
        private int _done;

        public double Loss { get; private set; }

        public override void OnStepEnd(TrainingContext context)
        {
            Loss += context.StepResult.Loss;
            if (++_done == steps)
            {
                context.StopAfterStep();
            }
        }

        public override bool ReadsWeightsAt(TrainingContext context, int step) => true;
    }
}
