using static System.FormattableString;

namespace NetGen;

/// <summary>Training cannot go on: the loss of a step is not a finite number.</summary>
public sealed class TrainingException : Exception
{
    internal TrainingException(int epoch, int step, double loss)
        : base(Invariant($"The loss became {loss} in epoch {epoch}, step {step}. A lower learning rate or scaled inputs often help."))
    {
        Epoch = epoch;
        Step = step;
        Loss = loss;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step in the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>The loss: NaN or infinite.</summary>
    public double Loss { get; }
}
