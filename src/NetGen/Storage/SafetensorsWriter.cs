using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetGen;

/// <summary>Writes parameters in the format: the length of the header, the header in JSON, the values.</summary>
internal sealed class SafetensorsWriter
{
    private const int HeaderAlignment = 8;
    private const int ChunkElements = 1 << 20;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly WeightStorage _storage;
    private readonly byte[] _header;

    /// <param name="name">Of the file, for messages.</param>
    /// <param name="parameters">What is written, as it is when <see cref="Write"/> is called.</param>
    /// <param name="metadata">Remarks.</param>
    /// <param name="storage">The number type of the values.</param>
    /// <exception cref="SafetensorsException">There are more parameters or remarks than can be read.</exception>
    public SafetensorsWriter(
        string name,
        IReadOnlyList<Parameter> parameters,
        IReadOnlyDictionary<string, string>? metadata,
        WeightStorage storage = WeightStorage.AsComputed)
    {
        _parameters = parameters;
        _storage = storage;
        _header = Header(name, parameters, metadata);
    }

    /// <summary>Writes it all.</summary>
    public void Write(Stream stream)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, _header.Length);
        stream.Write(length);
        stream.Write(_header);
        foreach (Parameter parameter in _parameters)
        {
            if (parameter.ElementType == typeof(double))
            {
                WriteValues<double>(stream, parameter.AsSpan<double>());
            }
            else if (parameter.ElementType == typeof(sbyte))
            {
                stream.Write(MemoryMarshal.AsBytes(parameter.AsSpan<sbyte>()));
            }
            else
            {
                WriteValues<float>(stream, parameter.AsSpan<float>());
            }
        }
    }

    private byte[] Header(string name, IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string>? metadata)
    {
        long offset = 0;
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(SafetensorsHeader.MetadataName);
                foreach ((string key, string value) in metadata)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            foreach (Parameter parameter in parameters)
            {
                offset = WriteEntry(writer, parameter, offset);
            }

            writer.WriteEndObject();
        }

        while (json.Length % HeaderAlignment != 0)
        {
            json.WriteByte((byte)' ');
        }

        // What could not be read again is not written.
        byte[] header = json.ToArray();
        SafetensorsHeader.Parse(name, header, offset);
        return header;
    }

    /// <summary>Describes a parameter whose data begins at <paramref name="begin"/>; returns where it ends.</summary>
    private long WriteEntry(Utf8JsonWriter writer, Parameter parameter, long begin)
    {
        string dtype = Safetensors.Dtype(parameter, _storage);
        long end = begin + ((long)parameter.Shape.Size * (SafetensorsTensor.ElementBits(dtype) / 8));
        writer.WriteStartObject(parameter.Name);
        writer.WriteString("dtype", dtype);
        writer.WriteStartArray("shape");
        foreach (int dimension in parameter.Shape)
        {
            writer.WriteNumberValue(dimension);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return end;
    }

    /// <summary>Writes in chunks: the bytes of one large span may be more than a span can count.</summary>
    private void WriteValues<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ushort[] halves = _storage == WeightStorage.AsComputed ? [] : new ushort[Math.Min(ChunkElements, values.Length)];
        for (int start = 0; start < values.Length; start += ChunkElements)
        {
            ReadOnlySpan<T> chunk = values.Slice(start, Math.Min(ChunkElements, values.Length - start));
            if (_storage == WeightStorage.AsComputed)
            {
                stream.Write(MemoryMarshal.AsBytes(chunk));
                continue;
            }

            for (int i = 0; i < chunk.Length; i++)
            {
                halves[i] = HalfNumbers.Bits(chunk[i], _storage);
            }

            stream.Write(MemoryMarshal.AsBytes(halves.AsSpan(0, chunk.Length)));
        }
    }
}
