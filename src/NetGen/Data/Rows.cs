using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Rows of equal length, read as float or double; how they are stored is the derived class's affair.</summary>
internal abstract class Rows(int rowSize)
{
    /// <summary>Values in one row.</summary>
    public int RowSize { get; } = rowSize;

    /// <summary>Whether each value was seen to be finite as a float.</summary>
    public virtual bool FitsFloat => true;

    public abstract void Read(int row, Span<float> destination);

    public abstract void Read(int row, Span<double> destination);

    /// <summary>Reads a row as <typeparamref name="T"/>: float or double.</summary>
    public void Read<T>(int row, Span<T> destination)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Read(row, MemoryMarshal.Cast<T, float>(destination));
        }
        else if (typeof(T) == typeof(double))
        {
            Read(row, MemoryMarshal.Cast<T, double>(destination));
        }
        else
        {
            throw new NotSupportedException($"Data is read as float or double, not as {typeof(T).Name}.");
        }
    }
}

/// <summary>Rows stored as float.</summary>
internal sealed class FloatRows(float[] values, int rowSize) : Rows(rowSize)
{
    public override void Read(int row, Span<float> destination) =>
        values.AsSpan(row * RowSize, RowSize).CopyTo(destination);

    public override void Read(int row, Span<double> destination)
    {
        ReadOnlySpan<float> source = values.AsSpan(row * RowSize, RowSize);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }
}

/// <summary>Rows stored as double; a float read rounds, and makes infinity of what no float holds.</summary>
internal sealed class DoubleRows(double[] values, int rowSize) : Rows(rowSize)
{
    public override bool FitsFloat { get; } = ValueChecks.FitFloat(values);

    public override void Read(int row, Span<float> destination)
    {
        ReadOnlySpan<double> source = values.AsSpan(row * RowSize, RowSize);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = (float)source[i];
        }
    }

    public override void Read(int row, Span<double> destination) =>
        values.AsSpan(row * RowSize, RowSize).CopyTo(destination);
}

/// <summary>Rows stored as bytes: value = byte · scale + shift, rounded after each of the two operations.</summary>
internal sealed class ByteRows(byte[] values, int rowSize, float scale, float shift) : Rows(rowSize)
{
    public override void Read(int row, Span<float> destination)
    {
        ReadOnlySpan<byte> source = values.AsSpan(row * RowSize, RowSize);
        int i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Span<float> target = destination.Slice(i, Vector<byte>.Count);
            Convert(low, target);
            Convert(high, target[Vector<ushort>.Count..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = ValueOf(source[i], scale, shift);
        }
    }

    public override void Read(int row, Span<double> destination)
    {
        ReadOnlySpan<byte> source = values.AsSpan(row * RowSize, RowSize);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = (source[i] * (double)scale) + shift;
        }
    }

    /// <summary>The value of a byte in float.</summary>
    public static float ValueOf(byte value, float scale, float shift)
    {
        float scaled = value * scale;
        return scaled + shift;
    }

    private void Convert(Vector<ushort> pixels, Span<float> destination)
    {
        Vector.Widen(pixels, out Vector<uint> low, out Vector<uint> high);
        Vector<float> shifts = new(shift);
        ((Vector.ConvertToSingle(Vector.AsVectorInt32(low)) * scale) + shifts).CopyTo(destination);
        ((Vector.ConvertToSingle(Vector.AsVectorInt32(high)) * scale) + shifts).CopyTo(destination[Vector<uint>.Count..]);
    }
}

/// <summary>Labels as values.</summary>
internal sealed class LabelRows(IntegerColumn labels) : Rows(labels.Size)
{
    public override void Read(int row, Span<float> destination)
    {
        ReadOnlySpan<int> source = labels[row];
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }

    public override void Read(int row, Span<double> destination)
    {
        ReadOnlySpan<int> source = labels[row];
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }
}

/// <summary>Labels read as shares of the classes: 1 for the label's, 0 for the others.</summary>
/// <param name="labels">The labels: one for each position or pixel.</param>
/// <param name="classes">Number of classes.</param>
/// <param name="classesFirst">Whether a class has all its pixels together; else a position all its classes.</param>
internal sealed class ShareRows(IntegerColumn labels, int classes, bool classesFirst) : Rows(labels.Size * classes)
{
    public override void Read(int row, Span<float> destination) => Fill(row, destination);

    public override void Read(int row, Span<double> destination) => Fill(row, destination);

    private void Fill<T>(int row, Span<T> destination)
        where T : INumberBase<T>
    {
        ReadOnlySpan<int> source = labels[row];
        destination.Clear();
        for (int i = 0; i < source.Length; i++)
        {
            destination[classesFirst ? (source[i] * source.Length) + i : (i * classes) + source[i]] = T.One;
        }
    }
}
