using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// How a training step changes the parameters: an <see cref="IUpdateRule"/> and the numbers it takes in each step. It holds
/// hyper-parameters only, so one instance may serve many trainers; what it remembers of a network is the <see cref="Trainer{T}.State"/> of
/// each trainer.
/// </summary>
/// <remarks>One of your own derives from it, and works wherever the library's do.</remarks>
public abstract class Optimizer
{
    /// <summary>Sets the base learning rate and the formula.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="rule">As in <c>UpdateRule.Of&lt;LionRule&gt;()</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    protected Optimizer(float learningRate, UpdateRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
        LearningRate = NonNegative(learningRate);
        Rate = Widen(learningRate);
    }

    /// <summary>Base learning rate; <see cref="Schedule"/>, where there is one, multiplies it.</summary>
    public float LearningRate { get; }

    /// <summary>Changes the learning rate during training; null keeps it constant.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>The base learning rate as it was written, for steps in double.</summary>
    internal double Rate { get; }

    /// <summary>The formula of its update.</summary>
    internal UpdateRule Rule { get; }

    /// <summary>Computes the numbers of a step that are the same for all parameters, such as rates and corrections.</summary>
    /// <param name="learningRate">Of the step: <see cref="LearningRate"/> times the schedule's factor.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="factors">Receives them: as many as <see cref="IUpdateRule.FactorCount"/> says.</param>
    /// <remarks>Asked in each step, so it should allocate nothing.</remarks>
    protected internal abstract void SetFactors(double learningRate, long step, Span<double> factors);

    /// <summary>Makes the state for one block of parameters on the CPU, before its first step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="count">Number of parameters, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    internal virtual OptimizerState<T> CreateState<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Rule.Accept(new RuleStates<T>(this, count));
    }

    /// <summary>Lets through what is finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not; it is called <paramref name="name"/>.</exception>
    protected static float NonNegative(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be a finite number, at least 0.");

    /// <summary>Lets through what is at least 0 and less than 1: the weight of the past in a running average.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not; it is called <paramref name="name"/>.</exception>
    protected static float Decay(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
        => value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be at least 0 and less than 1.");

    /// <summary>The number that was written: 0.999f becomes 0.999 and not 0.99900001287, so 1 − β keeps its digits. Allocates.</summary>
    protected static double Widen(float value)
        => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
