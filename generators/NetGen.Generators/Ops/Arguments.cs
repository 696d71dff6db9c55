using System.Globalization;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>
/// The arguments of an attribute by name, with the attribute class's defaults where they are left out. A number may be given as arithmetic
/// over the names of the block it stands in.
/// </summary>
internal sealed class Arguments(AttributeModel attribute, IReadOnlyDictionary<string, double>? names = null)
{
    private static readonly Dictionary<string, double> s_noNames = [];

    public AttributeModel Attribute { get; } = attribute;

    /// <exception cref="SizeException">Arithmetic without a value.</exception>
    public double Number(string name, double otherwise) => NumberOf(Find(name)) ?? otherwise;

    /// <exception cref="SizeException">Arithmetic without a value, or whose value is no whole number that an int holds.</exception>
    public int Int(string name, int otherwise)
    {
        double value = Number(name, otherwise);
        string? fault = Math.Abs(value) > int.MaxValue ? $"too {(value > 0 ? "large" : "small")}: a size is a whole number of at most {int.MaxValue}"
            : value != Math.Floor(value) ? "no whole number"
            : null;
        return fault is null ? (int)value : throw new SizeException($"{name} is {value.ToString(CultureInfo.InvariantCulture)}, which is {fault}");
    }

    public bool Flag(string name, bool otherwise) => Number(name, otherwise ? 1 : 0) != 0;

    /// <summary>A text, or null where none is given.</summary>
    public string? Text(string name) => Find(name)?.Text is { Length: > 0 } text ? text : null;

    /// <summary>The texts of an array argument, or of a single one.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        { Items: { } items } => [.. items.Select(item => item.Text ?? "")],
        { Text: { } text } => [text],
        _ => [],
    };

    /// <summary>The numbers of an array argument.</summary>
    /// <exception cref="SizeException">Arithmetic without a value.</exception>
    public IReadOnlyList<double> Numbers(string name) => Find(name)?.Items is { } items ? [.. items.Select(item => NumberOf(item) ?? 0)] : [];

    private double? NumberOf(ArgumentValue? value) => value?.Text is { } text ? SizeExpression.Evaluate(text, names ?? s_noNames) : value?.Number;

    private ArgumentValue? Find(string name)
    {
        foreach (ArgumentModel argument in Attribute.Arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
