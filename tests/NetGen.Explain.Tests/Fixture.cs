using System.Text.Json;

namespace NetGen.Explain.Tests;

/// <summary>What scikit-learn and PyTorch say: tests/fixtures/make_explain.py.</summary>
internal static class Fixture
{
    private static readonly JsonElement s_root =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "explain.json"))).RootElement;

    /// <summary>Numbers, whatever arrays they are in.</summary>
    public static double[] Numbers(string part, string name) => [.. Flat(s_root.GetProperty(part).GetProperty(name))];

    /// <summary>Rows of numbers.</summary>
    public static double[][] Rows(string part, string name) =>
        [.. s_root.GetProperty(part).GetProperty(name).EnumerateArray().Select(row => Flat(row).ToArray())];

    /// <summary>The perceptron that scikit-learn was asked about: W₂·tanh(W₁·x + b₁).</summary>
    public static ExplainedModel<double> Perceptron()
    {
        double[][] first = Rows("tables", "first");
        double[] bias = Numbers("tables", "bias"), second = Numbers("tables", "second");
        return new(
            (samples, outputs) =>
            {
                for (int row = 0; row < outputs.Length; row++)
                {
                    double[] x = samples.Slice(row * 3, 3).ToArray();
                    outputs[row] = second.Select((weight, unit) =>
                        weight * Math.Tanh(bias[unit] + first[unit].Zip(x, (w, value) => w * value).Sum())).Sum();
                }
            },
            new Shape(3),
            1);
    }

    private static IEnumerable<double> Flat(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Flat)
        : [element.GetDouble()];
}
