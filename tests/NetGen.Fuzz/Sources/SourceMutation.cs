using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Fuzz.Declarations;

namespace NetGen.Fuzz.Sources;

/// <summary>Changes source as it never should be, but is while it is typed, pasted or merged.</summary>
internal static class SourceMutation
{
    private static readonly string[] s_tokens =
    [
        "(", ")", "[", "]", "{", "}", ",", ";", ":", "?", "=>", "=", "-", "!", "\"", "@", "#if", "partial", "static", "null", "default",
        "this", "new", "0", "-1", "2147483647", "1e300", "float.NaN", "1f", "'x'", "\"Nowhere\"", "$\"{1}\"", "nameof(Net)", "typeof(int)",
        "Layer", "Layer?",
        "BlockAttribute", "Network", "Input(3)", "Linear(2)", "Repeat(2)", "Frozen", "Output", "where T : class", "<T>", "unsafe", "await",
        "throw new Exception()", "Math.Sqrt(-1)", "while (true) { }", "goto", "ref", "params", "double.NaN", "int[]", "out var q",
        "is not null",
    ];

    /// <summary>The source with one to three changes.</summary>
    public static string Apply(Draw draw, string source)
    {
        int changes = draw.From(1, 3);
        for (int i = 0; i < changes; i++)
        {
            source = Once(draw, source);
        }

        return source;
    }

    private static string Once(Draw draw, string source)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
        if (tokens.Length < 2)
        {
            return source;
        }

        SyntaxToken token = draw.One(tokens), other = draw.One(tokens);
        string before = source[..token.SpanStart], after = source[token.Span.End..];
        (int first, int last) = token.SpanStart < other.SpanStart ? (token.SpanStart, other.Span.End) : (other.SpanStart, token.Span.End);
        return draw.From(0, 11) switch
        {
            0 => before + after,
            1 => $"{before}{token.Text} {token.Text}{after}",
            2 => $"{before}{other.Text}{after}",
            3 => $"{before}{draw.One(s_tokens)}{after}",
            4 => $"{before}{draw.One(s_tokens)} {token.Text}{after}",
            5 => Number(draw, tokens, source),
            6 => Number(draw, tokens, source),
            7 => source[..(first + draw.From(0, source.Length - first))],
            8 => last - first < 200 ? source.Remove(first, last - first) : before + after,
            9 => last - first < 400 ? source.Insert(last, $" {source[first..last]}") : before + after,
            10 => before + Misspelt(draw, token.Text) + after,
            _ => Swapped(source, token, other),
        };
    }

    /// <summary>Another number in the place of one.</summary>
    private static string Number(Draw draw, SyntaxToken[] tokens, string source)
    {
        SyntaxToken[] numbers = [.. tokens.Where(token => token.IsKind(SyntaxKind.NumericLiteralToken))];
        if (numbers.Length == 0)
        {
            return source;
        }

        SyntaxToken token = draw.One(numbers);
        string number = draw.One(
            "0", "1", "2", "3", "5", "7", "17", "64", "-1", "1000", "100000", "2147483647", "0.5f", "1e-30f", "4294967296");
        return source[..token.SpanStart] + number + source[token.Span.End..];
    }

    private static string Misspelt(Draw draw, string text)
    {
        int place = draw.From(0, text.Length - 1);
        return draw.Once(2) ? text.Remove(place, 1) : text.Insert(place, draw.One("x", "_", "1", "é", "\u200b", " "));
    }

    private static string Swapped(string source, SyntaxToken one, SyntaxToken other)
    {
        if (one.SpanStart == other.SpanStart)
        {
            return source;
        }

        (SyntaxToken first, SyntaxToken second) = one.SpanStart < other.SpanStart ? (one, other) : (other, one);
        return source[..first.SpanStart] + second.Text + source[first.Span.End..second.SpanStart] + first.Text + source[second.Span.End..];
    }
}
