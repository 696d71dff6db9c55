using System.IO.Compression;

namespace NetGen;

/// <summary>
/// Unpacks gzip and throws <see cref="InvalidDataException"/> where it is damaged, cut off, or followed by anything that is no gzip.
/// <see cref="GZipStream"/> itself tells nothing of the last two: so a member of our own stands behind the file, which is unpacked
/// only if all before it is whole.
/// </summary>
internal sealed class WholeGzip : ReadingStream
{
    private static readonly byte[] EndMark = "The end of the file, whole and checked."u8.ToArray();
    private static readonly byte[] PackedEndMark = Pack(EndMark);

    private readonly GZipStream _unpacked;

    // The newest bytes, held back: at the end they must be the mark.
    private readonly byte[] _held = new byte[EndMark.Length];
    private bool _isStarted;

    public WholeGzip(Stream packed) => _unpacked = new(new Joined(packed, new MemoryStream(PackedEndMark)), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            _unpacked.ReadAtLeast(_held, _held.Length, throwOnEndOfStream: false);
        }

        int count = _unpacked.Read(buffer);
        if (count == 0 && buffer.Length > 0 && !_held.AsSpan().SequenceEqual(EndMark))
        {
            throw new InvalidDataException("The packed data is cut off, or something else follows it.");
        }

        // What was held comes first; as many of the newest bytes are held instead.
        Span<byte> fresh = buffer[..count];
        if (count >= _held.Length)
        {
            byte[] newest = fresh[^_held.Length..].ToArray();
            fresh[..^_held.Length].CopyTo(fresh[_held.Length..]);
            _held.CopyTo(fresh);
            newest.CopyTo(_held, 0);
        }
        else
        {
            byte[] newest = [.. _held[count..], .. fresh];
            _held.AsSpan(0, count).CopyTo(fresh);
            newest.CopyTo(_held, 0);
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.NoCompression))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>One stream, then another.</summary>
    private sealed class Joined(Stream first, Stream second) : ReadingStream
    {
        public override int Read(Span<byte> buffer)
        {
            int count = first.Read(buffer);
            return count > 0 ? count : second.Read(buffer);
        }
    }
}
