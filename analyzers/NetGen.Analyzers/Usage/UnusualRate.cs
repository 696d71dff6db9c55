using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>A learning rate a hundred times as large, or as small, as the optimizer's own.</summary>
internal sealed class UnusualRate : UsageLint
{
    /// <summary>Two orders of magnitude, less what a float is off.</summary>
    private const double Orders = 100 - 1e-4;

    /// <summary>What each optimizer is mostly run with: the defaults of its authors, and 0.01 to 0.1 for gradient descent.</summary>
    private static readonly Dictionary<string, (double Least, double Most)> s_usual = new()
    {
        ["Sgd"] = (0.01, 0.1), ["Adam"] = (1e-3, 1e-3), ["AdamW"] = (1e-3, 1e-3), ["RmsProp"] = (1e-3, 1e-2), ["Adagrad"] = (1e-2, 1e-2),
        ["Lion"] = (1e-4, 1e-4), ["Muon"] = (0.02, 0.02),
    };

    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1007", "An unusual learning rate",
        "{0} is run with a rate of about {1}, and {2} is a hundred times as {3}: it {4}",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        foreach (IObjectCreationOperation creation in body.Creations.Where(creation => body.Types.IsOptimizer(creation.Type)))
        {
            if (s_usual.TryGetValue(creation.Type!.Name, out (double Least, double Most) usual)
                && UsageBlock.Argument(creation, "learningRate") is { ConstantValue: { HasValue: true, Value: { } value } } argument
                && Convert.ToDouble(value, CultureInfo.InvariantCulture) is > 0 and var rate
                && (rate >= usual.Most * Orders || rate * Orders <= usual.Least))
            {
                bool isLarge = rate > usual.Most;
                string most = usual.Most.ToString("R", CultureInfo.InvariantCulture);
                yield return Mendable(
                    argument, $"{most}f", null, creation.Type.Name, most,
                    rate.ToString("0.#######", CultureInfo.InvariantCulture), isLarge ? "large" : "small",
                    isLarge ? "will hardly converge" : "will hardly move");
            }
        }
    }
}
