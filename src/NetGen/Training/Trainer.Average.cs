using NetGen.Runtime;

namespace NetGen;

/// <content>The average of the weights.</content>
public abstract partial class Trainer<T>
{
    /// <summary>
    /// How often weights were averaged: 0 without <see cref="TrainerOptions.WeightAverage"/>, or where its time has not come. From 1 on
    /// <see cref="Evaluate"/>, and so the validation of <see cref="Fit"/>, measures the average.
    /// </summary>
    public long AveragedUpdates => _runner.Averaged;

    /// <summary>
    /// Puts the average into the network in place of its weights and running statistics: for predictions and for a file. The average stays,
    /// and training goes on from what is in the network now; to go on from the weights, save them or <see cref="State"/> before.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Nothing was averaged yet; or a trainer of this network is at work, or the network is being loaded, on another thread.
    /// </exception>
    public void ApplyAverage()
    {
        using Entry entry = new(this);
        if (AveragedUpdates == 0)
        {
            throw new InvalidOperationException(
                _options.WeightAverage is null
                    ? "There is no average of the weights: give the trainer a WeightAverage among its options."
                    : "No weights were averaged yet.");
        }

        _runner.ApplyAverage();
    }
}
