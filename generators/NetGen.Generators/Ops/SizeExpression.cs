using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Ops;

/// <summary>Arithmetic over a block's parameters, as written in its attributes: numbers, names, + − * / % and parentheses.</summary>
internal sealed class SizeExpression
{
    /// <summary>Signs and parentheses around one number: far more than people write, and far less than a stack holds.</summary>
    private const int MostDepth = 64;

    private readonly string _text;
    private readonly IReadOnlyDictionary<string, double> _names;
    private int _at;
    private int _depth;

    private SizeExpression(string text, IReadOnlyDictionary<string, double> names)
    {
        _text = text;
        _names = names;
    }

    /// <exception cref="SizeException">It cannot be read, mentions an unknown name, or does not come out even.</exception>
    public static double Evaluate(string text, IReadOnlyDictionary<string, double> names)
    {
        SizeExpression expression = new(text, names);
        double value = expression.Sum();
        if (expression.Peek() != '\0')
        {
            throw expression.Unreadable();
        }

        return value;
    }

    private double Sum()
    {
        double value = Product();
        while (Peek() is '+' or '-')
        {
            value = Take() == '+' ? value + Product() : value - Product();
        }

        return value;
    }

    private double Product()
    {
        double value = Factor();
        while (Peek() is '*' or '/' or '%')
        {
            char sign = Take();
            double right = Factor();
            if (sign != '*' && right == 0)
            {
                throw new SizeException($"'{_text}' divides by 0");
            }

            double quotient = value / right;
            if (sign == '/' && IsWhole(value) && IsWhole(right) && !IsWhole(quotient))
            {
                throw new SizeException($"'{_text}' divides {Number(value)} by {Number(right)}, which leaves a remainder");
            }

            value = sign == '*' ? value * right : sign == '/' ? quotient : value % right;
        }

        return value;
    }

    private double Factor()
    {
        char next = Peek();
        if (next is '-' or '(')
        {
            if (++_depth > MostDepth)
            {
                throw new SizeException(
                    $"an arithmetic of {_text.Length} characters nests signs and parentheses more than {MostDepth} deep");
            }

            Take();
            double value = next == '-' ? -Factor() : Sum();
            _depth--;
            return next == '-' || (Peek() == ')' && Take() == ')') ? value : throw Unreadable();
        }

        int start = _at;
        while (_at < _text.Length && (SyntaxFacts.IsIdentifierPartCharacter(_text[_at]) || _text[_at] is '.' or '@'))
        {
            _at++;
        }

        string word = _text.Substring(start, _at - start);
        if (word.Length > 0 && (SyntaxFacts.IsIdentifierStartCharacter(word[0]) || word[0] == '@'))
        {
            return _names.TryGetValue(Identifier(word), out double named)
                ? named
                : throw new SizeException(
                    $"'{_text}' mentions '{word}', but known are {(_names.Count == 0 ? "no names" : string.Join(", ", _names.Keys))}");
        }

        return double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Unreadable();
    }

    /// <summary>The name an identifier of C# stands for: without @, and without characters that only format it.</summary>
    private static string Identifier(string word) =>
        string.Concat(word.TrimStart('@').Where(static c => char.GetUnicodeCategory(c) != UnicodeCategory.Format));

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private char Take() => _text[_at++];

    private SizeException Unreadable() => new($"'{_text}' is no arithmetic over names and numbers");

    private static bool IsWhole(double value) => value == Math.Floor(value);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Why an expression has no value.</summary>
internal sealed class SizeException(string message) : Exception(message);
