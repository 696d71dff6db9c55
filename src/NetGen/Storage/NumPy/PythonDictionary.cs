using System.Globalization;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// What a header writes as a Python dictionary: names with texts, True or False, and tuples of whole numbers. Nothing else is understood.
/// </summary>
/// <param name="text">The dictionary, with spaces behind it.</param>
internal sealed class PythonDictionary(string text)
{
    private const string Spaces = " \t\r\n";

    // No array has more dimensions; a hostile one could name many.
    private const int MostNumbers = 256;

    private int _at;

    /// <summary>The values by name: string, bool or long[].</summary>
    public Dictionary<string, object> Values { get; } = [];

    /// <summary>Reads all of it.</summary>
    /// <exception cref="FormatException">It is something else: the message says where.</exception>
    public void Read()
    {
        Expect('{');
        while (!Takes('}'))
        {
            string name = Text();
            Expect(':');
            if (!Values.TryAdd(name, Value()))
            {
                throw Fault($"'{SafetensorsException.Shorten(name)}' twice");
            }

            if (!Takes(','))
            {
                Expect('}');
                break;
            }
        }

        Skip();
        if (_at < text.Length)
        {
            throw Fault("something behind the dictionary");
        }
    }

    private object Value()
    {
        Skip();
        return text.AsSpan(_at) switch
        {
            ['\'' or '"', ..] => Text(),
            ['(', ..] => Tuple(),
            ['T', 'r', 'u', 'e', ..] => Word(true, 4),
            ['F', 'a', 'l', 's', 'e', ..] => Word(false, 5),
            ['[', ..] => throw Fault("a list, as arrays of records have"),
            _ => throw Fault("neither a text, True, False nor a tuple"),
        };
    }

    private bool Word(bool value, int length)
    {
        _at += length;
        return value;
    }

    private string Text()
    {
        Skip();
        char quote = _at < text.Length ? text[_at] : '\0';
        int end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
        if (end < 0)
        {
            throw Fault("no text in quotes");
        }

        string value = text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private long[] Tuple()
    {
        List<long> numbers = [];
        Expect('(');
        while (!Takes(')'))
        {
            Skip();
            int end = _at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            ReadOnlySpan<char> digits = text.AsSpan(_at, end - _at);
            if (numbers.Count == MostNumbers || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                throw Fault("no whole number below 2^63, or too many");
            }

            numbers.Add(number);
            _at = end;

            // As Python 2 wrote long numbers.
            Takes('L');
            if (!Takes(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. numbers];
    }

    private void Skip()
    {
        while (_at < text.Length && Spaces.Contains(text[_at], StringComparison.Ordinal))
        {
            _at++;
        }
    }

    private bool Takes(char character)
    {
        Skip();
        if (_at < text.Length && text[_at] == character)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Expect(char character)
    {
        if (!Takes(character))
        {
            throw Fault($"no '{character}'");
        }
    }

    private FormatException Fault(string found) => new(Invariant($"it is no dictionary as NumPy writes it: {found} at character {_at}."));
}
