namespace NetGen.Onnx.Import.Graph;

/// <summary>Static methods of the network's class: elementwise formulas that have no attribute of their own.</summary>
/// <param name="isDouble">Whether numbers are doubles.</param>
internal sealed class Methods(bool isDouble)
{
    private readonly Dictionary<string, string> _byText = [];

    /// <summary>"float" or "double".</summary>
    public string Number => isDouble ? "double" : "float";

    /// <summary>Their declarations by name, in the order in which they came.</summary>
    public List<(string Name, string Text)> All { get; } = [];

    /// <summary>A method of that formula; several of one wish for a name are numbered.</summary>
    /// <param name="name">What it would like to be called.</param>
    /// <param name="parameters">"x, y": numbers, but for what has a type.</param>
    /// <param name="formula">With M for Math or MathF, or a body in braces.</param>
    public string Of(string name, string parameters, string formula)
    {
        string typed = string.Join(", ", parameters.Split(", ").Select(part => part.Contains(' ') ? part : $"{Number} {part}"));
        string text = $"({typed}){(formula.StartsWith('{') ? "\n" + formula : $" => {formula};")}".Replace(
            "M.", isDouble ? "Math." : "MathF.");
        return Written(name, text, own => $"public static {Number} {own}{text}");
    }

    /// <summary>A recurrent cell with the records of its state and weights: the text of each by its own name.</summary>
    public string OfCell(string name, Func<string, string> text) => Written(name, text(""), text);

    /// <summary>A constant as C# writes it.</summary>
    public string Literal(double value)
    {
        double finite = Finite(value);
        return isDouble
            ? finite.ToString("R", System.Globalization.CultureInfo.InvariantCulture) is var text && text.AsSpan().IndexOfAny(".E") < 0
                ? text + ".0"
                : text
            : ((float)finite).ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f";
    }

    /// <summary>What is infinite, as masks are, becomes a number beyond all others.</summary>
    public static double Finite(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, -1e30, 1e30);

    private string Written(string name, string key, Func<string, string> text)
    {
        if (_byText.TryGetValue(key, out string? found))
        {
            return found;
        }

        string own = name;
        for (int i = 2; All.Any(method => method.Name == own); i++)
        {
            own = FormattableString.Invariant($"{name}{i}");
        }

        All.Add((own, text(own)));
        return _byText[key] = own;
    }
}
