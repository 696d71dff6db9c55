using System.ComponentModel;
using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Weights that the optimizer updates block by block while a kernel computes their gradient, as soon as a block of it is complete: it is
/// still in the cache then.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WeightUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdateGroups<T> _optimizers;
    private readonly AlignedBuffer<T> _gradients;
    private readonly int _offset;
    private readonly bool _isDeferred;
    private readonly GradientSums<T>? _sums;

    /// <param name="optimizers">Update them.</param>
    /// <param name="gradients">The gradients, in the same order.</param>
    /// <param name="offset">The first weight in the block.</param>
    /// <param name="isDeferred">Whether they are updated at the end of the step instead.</param>
    /// <param name="sums">Where gradients are summed over several processes, for which it is deferred; else null.</param>
    internal WeightUpdate(
        UpdateGroups<T> optimizers, AlignedBuffer<T> gradients, int offset, bool isDeferred, GradientSums<T>? sums = null)
    {
        _sums = sums;
        _isDeferred = isDeferred;
        _optimizers = optimizers;
        _gradients = gradients;
        _offset = offset;
    }

    /// <summary>The gradient of a weight.</summary>
    internal ref T GradientAt(nint weight) => ref _gradients.At(_offset + weight);

    /// <summary>
    /// Updates neighbouring weights with their gradients; none of them where one is not finite, which the optimizers then say.
    /// </summary>
    internal void Apply(int first, int count)
    {
        if (_isDeferred)
        {
            _sums?.Add(_offset + first, count);
            return;
        }

        int start = _offset + first;
        if (Finite.All<T>(_gradients.Span.Slice(start, count)))
        {
            _optimizers.Update(start, count);
        }
        else
        {
            _optimizers.SawNotFinite = true;
        }
    }
}
