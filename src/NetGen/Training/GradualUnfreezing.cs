using System.Numerics;

namespace NetGen;

/// <summary>
/// Begins a run with all stages frozen but the last, and lets one more learn every few epochs, from the last to the first, so that what was
/// learnt before is not lost to the first, large gradients of a new head. Howard and Ruder 2018, https://arxiv.org/abs/1801.06146.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GradualUnfreezing<T> : Callback
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<T> _trainer;
    private readonly int _everyEpochs;
    private readonly Layer[] _stages;

    /// <summary>Makes the callback for runs of one trainer.</summary>
    /// <param name="trainer">The trainer whose run it takes part in.</param>
    /// <param name="everyEpochs">Epochs from one stage to the next: at least 1.</param>
    /// <param name="stages">
    /// Stages of its network from the first to the last: at least 2. Stages that are not named learn all the time.
    /// </param>
    /// <exception cref="ArgumentException">A number is too small.</exception>
    public GradualUnfreezing(Trainer<T> trainer, int everyEpochs, params IReadOnlyList<Layer> stages)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentOutOfRangeException.ThrowIfLessThan(everyEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stages.Count, 2, nameof(stages));
        (_trainer, _everyEpochs, _stages) = (trainer, everyEpochs, [.. stages]);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        // By the epoch alone, so that a run that is resumed goes on alike.
        int free = Math.Min(1 + ((context.Epoch - 1) / _everyEpochs), _stages.Length);
        _trainer.Freeze(_stages[..^free]);
        _trainer.Unfreeze(_stages[^free..]);
    }
}
