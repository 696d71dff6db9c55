using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Emit;

/// <summary>Identifiers out of node names, each once in its scope.</summary>
internal sealed class Names
{
    /// <summary>
    /// Bytes of an identifier: a namespace, a class and a type in it together must fit the 1,023 that metadata has for a name.
    /// </summary>
    private const int Longest = 240;

    private readonly HashSet<string> _taken;

    public Names(params string[] reserved) => _taken = [.. reserved];

    /// <summary>An identifier nobody has yet.</summary>
    /// <param name="wanted">As it would be best.</param>
    /// <param name="addition">What tells it from the one that has it.</param>
    public string Unique(string wanted, string addition)
    {
        string name = Short(wanted);
        return _taken.Contains(name) && addition.Length > 0 ? Unique(wanted + addition) : Unique(wanted);
    }

    /// <summary>An identifier nobody has yet.</summary>
    public string Unique(string wanted)
    {
        string begin = Short(wanted), name = begin;
        for (int i = 2; !_taken.Add(name); i++)
        {
            name = $"{begin}_{i}";
        }

        return name;
    }

    /// <summary>The same identifier, or its end and a hash where it is too long.</summary>
    public static string Short(string identifier)
    {
        string shortened = FileNames.Shorten(identifier, Longest);
        return shortened.Length == identifier.Length || SyntaxFacts.IsIdentifierStartCharacter(shortened[0]) ? shortened : $"N{shortened}";
    }

    /// <summary>"∂Stem.conv2d0 bias" → "DStemConv2d0Bias".</summary>
    public static string Pascal(string name)
    {
        StringBuilder result = new();
        bool start = true;
        foreach (char c in name.Replace("∂", "D "))
        {
            if (!char.IsLetterOrDigit(c))
            {
                start = true;
                continue;
            }

            result.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }

        return result.Length == 0 || char.IsDigit(result[0]) ? "N" + result : result.ToString();
    }

    /// <summary>"∂Stem.conv2d0 bias" → "dConv2d0Bias": without the stage, for the inside of a kernel.</summary>
    public static string Local(string name)
    {
        int dot = name.IndexOf('.');
        string pascal = Pascal(dot < 0 ? name : (name.StartsWith("∂", StringComparison.Ordinal) ? "∂" : "") + name.Substring(dot + 1));
        string camel = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        return IsKeyword(camel) ? "@" + camel : camel;
    }

    /// <summary>
    /// "Stem.conv2d0 → Stem.conv2d0 bias → Stem.relu0" → "StemConv2d0ToRelu0". What does several things is named by what these have in
    /// common, without stages and numbers: "Conv2dToRelu".
    /// </summary>
    public static string Kernel(IReadOnlyCollection<string> titles, string suffix)
    {
        if (titles.Count == 1)
        {
            return Kernel(titles.First(), Pascal, name => Pascal(Local(name).TrimStart('@'))) + suffix;
        }

        string[] kinds = [.. titles.Select(title => Kernel(title, Kind, Kind)).Distinct()];
        string ending = kinds.Aggregate(CommonEnd);
        return (kinds.Length == 1 ? kinds[0] : $"Shared{(ending.Length > 0 ? ending : kinds[0])}") + suffix;
    }

    private static string Kernel(string title, Func<string, string> first, Func<string, string> last)
    {
        string[] nodes = title.Split(',')[0].Split(["→"], StringSplitOptions.RemoveEmptyEntries);
        return first(nodes[0].Trim()) + (nodes.Length > 1 ? $"To{last(nodes[nodes.Length - 1].Trim())}" : "");
    }

    /// <summary>"∂Stem.conv2d0.bias" → "DConv2dBias".</summary>
    private static string Kind(string name)
    {
        string gradient = name.StartsWith("∂", StringComparison.Ordinal) ? "∂" : "";
        string inStage = name.Substring(Math.Max(name.IndexOf('.') + 1, gradient.Length));
        return Pascal(gradient + string.Join(" ", inStage.Split('.', ' ').Select(word => word.TrimEnd([.. "0123456789"]))));
    }

    /// <summary>The words that both end with.</summary>
    private static string CommonEnd(string a, string b)
    {
        int start = 0;
        for (int i = 1; i <= Math.Min(a.Length, b.Length) && a[a.Length - i] == b[b.Length - i]; i++)
        {
            start = char.IsUpper(a[a.Length - i]) ? i : start;
        }

        return a.Substring(a.Length - start);
    }

    /// <summary>A stage's or class's name as written, escaped where it is a keyword of C#.</summary>
    public static string Escaped(string name) => IsKeyword(name) ? "@" + name : name;

    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;
}
