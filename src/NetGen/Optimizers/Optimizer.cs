using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// How a training step changes the parameters. It holds hyper-parameters only, so one instance may serve many trainers;
/// what it remembers of a network is in the <see cref="OptimizerState{T}"/> of each trainer.
/// </summary>
public abstract class Optimizer
{
    /// <summary>Sets the base learning rate.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    protected Optimizer(float learningRate)
    {
        LearningRate = NonNegative(learningRate);
        Rate = Widen(learningRate);
    }

    /// <summary>Base learning rate; <see cref="Schedule"/>, where there is one, multiplies it.</summary>
    public float LearningRate { get; }

    /// <summary>Changes the learning rate during training; null keeps it constant.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>The base learning rate as it was written, for steps in double.</summary>
    internal double Rate { get; }

    /// <summary>Makes the state for one block of parameters, before its first step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="count">Number of parameters, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public abstract OptimizerState<T> CreateState<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Lets through what is finite and at least 0.</summary>
    private protected static float NonNegative(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be a finite number, at least 0.");

    /// <summary>Lets through what is at least 0 and less than 1: the weight of the past in a running average.</summary>
    private protected static float Decay(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be at least 0 and less than 1.");

    /// <summary>The number that was written: 0.999f becomes 0.999 and not 0.99900001287, so that 1 − β keeps its digits.</summary>
    internal static double Widen(float value)
        => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
