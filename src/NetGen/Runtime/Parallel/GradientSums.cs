using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// The sums of the gradients over the processes, in place. Large pieces are begun as soon as they are whole, while those of earlier layers
/// are still computed; the rest follows at the end, in one block. The pieces and their order are the same in every step and process, since
/// what is summed together decides the last bits.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class GradientSums<T> : IMeanwhile
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements from which on a gradient is worth a message of its own: its transfer takes longer than its beginning.</summary>
    private const int Large = 1 << 14;

    private readonly ICommunicator _communicator;
    private readonly AlignedBuffer<T> _gradients;

    // From the last layer to the first, as the backward pass comes to them.
    private readonly (int Offset, int Size)[] _pieces;
    private readonly (int Offset, int Size)[] _rest;

    // Where the rest lies side by side; empty where it is one range.
    private readonly AlignedBuffer<T> _packed;

    // Elements of each piece that are not computed yet.
    private readonly int[] _missing;
    private int _begun;

    public GradientSums(ParameterStore<T> store, AlignedBuffer<T> gradients, ProgramPlan plan, ICommunicator communicator)
    {
        _communicator = communicator;
        _gradients = gradients;
        _pieces =
        [
            .. store.Trained
                .Where(range => range.Shape.Size >= Large && plan.UpdatedEarly.Any(places => places.Contains(range.Offset)))
                .OrderByDescending(range => range.Offset)
                .Select(range => (range.Offset, range.Shape.Size)),
        ];
        _rest = [.. Between(_pieces, gradients.Length)];
        _packed = new AlignedBuffer<T>(_rest.Length > 1 ? _rest.Sum(range => (long)range.Size) : 0);
        _missing = new int[_pieces.Length];
        _begun = _pieces.Length;
    }

    /// <summary>Begins a step: no gradient is known.</summary>
    public void Begin()
    {
        for (int i = 0; i < _pieces.Length; i++)
        {
            _missing[i] = _pieces[i].Size;
        }

        _begun = 0;
    }

    /// <summary>Notes that neighbouring elements of a gradient are computed; any thread may say so.</summary>
    public void Add(int offset, int count)
    {
        for (int i = 0; i < _pieces.Length; i++)
        {
            if ((uint)(offset - _pieces[i].Offset) < (uint)_pieces[i].Size)
            {
                Interlocked.Add(ref _missing[i], -count);
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Advance()
    {
        int before = _begun;
        while (_begun < _pieces.Length && Volatile.Read(ref _missing[_begun]) == 0)
        {
            BeginNext();
        }

        if (before > 0)
        {
            _communicator.Advance();
        }
    }

    /// <summary>Waits until all are summed; called in each step, whatever was computed in it.</summary>
    public void Complete()
    {
        while (_begun < _pieces.Length)
        {
            BeginNext();
        }

        if (_rest is [var only])
        {
            _communicator.AllReduce(_gradients.Span.Slice(only.Offset, only.Size));
        }
        else
        {
            SumPacked();
        }

        _communicator.EndAllReduces();
    }

    private void SumPacked()
    {
        int place = 0;
        foreach ((int offset, int size) in _rest)
        {
            _gradients.Span.Slice(offset, size).CopyTo(_packed.Span[place..]);
            place += size;
        }

        _communicator.AllReduce(_packed.Span);
        place = 0;
        foreach ((int offset, int size) in _rest)
        {
            _packed.Span.Slice(place, size).CopyTo(_gradients.Span[offset..]);
            place += size;
        }
    }

    private void BeginNext()
    {
        (int offset, int size) = _pieces[_begun++];
        _communicator.BeginAllReduce(_gradients.Span.Slice(offset, size));
    }

    private static IEnumerable<(int Offset, int Size)> Between((int Offset, int Size)[] pieces, int length)
    {
        int start = 0;
        foreach ((int offset, int size) in pieces.Reverse())
        {
            if (offset > start)
            {
                yield return (start, offset - start);
            }

            start = offset + size;
        }

        if (length > start)
        {
            yield return (start, length - start);
        }
    }
}
