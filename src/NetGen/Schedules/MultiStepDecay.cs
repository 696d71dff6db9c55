using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// The factor is multiplied by the same number at each milestone: factor^(milestones reached). PyTorch's MultiStepLR.
/// </summary>
public sealed class MultiStepDecay : LearningRateSchedule
{
    private readonly double[] _milestones;

    /// <summary>Sets the course of the factor.</summary>
    /// <param name="milestones">Where the rate changes: above 0, each above the one before.</param>
    /// <param name="factor">What each change multiplies the learning rate with, above 0.</param>
    /// <param name="unit">What the milestones are counted in.</param>
    /// <exception cref="ArgumentException">The milestones do not ascend.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not above 0, infinite or NaN.</exception>
    public MultiStepDecay(IReadOnlyList<double> milestones, double factor = 0.1, ScheduleUnit unit = ScheduleUnit.Epochs)
    {
        _milestones = Ascending(milestones);
        DecayFactor = Positive(factor);
        Unit = Known(unit);
    }

    /// <summary>Where the rate changes.</summary>
    public IReadOnlyList<double> Milestones => _milestones;

    /// <summary>What each change multiplies the learning rate with.</summary>
    public double DecayFactor { get; }

    /// <summary>What the milestones are counted in.</summary>
    public ScheduleUnit Unit { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        double place = position.In(Unit) + Tolerance;
        int reached = 0;
        while (reached < _milestones.Length && _milestones[reached] <= place)
        {
            reached++;
        }

        return Math.Pow(DecayFactor, reached);
    }
}
