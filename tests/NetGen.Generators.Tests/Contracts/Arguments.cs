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

    /// <summary>Numbers in double; null where there are none.</summary>
    public double[]? Numbers(string name) => (double[]?)_attribute.GetType().GetProperty(name)?.GetValue(_attribute);

    public T Enum<T>(string name)
        where T : struct => System.Enum.Parse<T>($"{Value(name)}");

    /// <summary>One number for both axes, or height and width; padding may be top, left, bottom and right.</summary>
    public int[] PerAxis(string name) => Value(name) is Array ? Ints(name) : [Int(name), Int(name)];

    /// <summary>What is added at the top, left, bottom and right of an image, or before and behind the positions of a sequence.</summary>
    public (int Top, int Left, int Bottom, int Right) Sides(string name, bool isOfSequence)
    {
        int[] all = Value(name) is Array ? Ints(name) : [Int(name)];
        return isOfSequence ? (0, all[0], 0, all[^1]) : all.Length switch
        {
            1 => (all[0], all[0], all[0], all[0]),
            2 => (all[0], all[1], all[0], all[1]),
            _ => (all[0], all[1], all[2], all[3]),
        };
    }

    /// <summary>The same for the padding of windows, where it may be as much as keeps the size.</summary>
    public (int Top, int Left, int Bottom, int Right) Padding(bool isOfSequence, int[] kernel, int[] dilation)
    {
        if (Value("Padding") is not -int.MaxValue)
        {
            return Sides("Padding", isOfSequence);
        }

        int down = isOfSequence ? 0 : dilation[0] * (kernel[0] - 1), across = dilation[1] * (kernel[1] - 1);
        return (down / 2, across / 2, down - (down / 2), across - (across / 2));
    }

    public int[] Ints(string name) =>
        [.. ((Array)Value(name)!).Cast<object>().Select(value => int.Parse($"{value}", CultureInfo.InvariantCulture))];

    private object? Value(string name) => _attribute.GetType().GetProperty(name)!.GetValue(_attribute);
}
