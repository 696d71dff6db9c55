using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// One schedule after the other: each begins anew at its milestone, with step 0 and epoch 0, and has the steps until the next one as the
/// whole training. PyTorch's SequentialLR.
/// </summary>
/// <remarks>
/// Steps and epochs are taken to be in proportion: milestones in steps mean as many epochs for a schedule that counts those, and the other
/// way round.
/// </remarks>
public sealed class ChainedSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule[] _schedules;
    private readonly double[] _milestones;

    /// <summary>Sets the course of the factor.</summary>
    /// <param name="schedules">The schedules: at least one.</param>
    /// <param name="milestones">Where the second and each further one begins: above 0, each above the one before.</param>
    /// <param name="unit">What the milestones are counted in.</param>
    /// <exception cref="ArgumentException">
    /// A schedule is null, there is none, or there is not one milestone less than schedules, or they do not ascend.
    /// </exception>
    public ChainedSchedule(
        IReadOnlyList<LearningRateSchedule> schedules, IReadOnlyList<double> milestones, ScheduleUnit unit = ScheduleUnit.Steps)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        _schedules = [.. schedules];
        _milestones = Ascending(milestones);
        Unit = Known(unit);
        if (_schedules.Contains(null!))
        {
            throw new ArgumentException("A schedule is null.", nameof(schedules));
        }

        if (_schedules.Length != _milestones.Length + 1)
        {
            throw new ArgumentException(
                $"{_schedules.Length} schedules need {Math.Max(0, _schedules.Length - 1)} milestones, not {_milestones.Length}.",
                nameof(milestones));
        }
    }

    /// <summary>The schedules in order.</summary>
    public IReadOnlyList<LearningRateSchedule> Schedules => _schedules;

    /// <summary>Where the second and each further one begins.</summary>
    public IReadOnlyList<double> Milestones => _milestones;

    /// <summary>What the milestones are counted in.</summary>
    public ScheduleUnit Unit { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        double place = position.In(Unit) + Tolerance;
        int part = 0;
        while (part < _milestones.Length && _milestones[part] <= place)
        {
            part++;
        }

        double start = part == 0 ? 0 : _milestones[part - 1];
        double? end = part < _milestones.Length ? _milestones[part] : null;
        double epochsOfStep = position.Step > 0 ? position.Epoch / position.Step : 0;
        double stepsOfUnit = Unit == ScheduleUnit.Steps ? 1 : epochsOfStep > 0 ? 1 / epochsOfStep : StepsOfEpoch(position);
        double epochsOfUnit = Unit == ScheduleUnit.Epochs ? 1 : epochsOfStep;
        long first = Whole(start * stepsOfUnit);
        long? behind = end is null ? position.TotalSteps : stepsOfUnit > 0 ? Whole(end.Value * stepsOfUnit) : null;
        return _schedules[part].Factor(new TrainingPosition(
            Math.Max(0, position.Step - first),
            Math.Max(0, position.Epoch - (start * epochsOfUnit)),
            behind is null ? null : Math.Max(1, behind.Value - first),
            null));
    }

    /// <summary>0 where it is not known.</summary>
    private static double StepsOfEpoch(in TrainingPosition position) =>
        position is { TotalSteps: { } steps, Epochs: { } epochs and > 0 } ? (double)steps / epochs : 0;

    private static long Whole(double steps) => (long)Math.Round(steps);
}
