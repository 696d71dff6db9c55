using System.Buffers.Binary;
using static Onnx.TensorProto.Types;
using TensorProto = global::Onnx.TensorProto;

namespace NetGen.Onnx.Import.Reading;

/// <summary>Reads the numbers of a tensor, wherever they lie: typed fields, raw bytes, a file of their own.</summary>
/// <param name="file">The model's file, for messages.</param>
internal sealed class TensorReader(string file)
{
    private const int LongestName = 60;

    private readonly ExternalData _external = new(file);

    /// <exception cref="OnnxException">It is damaged, of a type that no network has, or lies elsewhere.</exception>
    public Tensor Read(TensorProto proto)
    {
        int[] dims = Dims(proto);
        long count = dims.Aggregate(1L, static (product, dim) => product * dim);
        DataType type = (DataType)proto.DataType;
        if (proto.Segment is not null)
        {
            throw Error(proto, "is written in segments, which are not read.");
        }

        bool isExternal = proto.DataLocation == DataLocation.External;
        if (isExternal || proto.RawData.Length > 0)
        {
            int size = Size(type) ?? throw Unsupported(proto, type);
            ReadOnlySpan<byte> bytes =
                isExternal ? _external.Read(proto, count * size, problem => Error(proto, problem)) : proto.RawData.Span;
            return bytes.Length == count * size
                ? FromBytes(type, dims, bytes, (int)count)
                : throw Error(proto, $"has {bytes.Length} bytes, but {count} numbers of {size} need {count * size}.");
        }

        return FromFields(proto, type, dims, (int)count);
    }

    /// <summary>Sizes that an array can have.</summary>
    private int[] Dims(TensorProto proto)
    {
        long count = 1;
        if (proto.Dims.Count > 32)
        {
            throw Error(proto, $"has {proto.Dims.Count} dimensions.");
        }

        foreach (long dim in proto.Dims)
        {
            if (dim < 0 || dim > Tensor.MostElements || (count != 0 && dim > Tensor.MostElements / count))
            {
                string dims = string.Join('×', proto.Dims);
                throw Error(proto, $"has the dimensions {dims}: more than {Tensor.MostElements} numbers, or fewer than none.");
            }

            count *= dim;
        }

        return [.. proto.Dims.Select(static dim => (int)dim)];
    }

    /// <summary>Bytes of a number in raw data.</summary>
    private static int? Size(DataType type) => type switch
    {
        DataType.Bool or DataType.Int8 or DataType.Uint8 => 1,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Double or DataType.Int64 or DataType.Uint64 => 8,
        _ => null,
    };

    private static Tensor FromBytes(DataType type, int[] dims, ReadOnlySpan<byte> bytes, int count)
    {
        if (type == DataType.Double)
        {
            double[] doubles = new double[count];
            for (int i = 0; i < count; i++)
            {
                doubles[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
            }

            return new Tensor(type, dims, doubles);
        }

        if (Tensor.IsFloat(type))
        {
            float[] singles = new float[count];
            for (int i = 0; i < count; i++)
            {
                singles[i] = type == DataType.Float
                    ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..])
                    : Half16(type, BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]));
            }

            return new Tensor(type, dims, singles);
        }

        long[] integers = new long[count];
        for (int i = 0; i < count; i++)
        {
            integers[i] = type switch
            {
                DataType.Int8 => (sbyte)bytes[i],
                DataType.Uint8 or DataType.Bool => bytes[i],
                DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]),
                DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]),
                DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]),
                DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]),
                _ => BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]),
            };
        }

        return new Tensor(type, dims, integers);
    }

    private Tensor FromFields(TensorProto proto, DataType type, int[] dims, int count)
    {
        int given = type switch
        {
            DataType.Float => proto.FloatData.Count,
            DataType.Double => proto.DoubleData.Count,
            DataType.Int64 => proto.Int64Data.Count,
            DataType.Uint32 or DataType.Uint64 => proto.Uint64Data.Count,
            _ when Size(type) is not null => proto.Int32Data.Count,
            _ => throw Unsupported(proto, type),
        };
        if (given != count)
        {
            throw Error(proto, $"has {given} numbers, but its dimensions need {count}.");
        }

        return type switch
        {
            DataType.Float => new Tensor(type, dims, [.. proto.FloatData]),
            DataType.Double => new Tensor(type, dims, [.. proto.DoubleData]),
            DataType.Int64 => new Tensor(type, dims, [.. proto.Int64Data]),
            DataType.Uint32 or DataType.Uint64 => Tensor.OfIntegers(type, dims, i => (long)proto.Uint64Data[i]),
            DataType.Float16 or DataType.Bfloat16 => Tensor.Of(type, dims, i => Half16(type, (ushort)proto.Int32Data[i])),
            _ => Tensor.OfIntegers(type, dims, i => proto.Int32Data[i]),
        };
    }

    private static float Half16(DataType type, ushort bits) =>
        type == DataType.Float16 ? (float)BitConverter.UInt16BitsToHalf(bits) : BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private OnnxException Unsupported(TensorProto proto, DataType type) => Error(
        proto, Enum.IsDefined(type) ? $"is of {type}, which no network has." : $"is of type {(int)type}, which the format does not have.");

    private OnnxException Error(TensorProto proto, string problem) => new(file, $"the tensor '{Shorten(proto.Name)}' {problem}");

    private static string Shorten(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
