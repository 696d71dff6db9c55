using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// What stands between the gradients of a batch and the update: their mean over several batches, Σ nᵢ·gᵢ / Σ nᵢ for batches of nᵢ samples,
/// then the stages in order.
/// </summary>
internal sealed class GradientPhases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdatedParameters<T> _updated;
    private readonly ParameterValues<T> _values;
    private readonly AlignedBuffer<T> _gradients;
    private readonly AlignedBuffer<T> _mean;
    private readonly UpdateGroups<T> _optimizers;
    private readonly TrainerOptions _options;

    private GradientPhases(ParameterStore<T> store, AlignedBuffer<T> gradients, UpdateGroups<T> optimizers, TrainerOptions options)
    {
        _updated = UpdatedParameters<T>.Of(store, optimizers.Layout, options.Seed);
        _values = () => store.Block.Span;
        _gradients = gradients;
        _mean = new AlignedBuffer<T>(options.GradientAccumulation > 1 ? gradients.Length : 0);
        _optimizers = optimizers;
        _options = options;
    }

    /// <summary>Null where nothing stands between: the update may ride in the kernels of the gradients.</summary>
    public static GradientPhases<T>? Of(
        ParameterStore<T> store, AlignedBuffer<T> gradients, UpdateGroups<T> optimizers, TrainerOptions options) =>
        options.StandsBetween || optimizers.HasMatrices ? new(store, gradients, optimizers, options) : null;

    /// <summary>Batches accumulated.</summary>
    public int Batches { get; private set; }

    /// <summary>Their samples.</summary>
    public long Samples { get; private set; }

    /// <summary>Batches of an update.</summary>
    public int MostBatches => _options.GradientAccumulation;

    /// <summary>The mean of their gradients; null where each batch makes an update.</summary>
    public AlignedBuffer<T>? Mean => MostBatches > 1 ? _mean : null;

    /// <summary>Goes on with what another trainer accumulated.</summary>
    public void GoOn(UpdateProgress progress) => (Batches, Samples) = (progress.Batches, progress.Samples);

    /// <summary>Takes the gradients of a batch; true where they are then those of an update.</summary>
    /// <param name="samples">Of the batch.</param>
    public bool Add(int samples)
    {
        if (MostBatches > 1)
        {
            Samples += samples;
            if (Batches++ == 0)
            {
                _gradients.Span.CopyTo(_mean.Span);
            }
            else
            {
                GradientMath.Average<T>(_mean.Span, _gradients.Span, T.CreateChecked((double)samples / Samples));
            }

            if (Batches < MostBatches)
            {
                return false;
            }
        }

        return Complete();
    }

    /// <summary>Ends an accumulation early; false where nothing was accumulated.</summary>
    public bool Flush() => Batches > 0 && Complete();

    private bool Complete()
    {
        if (Batches > 0)
        {
            _mean.Span.CopyTo(_gradients.Span);
            (Samples, Batches) = (0, 0);
        }

        _optimizers.ClearFrozen();

        // By index: an enumerator would be garbage of every step.
        for (int i = 0; i < _options.GradientStages.Count; i++)
        {
            _options.GradientStages[i].Run(new Gradients<T>(_updated, _gradients.Span, _values, _optimizers.Steps));
        }

        return true;
    }
}
