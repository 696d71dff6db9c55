using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>
/// One column of a dataset on the device. Values are those of the dataset's samples, in the program's number type; integers are all
/// that the column was made of, since its samples may overlap.
/// </summary>
internal sealed class ResidentColumn<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ChunkElements = 1 << 20;

    private readonly int _size;
    private readonly MemoryBuffer1D<long, Stride1D.Dense> _starts;
    private readonly MemoryBuffer1D<T, Stride1D.Dense>? _values;
    private readonly MemoryBuffer1D<int, Stride1D.Dense>? _integers;

    /// <summary>Uploads the column.</summary>
    /// <param name="queue">Where to.</param>
    /// <param name="data">The samples.</param>
    /// <param name="column">What is uploaded of each.</param>
    /// <param name="checkValues">Refuses values that are about to be uploaded: numbers of samples, and their values.</param>
    /// <param name="checkIntegers">
    /// Refuses tokens or labels, which become indices on the device: the number of a sample, and its integers.
    /// </param>
    public ResidentColumn(
        KernelQueue queue,
        Dataset data,
        DataColumn column,
        Action<ReadOnlySpan<int>, ReadOnlySpan<T>>? checkValues = null,
        Action<int, ReadOnlySpan<int>>? checkIntegers = null)
    {
        IlgpuDevice device = queue.Device;
        long[] starts = new long[data.Count];
        if (column is IntegerColumn integers)
        {
            _size = integers.Size;

            // The caller's array may change at any time: what is checked and goes to the device is a copy.
            int[] copy = [.. integers.All];
            for (int i = 0; i < starts.Length; i++)
            {
                starts[i] = integers.StartOf(data.Row(i));
                checkIntegers?.Invoke(i, copy.AsSpan((int)starts[i], _size));
            }

            _integers = device.Allocate<int>(copy.Length);
            _integers.View.BaseView.CopyFromCPU(queue.Stream, copy);
        }
        else
        {
            _size = ((ValueColumn)column).Rows.RowSize;
            _values = device.Allocate<T>((long)data.Count * _size);
            Upload(queue, data, column, checkValues);
            for (int i = 0; i < starts.Length; i++)
            {
                starts[i] = (long)i * _size;
            }
        }

        _starts = device.Allocate<long>(starts.Length);
        _starts.View.BaseView.CopyFromCPU(queue.Stream, starts);
    }

    /// <summary>Bytes that a column takes.</summary>
    public static long SizeOf(Dataset data, DataColumn column) => (data.Count * (long)sizeof(long)) + (column is IntegerColumn integers
        ? integers.All.Length * (long)sizeof(int)
        : (long)data.Count * ((ValueColumn)column).Rows.RowSize * Interop.SizeOf<T>());

    /// <summary>Enqueues the gathering of a batch.</summary>
    public void Gather(
        KernelQueue queue, int batch, ArrayView<uint> clock, ArrayView<int> order, ArrayView<T> values, ArrayView<int> integers)
    {
        if (_integers is not null)
        {
            Gather(queue, batch, clock, order, _integers.View.BaseView, integers);
        }
        else
        {
            Gather(queue, batch, clock, order, _values!.View.BaseView, values);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _starts.Dispose();
        _values?.Dispose();
        _integers?.Dispose();
    }

    private void Gather<TElement>(
        KernelQueue queue, int batch, ArrayView<uint> clock, ArrayView<int> order, ArrayView<TElement> source, ArrayView<TElement> target)
        where TElement : unmanaged
        => queue.LaunchOver(batch * _size, StepKernels.Gather<TElement>, new GatherArguments<TElement>
        {
            Count = batch * _size,
            Size = _size,
            Clock = clock,
            Order = order,
            Starts = _starts.View.BaseView,
            Source = source,
            Target = target,
        });

    /// <summary>Some samples at a time, so that the host needs no second copy of the data.</summary>
    private void Upload(KernelQueue queue, Dataset data, DataColumn column, Action<ReadOnlySpan<int>, ReadOnlySpan<T>>? check)
    {
        int chunk = Math.Clamp(ChunkElements / _size, 1, data.Count);
        T[] values = new T[chunk * _size];
        int[] samples = new int[chunk];
        for (int start = 0; start < data.Count; start += chunk)
        {
            int count = Math.Min(chunk, data.Count - start);
            for (int i = 0; i < count; i++)
            {
                samples[i] = start + i;
            }

            Span<T> part = values.AsSpan(0, count * _size);
            data.Read(column, samples.AsSpan(0, count), part);
            check?.Invoke(samples.AsSpan(0, count), part);
            _values!.View.BaseView.SubView((long)start * _size, part.Length).CopyFromCPU(queue.Stream, (ReadOnlySpan<T>)part);
        }
    }
}
