namespace NetGen;

/// <summary>
/// What the network may cost on the CPU. The build knows the costs, which it also writes down as the constants of the class's
/// <c>Costs</c>, and reports an error where one is above its limit, with the stages that cost most.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>Most parameters, frozen ones too, without running statistics: ∞ unless given.</summary>
    public double Parameters { get; set; } = double.PositiveInfinity;

    /// <summary>
    /// Most bytes of a training step of <see cref="BatchSize"/> samples on one thread: weights, gradients, the two numbers that AdamW
    /// remembers of each weight, values of all samples, and the batch. ∞ unless given.
    /// </summary>
    public double TrainingBytes { get; set; } = double.PositiveInfinity;

    /// <summary>Most bytes of a prediction of one sample on one thread, weights included: ∞ unless given.</summary>
    public double InferenceBytes { get; set; } = double.PositiveInfinity;

    /// <summary>Most multiplications and additions of contractions in a prediction of one sample: ∞ unless given.</summary>
    public double Flops { get; set; } = double.PositiveInfinity;

    /// <summary>Samples of the step that <see cref="TrainingBytes"/> is for: 32 unless given.</summary>
    public int BatchSize { get; set; } = 32;
}
