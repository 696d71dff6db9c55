using System.Globalization;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>An attribute's values by the names of its properties, with its own defaults.</summary>
internal sealed class Arguments(AttributeModel model, IReadOnlyDictionary<string, double>? numbers = null)
{
    private readonly Attribute _attribute = Attributes.Make<Attribute>(model, numbers);

    public AttributeModel Model => model;

    public int Int(string name) => (int)Number(name);

    public double Number(string name) =>
        double.Parse(Convert.ToString(Value(name), CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);

    public bool Flag(string name) => (bool)Value(name)!;

    public string? Text(string name) => Value(name)?.ToString();

    /// <summary>Numbers as they were written; null where there are none.</summary>
    public double[]? Floats(string name) => ((float[]?)Value(name))?.Select(number => Rate.AsWritten(number)).ToArray();

    public T Enum<T>(string name)
        where T : struct => System.Enum.Parse<T>($"{Value(name)}");

    public Axis Axis(string name) => Enum<Axis>(name);

    /// <summary>One number for both axes, or height and width; padding may be top, left, bottom and right.</summary>
    public int[] PerAxis(string name) => Value(name) is Array ? Ints(name) : [Int(name), Int(name)];

    public int[] Ints(string name) =>
        [.. ((Array)Value(name)!).Cast<object>().Select(value => int.Parse($"{value}", CultureInfo.InvariantCulture))];

    private object? Value(string name) => _attribute.GetType().GetProperty(name)!.GetValue(_attribute);
}
