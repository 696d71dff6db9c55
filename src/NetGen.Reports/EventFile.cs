using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace NetGen.Reports;

/// <summary>
/// A file of events as TensorBoard reads it: records of TFRecord, https://www.tensorflow.org/tutorials/load_data/tfrecord, each a message
/// <c>tensorflow.Event</c> in protobuf. Adding a figure allocates nothing.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SummaryValue = 1, Tag = 1, SimpleValue = 2;

    private readonly FileStream _file;
    private readonly MemoryStream _message = new();
    private readonly CodedOutputStream _coded;
    private readonly TimeProvider _time;

    /// <summary>Creates a file.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public EventFile(string path, TimeProvider time)
    {
        _time = time;
        _coded = new CodedOutputStream(_message, leaveOpen: true);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Begin(0);
        _coded.WriteTag(FileVersion, WireFormat.WireType.LengthDelimited);
        _coded.WriteString("brain.Event:2");
        End();
    }

    /// <summary>Adds a figure.</summary>
    public void Add(string tag, long step, double value)
    {
        Begin(step);
        int figure = 1 + CodedOutputStream.ComputeStringSize(tag) + 1 + sizeof(float);
        _coded.WriteTag(Summary, WireFormat.WireType.LengthDelimited);
        _coded.WriteLength(1 + CodedOutputStream.ComputeLengthSize(figure) + figure);
        _coded.WriteTag(SummaryValue, WireFormat.WireType.LengthDelimited);
        _coded.WriteLength(figure);
        _coded.WriteTag(Tag, WireFormat.WireType.LengthDelimited);
        _coded.WriteString(tag);
        _coded.WriteTag(SimpleValue, WireFormat.WireType.Fixed32);
        _coded.WriteFloat((float)value);
        End();
    }

    /// <summary>Lets others read what was added.</summary>
    public void Flush() => _file.Flush();

    public void Dispose()
    {
        _coded.Dispose();
        _file.Dispose();
    }

    private void Begin(long step)
    {
        _message.SetLength(0);
        _coded.WriteTag(WallTime, WireFormat.WireType.Fixed64);
        _coded.WriteDouble((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
        _coded.WriteTag(Step, WireFormat.WireType.Varint);
        _coded.WriteInt64(step);
    }

    /// <summary>The length and its checksum, the message and its checksum.</summary>
    private void End()
    {
        _coded.Flush();
        ReadOnlySpan<byte> message = _message.GetBuffer().AsSpan(0, (int)_message.Length);
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)], tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Checksum(head[..sizeof(ulong)]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Checksum(message));
        _file.Write(head);
        _file.Write(message);
        _file.Write(tail);
    }

    /// <summary>CRC-32C, turned and moved, so that the checksum of data with checksums in it is none of them.</summary>
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }
}
