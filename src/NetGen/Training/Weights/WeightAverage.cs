namespace NetGen;

/// <summary>
/// An average of a network's weights that is kept beside them while it trains: <see cref="ExponentialAverage"/> or
/// <see cref="StochasticAverage"/>, as <see cref="TrainerOptions.WeightAverage"/>.
/// </summary>
/// <remarks>
/// It is of all parameters and of the running statistics of BatchNorm, whose average stands in for a pass over the data that would compute
/// them anew. It takes the memory of the parameters once more.
/// </remarks>
public abstract class WeightAverage
{
    private protected WeightAverage()
    {
    }

    /// <summary>
    /// s of average ← average + (weights − average) · s after an update: 0 leaves it as it is, 1 takes the weights over.
    /// </summary>
    /// <param name="update">The update, from 1.</param>
    /// <param name="averaged">How often weights were averaged before.</param>
    /// <param name="epoch">Epochs done before the update's last step, with their fraction.</param>
    internal abstract double ShareOf(long update, long averaged, double epoch);
}
