namespace NetGen.Data;

/// <summary>Puts one tab in place of blanks and tabs between two fields, and nothing in place of those around a line.</summary>
/// <param name="source">Text in an encoding that has ASCII in it; closed with this.</param>
/// <param name="fileName">For messages.</param>
/// <param name="isQuoted">Whether those in quotes stay.</param>
internal sealed class BlankSeparatedStream(Stream source, string fileName, bool isQuoted) : ReadingStream
{
    private readonly byte[] _read = new byte[1 << 15];

    // One more: the tab for blanks at the end of the bytes before.
    private readonly byte[] _ready = new byte[(1 << 15) + 1];
    private bool _isBegun;
    private int _start;
    private int _end;
    private bool _isInQuotes;
    private bool _isInLine;
    private bool _isBehindBlank;

    public override int Read(Span<byte> buffer)
    {
        while (_start == _end)
        {
            ReadOnlySpan<byte> read = _read.AsSpan(0, source.ReadAtLeast(_read, _isBegun ? 1 : 3, throwOnEndOfStream: false));
            if (read.IsEmpty)
            {
                return 0;
            }

            (_start, _end) = (0, 0);
            foreach (byte character in _isBegun ? read : WithoutMark(read))
            {
                Pass(character);
            }
        }

        int taken = Math.Min(buffer.Length, _end - _start);
        _ready.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>What stands behind a byte order mark, which is passed as it is: no field begins with it.</summary>
    /// <exception cref="DataFormatException">It is that of an encoding whose blanks are more than a byte.</exception>
    private ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> read)
    {
        _isBegun = true;
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (read.StartsWith<byte>([0xFF, 0xFE]) || read.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw new DataFormatException(
                fileName, "it is UTF-16 or UTF-32: columns of blanks are read in UTF-8, or what else has ASCII in it.");
        }

        if (!read.StartsWith(mark))
        {
            return read;
        }

        mark.CopyTo(_ready);
        _end = mark.Length;
        return read[mark.Length..];
    }

    private void Pass(byte character)
    {
        bool isBlank = character is (byte)' ' or (byte)'\t', isBreak = character is (byte)'\r' or (byte)'\n';
        if (!_isInQuotes && (isBlank || isBreak))
        {
            _isBehindBlank = isBlank && _isInLine;
            _isInLine &= isBlank;
            if (isBreak)
            {
                _ready[_end++] = character;
            }

            return;
        }

        if (_isBehindBlank)
        {
            _ready[_end++] = (byte)'\t';
        }

        (_isBehindBlank, _isInLine) = (false, true);
        _isInQuotes ^= isQuoted && character == (byte)'"';
        _ready[_end++] = character;
    }
}
