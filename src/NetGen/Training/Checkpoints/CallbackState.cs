using System.Globalization;

namespace NetGen;

/// <summary>What a <see cref="Callback"/> keeps in a checkpoint: words, numbers and copies of the weights, by name.</summary>
public sealed class CallbackState
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, WeightSnapshot> _weights = [];

    internal CallbackState()
    {
    }

    /// <summary>Notes words.</summary>
    /// <param name="name">Any name.</param>
    /// <param name="text">What to keep.</param>
    public void Set(string name, string text) => _texts[Checked(name)] = text;

    /// <summary>Notes a number, to the last bit.</summary>
    /// <param name="name">Any name.</param>
    /// <param name="value">What to keep, also where it is not finite.</param>
    public void Set(string name, double value) => Set(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Notes a copy of the weights.</summary>
    /// <param name="name">Any name without a slash.</param>
    /// <param name="weights">What to keep; nothing where null.</param>
    /// <exception cref="ArgumentException">The name has a slash.</exception>
    public void Set(string name, WeightSnapshot? weights)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{name}' has a slash.", nameof(name));
        }

        if (weights is not null)
        {
            _weights[Checked(name)] = weights;
        }
    }

    /// <summary>The words of a name; null where there are none.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>The number of a name.</summary>
    /// <param name="name">As it was noted.</param>
    /// <param name="otherwise">Where there is none.</param>
    public double Number(string name, double otherwise) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : otherwise;

    /// <summary>The copy of the weights of a name; null where there is none.</summary>
    public WeightSnapshot? Weights(string name) => _weights.GetValueOrDefault(name);

    /// <summary>All words.</summary>
    internal IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>All copies of weights.</summary>
    internal IReadOnlyDictionary<string, WeightSnapshot> Snapshots => _weights;

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }
}
