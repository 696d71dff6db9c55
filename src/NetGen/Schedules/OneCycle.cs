using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// One cycle: from 1/d up to 1 in a first share of the steps, then down to 1/(d·e), by half cosines or straight lines. The optimizer's
/// rate is the peak. With N steps, the peak is at step s·N − 1 and the end at step N − 1, the factor of all steps behind.
/// Smith and Topin 2018, https://arxiv.org/abs/1708.07120; PyTorch's OneCycleLR, of which it leaves out the course of momentum.
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="steps">N, at least 1; null takes the steps of the whole training.</param>
    /// <param name="rising">s, the share of the steps until the peak: above 0, below 1.</param>
    /// <param name="startDivisor">d, at least 1.</param>
    /// <param name="endDivisor">e, at least 1.</param>
    /// <param name="isLinear">Straight lines in place of half cosines.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range or NaN.</exception>
    public OneCycle(long? steps = null, double rising = 0.3, double startDivisor = 25, double endDivisor = 1e4, bool isLinear = false)
    {
        Steps = AtLeastOne(steps);
        Rising = rising is > 0 and < 1
            ? rising
            : throw new ArgumentOutOfRangeException(nameof(rising), rising, "The value must be above 0 and below 1.");
        StartDivisor = Divisor(startDivisor, nameof(startDivisor));
        EndDivisor = Divisor(endDivisor, nameof(endDivisor));
        IsLinear = isLinear;
    }

    /// <summary>Number of steps; null for the whole training.</summary>
    public long? Steps { get; }

    /// <summary>The share of the steps until the peak.</summary>
    public double Rising { get; }

    /// <summary>What the peak is divided by at the start.</summary>
    public double StartDivisor { get; }

    /// <summary>What the rate of the start is divided by at the end.</summary>
    public double EndDivisor { get; }

    /// <summary>Straight lines in place of half cosines.</summary>
    public bool IsLinear { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Neither this schedule nor the training knows its number of steps.</exception>
    public override double Factor(in TrainingPosition position)
    {
        double end = position.StepsOr(Steps, nameof(OneCycle)) - 1, peak = Math.Max(0, (Rising * (end + 1)) - 1), step = position.Step;
        double start = 1 / StartDivisor, last = start / EndDivisor;
        return step <= peak && peak > 0
            ? Between(start, 1, step / peak)
            : Between(1, last, end > peak ? Math.Min(1, (step - peak) / (end - peak)) : 1);
    }

    private double Between(double from, double to, double share) => IsLinear
        ? from + ((to - from) * share)
        : to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);

    private static double Divisor(double value, string name) => double.IsFinite(value) && value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The value must be a finite number, at least 1.");
}
