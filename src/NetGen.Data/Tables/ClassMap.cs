using System.Globalization;

namespace NetGen.Data;

/// <summary>Numbers the texts of a column.</summary>
internal sealed class ClassMap
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly bool _isClosed;

    /// <summary>One that takes whatever comes, in the order in which it comes.</summary>
    public ClassMap()
    {
    }

    /// <summary>One of known classes.</summary>
    /// <exception cref="ArgumentException">There is none, or one stands twice.</exception>
    public ClassMap(IEnumerable<string> classes)
    {
        foreach (string text in classes)
        {
            int before = _texts.Count;
            if (NumberOf(text) < before)
            {
                throw new ArgumentException($"The class '{text}' stands there twice.", nameof(classes));
            }
        }

        _isClosed = _texts.Count > 0 ? true : throw new ArgumentException("There are no classes.", nameof(classes));
    }

    /// <summary>The texts by number.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>A text's number; −1 for one that is not known.</summary>
    public int NumberOf(string text)
    {
        if (!_numbers.TryGetValue(text, out int number))
        {
            if (_isClosed)
            {
                return -1;
            }

            number = _texts.Count;
            _numbers[text] = number;
            _texts.Add(text);
        }

        return number;
    }

    /// <summary>The same texts sorted: numbers by size, others in ordinal order.</summary>
    public ClassMap Sorted(IFormatProvider provider)
    {
        Dictionary<string, double> numbers = [];
        foreach (string text in _texts)
        {
            if (double.TryParse(text, NumberStyles.Float, provider, out double number) && double.IsFinite(number))
            {
                numbers[text] = number;
            }
        }

        return new ClassMap(numbers.Count == _texts.Count
            ? _texts.OrderBy(text => numbers[text]).ThenBy(text => text, StringComparer.Ordinal)
            : _texts.Order(StringComparer.Ordinal));
    }
}
