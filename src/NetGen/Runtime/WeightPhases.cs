using System.Numerics;

namespace NetGen.Runtime;

/// <summary>What follows each update on the CPU: the stages in order, then the average.</summary>
internal sealed class WeightPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdatedParameters<T> _updated;
    private readonly AlignedBuffer<T> _weights;
    private readonly UpdateGroups<T> _optimizers;
    private readonly IReadOnlyList<WeightStage> _stages;

    public WeightPhases(ParameterStore<T> store, UpdateGroups<T> optimizers, TrainerOptions options)
    {
        _updated = UpdatedParameters<T>.Of(store, optimizers.Layout, options.Seed);
        _weights = store.Block;
        _optimizers = optimizers;
        _stages = options.WeightStages;
        Average = AveragedWeights<T>.Of(options.WeightAverage, store.Block);
    }

    /// <summary>Null where none is kept.</summary>
    public AveragedWeights<T>? Average { get; }

    /// <summary>Goes on with what another trainer averaged.</summary>
    public void GoOn(UpdateProgress progress)
    {
        if (Average is not null)
        {
            Average.Count = progress.Averaged;
        }
    }

    public void RunStages()
    {
        // By index: an enumerator would be garbage of every step.
        for (int i = 0; i < _stages.Count; i++)
        {
            _stages[i].Run(new UpdatedWeights<T>(_updated, _weights.Span, _optimizers.Steps));
        }
    }
}
