using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// What stands between the gradients of a batch and the update: their mean over several batches, Σ nᵢ·gᵢ / Σ nᵢ for batches of nᵢ samples,
/// then the stages in order.
/// </summary>
internal sealed class GradientPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> _store;
    private readonly AlignedBuffer<T> _gradients;
    private readonly AlignedBuffer<T> _mean;
    private readonly UpdateGroups<T> _optimizers;
    private readonly TrainerOptions _options;
    private long _samples;
    private int _batches;

    private GradientPhases(ParameterStore<T> store, AlignedBuffer<T> gradients, UpdateGroups<T> optimizers, TrainerOptions options)
    {
        _store = store;
        _gradients = gradients;
        _mean = new AlignedBuffer<T>(options.GradientAccumulation > 1 ? gradients.Length : 0);
        _optimizers = optimizers;
        _options = options;
    }

    /// <summary>Null where nothing stands between: the update may ride in the kernels of the gradients.</summary>
    public static GradientPhases<T>? Of(
        ParameterStore<T> store, AlignedBuffer<T> gradients, UpdateGroups<T> optimizers, TrainerOptions options) =>
        options.StandsBetween ? new(store, gradients, optimizers, options) : null;

    /// <summary>Takes the gradients of a batch; true where they are then those of an update.</summary>
    /// <param name="samples">Of the batch.</param>
    public bool Add(int samples)
    {
        if (_options.GradientAccumulation > 1)
        {
            _samples += samples;
            GradientMath.Average<T>(_mean.Span, _gradients.Span, T.CreateChecked((double)samples / _samples));
            _batches++;
            if (_batches < _options.GradientAccumulation)
            {
                return false;
            }
        }

        return Complete();
    }

    /// <summary>Ends an accumulation early; false where nothing was accumulated.</summary>
    public bool Flush() => _batches > 0 && Complete();

    private bool Complete()
    {
        if (_batches > 0)
        {
            _mean.Span.CopyTo(_gradients.Span);
            (_samples, _batches) = (0, 0);
        }

        _optimizers.ClearFrozen();

        // By index: an enumerator would be garbage of every step.
        for (int i = 0; i < _options.GradientStages.Count; i++)
        {
            _options.GradientStages[i].Run(new Gradients<T>(_store, _gradients.Span));
        }

        return true;
    }
}
