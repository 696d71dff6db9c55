using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>
/// By which numbers each part of the block is updated, in a device's memory: so one kernel updates all parameters of an optimizer, those
/// that decay, those that do not and those that are frozen.
/// </summary>
internal sealed class SetMap : IDisposable
{
    /// <summary>Parameters begin at multiples of 16 or more in generated code, of anything in others.</summary>
    private const int MostShift = 10;

    private readonly UpdateLayout _layout;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _sets;
    private int _version;

    public SetMap(IlgpuDevice device, UpdateLayout layout)
    {
        _layout = layout;
        Shift = layout.Parameters.Aggregate(MostShift, (least, parameter) => Math.Min(least, ShiftOf(parameter.Offset)));
        int end = layout.Ranges.Length > 0 ? layout.Ranges[^1].End : 0;
        _sets = device.Allocate<int>((end + (1 << Shift) - 1) >> Shift);
    }

    /// <summary>The number of the set of each <c>1 &lt;&lt; Shift</c> elements; −1 where they are frozen.</summary>
    public ArrayView<int> Sets => _sets.View.BaseView;

    /// <summary>The logarithm of how many elements.</summary>
    public int Shift { get; }

    /// <summary>Uploads what has changed; waits for it.</summary>
    public void Upload(AcceleratorStream stream)
    {
        if (_version == _layout.Version)
        {
            return;
        }

        _version = _layout.Version;
        int[] sets = new int[_sets.Length];
        foreach (UpdateRange range in _layout.Ranges)
        {
            sets.AsSpan(range.Offset >> Shift, (range.Size + (1 << Shift) - 1) >> Shift).Fill(range.Set);
        }

        Sets.CopyFromCPU(stream, (ReadOnlySpan<int>)sets);
        stream.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose() => _sets.Dispose();

    private static int ShiftOf(int offset) => offset == 0 ? MostShift : BitOperations.TrailingZeroCount(offset);
}
