using System.Text;

namespace NetGen;

/// <summary>
/// A name with places left open: <c>*</c> stands for one character or more without a dot, <c>**</c> for any. "h.*.ln_1.weight".
/// </summary>
internal sealed class NamePattern
{
    /// <summary>Longer names, which only hostile files have, match nothing: trying all places would take too long.</summary>
    private const int LongestName = 512;

    // Texts and, between them, open places: whether each may have dots.
    private readonly string[] _texts;
    private readonly bool[] _dots;

    public NamePattern(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        Text = pattern;
        List<string> texts = [];
        List<bool> dots = [];
        int start = 0;
        for (int star = pattern.IndexOf('*'); star >= 0; star = pattern.IndexOf('*', start))
        {
            bool isAny = star + 1 < pattern.Length && pattern[star + 1] == '*';
            texts.Add(pattern[start..star]);
            dots.Add(isAny);
            start = star + (isAny ? 2 : 1);
        }

        texts.Add(pattern[start..]);
        (_texts, _dots) = ([.. texts], [.. dots]);
        if (_texts[1..^(_texts.Length > 1 ? 1 : 0)].Contains(""))
        {
            throw new ArgumentException($"'{pattern}' has two open places without a text between them.", nameof(pattern));
        }
    }

    private NamePattern(string text, string[] texts, bool[] dots) => (Text, _texts, _dots) = (text, texts, dots);

    /// <summary>A name without open places, whatever stands in it.</summary>
    public static NamePattern Exactly(string name) => new(name, [name], []);

    /// <summary>Names that begin with a text and go on, whatever stands in it.</summary>
    public static NamePattern Beginning(string text) => new($"{text}**", [text, ""], [true]);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>How many places are open.</summary>
    public int Places => _dots.Length;

    /// <summary>What stands in the open places of a name; null where it does not match.</summary>
    public string[]? Match(string name)
    {
        if (name.Length > LongestName || !name.StartsWith(_texts[0], StringComparison.Ordinal))
        {
            return null;
        }

        string[] found = new string[Places];
        return Match(name, _texts[0].Length, 0, found) ? found : null;
    }

    /// <summary>The name with texts in its open places.</summary>
    public string Fill(string[] places)
    {
        StringBuilder name = new(_texts[0]);
        for (int i = 0; i < Places; i++)
        {
            name.Append(places[i]).Append(_texts[i + 1]);
        }

        return name.ToString();
    }

    public override string ToString() => Text;

    /// <summary>Matches the places from one on; each is as short as it can be.</summary>
    private bool Match(string name, int start, int place, string[] found)
    {
        if (place == Places)
        {
            return start == name.Length;
        }

        string next = _texts[place + 1];
        bool isLast = place + 1 == Places;
        for (int end = start + 1; end + next.Length <= name.Length; end++)
        {
            if (!_dots[place] && name[end - 1] == '.')
            {
                return false;
            }

            if ((!isLast || end + next.Length == name.Length) && string.CompareOrdinal(name, end, next, 0, next.Length) == 0
                && Match(name, end + next.Length, place + 1, found))
            {
                found[place] = name[start..end];
                return true;
            }
        }

        return false;
    }
}
