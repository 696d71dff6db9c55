using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// What to try before a long training, as Karpathy's recipe has it (2019, https://karpathy.github.io/2019/04/25/recipe/): whether the
/// first loss is that of guessing, and whether the network can learn one batch by heart. Both leave the network as it was.
/// </summary>
public static class TrainingCheck
{
    /// <summary>
    /// Compares the loss of the network as it is now with that of guessing: ln K for K classes, ln 2 for yes and no. One far above it has
    /// scores that are too large from the start; one far below it has been trained, or sees the answer.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">A network with a loss on classes, or on yes and no.</param>
    /// <param name="data">Samples with their labels.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The first loss of the network knows neither classes nor yes and no.</exception>
    public static FirstLossReport FirstLoss<T>(Network<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        TargetPlan? target = network.Plan.Targets.FirstOrDefault(plan => !plan.IsWeight);
        int classes = target switch
        {
            { TakesLabels: true } => target.Classes,
            { IsDistribution: true } => network.Plan.OutputOf(target).Channels,
            { IsBinary: true } => 2,
            _ => throw new InvalidOperationException("What guessing costs is known of losses on classes, and on yes and no."),
        };
        return new(network.Evaluate(data).Losses.Values.First(), Math.Log(classes));
    }

    /// <summary>
    /// Trains on one batch alone until its loss is nearly gone: a network that cannot do that will not learn more either.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">A network with a loss.</param>
    /// <param name="data">Samples, of which the first are the batch.</param>
    /// <param name="samples">Of the batch: 8 unless given, or all where there are fewer.</param>
    /// <param name="steps">Most steps: 300 unless given.</param>
    /// <param name="optimizer">How it learns; Adam with a rate of 1e-3 where null.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="TrainingException">The loss was not finite.</exception>
    public static OverfitReport OverfitOneBatch<T>(
        Network<T> network, Dataset data, int samples = 8, int steps = 300, Optimizer? optimizer = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Dataset batch = data.Take(Math.Min(samples, data.Count));
        WeightSnapshot before = network.SaveWeights();
        try
        {
            using Trainer<T> trainer = network.NewTrainer(optimizer ?? new Adam(), batch.Count, new TrainerOptions());
            History history = trainer.Fit(batch, steps, callbacks: [new UntilLearnt()]);
            return new(history[0].Loss, history.Min(epoch => epoch.Loss), history.Count);
        }
        finally
        {
            network.RestoreWeights(before);
        }
    }

    private sealed class UntilLearnt : Callback
    {
        public override void OnEpochEnd(TrainingContext context)
        {
            if (context.Metrics.Loss < OverfitReport.Share * context.History[0].Loss)
            {
                context.Stop();
            }
        }
    }
}

/// <summary>What <see cref="TrainingCheck.FirstLoss"/> found.</summary>
/// <param name="Loss">Of the network as it is.</param>
/// <param name="Guessing">Of guessing.</param>
public sealed record FirstLossReport(double Loss, double Guessing)
{
    /// <summary>Whether the loss is from half of guessing's to twice as much.</summary>
    public bool IsPlausible => Loss >= Guessing / 2 && Loss <= Guessing * 2;

    /// <summary>"The first loss is 2.3581, guessing costs 2.3026."</summary>
    public override string ToString() =>
        FormattableString.Invariant($"The first loss is {Loss:0.0000}, guessing costs {Guessing:0.0000}.");
}

/// <summary>What <see cref="TrainingCheck.OverfitOneBatch"/> found.</summary>
/// <param name="FirstLoss">Loss of the first step.</param>
/// <param name="BestLoss">The lowest.</param>
/// <param name="Steps">Steps made.</param>
public sealed record OverfitReport(double FirstLoss, double BestLoss, int Steps)
{
    /// <summary>What may be left of the loss.</summary>
    internal const double Share = 0.05;

    /// <summary>Whether less than a twentieth of the first loss was left.</summary>
    public bool IsLearnt => BestLoss < Share * FirstLoss;

    /// <summary>"One batch was learnt by heart in 74 steps: loss 2.3581 to 0.1082."</summary>
    public override string ToString() => FormattableString.Invariant(
        $"One batch was {(IsLearnt ? "" : "not ")}learnt by heart in {Steps} steps: loss {FirstLoss:0.0000} to {BestLoss:0.0000}.");
}
