using NetGen.Numerics;

namespace NetGen.Runtime;

/// <content>
/// Where a step that was skipped had its first number that is not finite: in the weights, in what the forward pass computed from them
/// (which runs once more, alone and with the same random numbers, since the backward pass wrote over it), or in the gradients. Of several
/// processes each looks at its own part, by the statistics of that.
/// </content>
public abstract partial class TrainingProgram<T>
{
    private (NonFiniteKind Kind, int Place, int Index)? _notFinite;

    /// <summary>Whether only the forward pass runs, to be looked at.</summary>
    protected bool IsForwardOnly { get; private set; }

    /// <inheritdoc/>
    internal override NonFinite? FindNotFinite() => _notFinite is not var (kind, place, index) ? null : new(
        kind,
        kind switch
        {
            NonFiniteKind.Activation => Signature.Values[place].FullName,
            NonFiniteKind.Loss => "loss",
            _ => _store.Parameters[place].Name,
        },
        index);

    /// <summary>Looks for it right behind the step, while its batch is there; allocates nothing.</summary>
    private void LocateNotFinite(int count, ReadOnlySpan<int> lengths, Span<T> statistics)
    {
        _notFinite = InParameters(NonFiniteKind.Weight, _store.Block.Span);
        if (_notFinite is not null)
        {
            return;
        }

        (NonFiniteKind, int, int)? gradient = InParameters(NonFiniteKind.Gradient, _gradients.Span);
        try
        {
            IsForwardOnly = true;
            RunTeam(count, lengths, _step, _seed, part: (_parallel?.Part ?? default) with { Whole = count });
        }
        finally
        {
            IsForwardOnly = false;
            _statistics.CopyTo(statistics);
        }

        _notFinite = InValues(count, lengths) ?? (double.IsFinite(Loss) ? gradient : (NonFiniteKind.Loss, 0, 0));
    }

    /// <summary>Gradients from the last parameter to the first, as the backward pass comes to them.</summary>
    private (NonFiniteKind Kind, int Place, int Index)? InParameters(NonFiniteKind kind, ReadOnlySpan<T> block)
    {
        bool isGradient = kind == NonFiniteKind.Gradient;
        int count = _store.Parameters.Count;
        for (int i = 0; i < count; i++)
        {
            int place = isGradient ? count - 1 - i : i;
            ParameterRange range = _store.RangeAt(place);
            if (range.Offset < block.Length
                && Finite.IndexOfOther(block.Slice(range.Offset, range.Shape.Size)) is var index and >= 0)
            {
                return (kind, place, index);
            }
        }

        return null;
    }

    private (NonFiniteKind Kind, int Place, int Index)? InValues(int count, ReadOnlySpan<int> lengths)
    {
        IReadOnlyList<ValuePlan> values = Signature.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (Finite.IndexOfOther(Activations(values[i].Offset, values[i].SizeAt(lengths) * count)) is var index and >= 0)
            {
                return (NonFiniteKind.Activation, i, index);
            }
        }

        return null;
    }
}
