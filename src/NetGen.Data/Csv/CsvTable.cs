using System.Globalization;
using System.Text;
using CsvHelper;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>One reading of separated values.</summary>
internal sealed class CsvTable : TableReader
{
    /// <summary>An unclosed quote must not read all of a large file into memory.</summary>
    private const int LargestRecord = 16 << 20;

    private readonly string _fileName;
    private readonly CsvReader _reader;
    private readonly CsvOptions _options;
    private readonly byte[][] _missing;
    private readonly string[] _names;
    private readonly Func<bool> _read;
    private bool _isAhead;

    /// <param name="stream">Closed with this.</param>
    /// <param name="fileName">For messages.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="DataFormatException">It is empty, or its beginning is damaged.</exception>
    public CsvTable(Stream stream, string fileName, CsvOptions options)
        : base(fileName, "line")
    {
        (_fileName, _options) = (fileName, options);
        _missing = [.. options.MissingTexts.Select(Encoding.UTF8.GetBytes)];
        try
        {
            CheckEncoding(options);
            Stream text = options.IsBlankSeparated ? new BlankSeparatedStream(stream, fileName, options.IsQuoted) : stream;
            _reader = CsvReader.Create(text, ReaderOptions(options));
            _read = _reader.Read;
            _names = FindNames();
        }
        catch
        {
            _reader?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Names => _names;

    public override long Line => _reader.LineNumber;

    public override bool Read()
    {
        if (_isAhead)
        {
            _isAhead = false;
            return true;
        }

        return Guarded(_read);
    }

    public override float Number(int column)
    {
        ReadOnlySpan<byte> text = _reader.GetSpan(column);
        if (IsMissing(text))
        {
            return float.NaN;
        }

        return float.TryParse(text, NumberStyles.Float, _options.Culture, out float value) && float.IsFinite(value)
            ? value
            : throw Refuse(column, _reader.GetString(column), "is no number that a float holds" + Advice(column));
    }

    public override string? Text(int column) => IsMissing(_reader.GetSpan(column)) ? null : _reader.GetString(column);

    public override void Dispose() => _reader.Dispose();

    /// <exception cref="ArgumentException">Columns are aligned by blanks, and a blank is not one byte.</exception>
    private static void CheckEncoding(CsvOptions options)
    {
        if (options is { IsBlankSeparated: true, Encoding: { } encoding }
            && !encoding.GetBytes(" \t\r\n\"a").AsSpan().SequenceEqual(" \t\r\n\"a"u8))
        {
            throw new ArgumentException(
                $"Columns of blanks are read in encodings that have ASCII in them, not in {encoding.WebName}.", nameof(options));
        }
    }

    private static CsvReaderOptions ReaderOptions(CsvOptions options) => new()
    {
        Separator = options.IsBlankSeparated ? '\t'
            : options.Separator ?? (HasDecimalComma(options) ? ';' : null),
        HasHeader = options.HasHeader ?? true,
        Mode = options.IsQuoted ? CsvMode.Rfc4180 : CsvMode.NoEscape,
        CommentPrefix = options.Comment,
        TrimWhitespace = true,
        MaxRecordSize = LargestRecord,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        Encoding = options.Encoding,
        PoolStrings = true,
    };

    private static bool HasDecimalComma(CsvOptions options) => options.Culture.NumberFormat.NumberDecimalSeparator == ",";

    private string[] FindNames()
    {
        if (_options.HasHeader == false)
        {
            _isAhead = Guarded(_read);
            return _isAhead
                ? [.. Enumerable.Range(0, _reader.FieldCount).Select(i => Invariant($"{i}"))]
                : throw Refuse("the file has no samples.");
        }

        string[] names = Guarded(() => _reader.Headers.ToArray());
        if (names.Length == 0)
        {
            throw Refuse("the file is empty.");
        }

        return _options.HasHeader is null && names.All(name => float.TryParse(name, NumberStyles.Float, _options.Culture, out _))
            ? throw Refuse("the first line has nothing but numbers: set HasHeader = false, or true where they name the columns.")
            : names;
    }

    private bool IsMissing(ReadOnlySpan<byte> text)
    {
        foreach (byte[] missing in _missing)
        {
            if (text.Length == missing.Length && Ascii.EqualsIgnoreCase(text, missing))
            {
                return true;
            }
        }

        return false;
    }

    private string Advice(int column) => !HasDecimalComma(_options) && _reader.GetSpan(column).Contains((byte)',')
        ? ": a decimal comma is read with a CsvOptions.Culture that has one."
        : ": name the column among the Ignored, or its text among the MissingTexts.";

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException damage)
        {
            throw new DataFormatException(
                _fileName, damage.Message, damage.LineNumber > 0 ? damage.LineNumber : null, innerException: damage);
        }
    }
}
