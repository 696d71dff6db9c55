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
    /// <summary>Sets the base learning rate, the formula and the weight decay.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="rule">As in <c>UpdateRule.Of&lt;LionRule&gt;()</c>.</param>
    /// <param name="weightDecay">At least 0; what it does is up to the formula.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="learningRate"/> or <paramref name="weightDecay"/> is negative, infinite or NaN.
    /// </exception>
    protected Optimizer(float learningRate, UpdateRule rule, float weightDecay = 0)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
        LearningRate = NonNegative(learningRate);
        WeightDecay = NonNegative(weightDecay);
        Rate = Widen(learningRate);
        Penalty = Widen(weightDecay);
    }

    /// <summary>Base learning rate; <see cref="Schedule"/>, where there is one, multiplies it.</summary>
    public float LearningRate { get; }

    /// <summary>
    /// λ: how strongly weights are drawn towards 0, 0 for not at all. Parameters of one dimension (biases, the gains of normalizations) are
    /// exempt, unless <see cref="DecaysVectors"/> is set.
    /// </summary>
    public float WeightDecay { get; }

    /// <summary>
    /// Whether weight decay also takes parameters of one dimension: biases and the gains of normalizations, which PyTorch's optimizers
    /// decay like all others.
    /// </summary>
    public bool DecaysVectors { get; init; }

    /// <summary>Changes the learning rate during training; null keeps it constant.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>The base learning rate as it was written, for steps in double.</summary>
    internal double Rate { get; }

    /// <summary>The weight decay as it was written.</summary>
    internal double Penalty { get; }

    /// <summary>The formula of its update.</summary>
    internal UpdateRule Rule { get; }

    /// <summary>
    /// Where <see cref="Rule"/> only makes a direction of each gradient, which is then made orthogonal as a whole matrix, what takes it to
    /// the parameters: a rule over the same factors, and without slots. Null where <see cref="Rule"/> is the whole update.
    /// </summary>
    internal virtual UpdateRule? MatrixRule => null;

    /// <summary>What updates the parameters that are no matrices, where this one updates matrices only.</summary>
    internal virtual Optimizer? Rest => null;

    /// <summary>
    /// Computes the numbers of a step that are the same for many parameters, such as rates and corrections. It is asked in each step for
    /// what decays and for what does not, and so for what was frozen for a while.
    /// </summary>
    /// <param name="step">Learning rate, weight decay and number of the step.</param>
    /// <param name="factors">Receives them: as many as <see cref="IUpdateRule.FactorCount"/> says.</param>
    /// <remarks>It should allocate nothing.</remarks>
    protected internal abstract void SetFactors(in UpdateStep step, Span<double> factors);

    /// <summary>Whether weight decay takes a parameter of this shape.</summary>
    internal bool Decays(Shape shape) => DecaysVectors || shape.Count > 1;

    /// <summary>Makes what is remembered of one block of parameters on the CPU, before its first step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="count">Number of parameters, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    internal virtual OptimizerState<T> CreateState<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Rule.Accept(new RuleStates<T>(count));
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
