using System.ComponentModel;
using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Weights that the optimizer updates block by block while a kernel computes their gradient, as soon as a block of it is complete: it is
/// still in the cache then.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WeightUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OptimizerState<T> _optimizer;
    private readonly AlignedBuffer<T> _parameters;
    private readonly AlignedBuffer<T> _gradients;
    private readonly int _offset;
    private readonly bool _isDeferred;

    /// <param name="optimizer">Updates them.</param>
    /// <param name="parameters">The block they lie in.</param>
    /// <param name="gradients">The gradients, in the same order.</param>
    /// <param name="offset">The first weight in the block.</param>
    /// <param name="isDeferred">Whether they are updated at the end of the step instead.</param>
    internal WeightUpdate(OptimizerState<T> optimizer, AlignedBuffer<T> parameters, AlignedBuffer<T> gradients, int offset, bool isDeferred)
    {
        _isDeferred = isDeferred;
        _optimizer = optimizer;
        _parameters = parameters;
        _gradients = gradients;
        _offset = offset;
    }

    /// <summary>The gradient of a weight.</summary>
    internal ref T GradientAt(nint weight) => ref _gradients.At(_offset + weight);

    /// <summary>Updates neighbouring weights with their gradients; none of them where one is not finite, which the optimizer's state then says.</summary>
    internal void Apply(int first, int count)
    {
        if (_isDeferred)
        {
            return;
        }

        int start = _offset + first;
        ReadOnlySpan<T> gradients = _gradients.Span.Slice(start, count);
        if (Finite.All(gradients))
        {
            _optimizer.Update(_parameters.Span.Slice(start, count), gradients, start);
        }
        else
        {
            _optimizer.SawNotFinite = true;
        }
    }
}
