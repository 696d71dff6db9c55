namespace NetGen;

/// <summary>Reads on, and keeps the CRC-32 of what was read: reflected polynomial 0xEDB88320, as zip has it.</summary>
/// <param name="inner">What is read; it is closed with this.</param>
internal sealed class Crc32Stream(Stream inner) : ReadingStream
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(Entry)];

    private uint _crc = uint.MaxValue;

    /// <summary>Of all bytes so far.</summary>
    public uint Crc => ~_crc;

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        foreach (byte value in buffer[..count])
        {
            _crc = (_crc >> 8) ^ s_table[(byte)(_crc ^ value)];
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint Entry(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
        }

        return crc;
    }
}
