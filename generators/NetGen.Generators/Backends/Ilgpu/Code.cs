namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Index arithmetic as people write it: without what adds nothing.</summary>
internal static class Code
{
    /// <summary>a + b − 3: terms that are 0 are left out.</summary>
    public static string Sum(params string[] terms)
    {
        string[] some = [.. terms.Where(term => term is not ("0" or ""))];
        return some.Length == 0
            ? "0"
            : some[0] + string.Concat(some.Skip(1).Select(term => term[0] == '-' ? $" - {term.Substring(1)}" : $" + {term}"));
    }

    /// <summary>a · 3, with a in parentheses where it is a sum.</summary>
    public static string Times(string factor, int number) => number switch
    {
        0 => "0",
        1 => factor,
        _ => factor == "0" ? "0" : $"{Factor(factor)} * {number}",
    };

    /// <summary>a · b of two expressions.</summary>
    public static string Times(string factor, string number) =>
        number == "0" || factor == "0" ? "0"
        : number == "1" ? factor
        : factor == "1" ? number
        : $"{Factor(factor)} * {(number.Contains(' ') ? $"({number})" : number)}";

    /// <summary>a / 3.</summary>
    public static string Over(string number, int divisor) => divisor == 1 ? number : $"{Factor(number)} / {divisor}";

    /// <summary>a % 3; nothing is left of a division by 1.</summary>
    public static string Modulo(string number, int divisor) => divisor == 1 ? "0" : $"{Factor(number)} % {divisor}";

    /// <summary>(a + b): a sum in parentheses, all else as it is.</summary>
    public static string Factor(string text) => text.Contains(" + ") || text.Contains(" - ") ? $"({text})" : text;
}
