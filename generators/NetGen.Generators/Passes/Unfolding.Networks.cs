using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <content>A network that stands in another as a block without parameters does.</content>
internal sealed partial class Unfolding
{
    private string? Subnetwork(Place place, AttributeModel attribute, BlockModel network, string input, string inner)
    {
        InterfaceModel face = network.Interface!;
        if (Fault(face, network) is { } fault)
        {
            Report("NG0059", attribute.Site, network.Name, fault);
            return null;
        }

        ShapedInput? given = _inputs.FirstOrDefault(i => i.Path == input);
        string seen = Described(_values[input], given);
        (string name, string declared) = Described(face.Inputs[0]);
        if (seen != declared)
        {
            Report(
                "NG0011", attribute.Site, Describe(attribute), seen, declared,
                $"give it that in the stages before it, or declare another input on {network.Name}");
            return null;
        }

        Scope scope = new(
            $"{place.Path}{inner}.", $"{place.Label}{inner}.", $"{place.Owner}{inner}.", place.RecomputeGroup, network.Stages,
            new Dictionary<string, double>())
        {
            Shares = place.Shares,
            IsFrozen = place.IsFrozen,
            Adapter = place.Adapter,
            Foreign = place.Foreign.OfBlock(network.Name),
            Quantized = place.Quantized,
            Inputs = given is null ? [] : [given with { Name = name }],
        };
        if (_blocks.All(block => block.Interface is null))
        {
            _networks.Add($"{place.Owner}{inner}");
        }

        int before = _diagnostics.Count;
        string? value = Stages(place, attribute, network, scope, input, name);

        // What is wrong in the network is told there; here it is one error.
        DiagnosticInfo? first = _diagnostics.Skip(before).FirstOrDefault(IsError);
        if (first is not null)
        {
            _diagnostics.RemoveRange(before, _diagnostics.Count - before);
            _diagnostics.Add(first.Id == "NG0052" && _blocks.Count == 0
                ? first with { Site = attribute.Site, Context = "", Use = null }
                : DiagnosticInfo.Create(
                    "NG0059", attribute.Site, network.Name, $"has an error of its own ({first.Id}); mend that first"));
        }

        return value;
    }

    private static bool IsError(DiagnosticInfo diagnostic) =>
        Descriptors.Get(diagnostic.Id).DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>Why a network cannot be a part of another; null where it can.</summary>
    private static string? Fault(InterfaceModel face, BlockModel network) =>
        face.IsFaulty ? "has errors of its own; mend these first"
        : face.Inputs.Count != 1
        ? $"has {Words.Counted(face.Inputs.Count, "input")}, but a stage gives it one value; "
            + "join the values before it, or declare its stages in a block"
        : face.Outputs.Count > 1 || face.Outputs[0] != network.Stages[network.Stages.Count - 1].Name
        ? $"predicts {string.Join(", ", face.Outputs)}, but a stage takes the last stage's output only; "
            + "remove Output and On, or give it what is wanted as a network of its own"
        : null;

    /// <summary>Name and shape of a declared input: "input" and "1×28×28".</summary>
    private static (string Name, string Shape) Described(AttributeModel input)
    {
        if (!input.Is<TokenInputAttribute>())
        {
            InputAttribute values = Attributes.Make<InputAttribute>(input);
            return (
                values.Name ?? "input", string.Join("×", values.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture))));
        }

        TokenInputAttribute tokens = Attributes.Make<TokenInputAttribute>(input);
        return (tokens.Name ?? "input", Described($"{tokens.Length} tokens", tokens.Vocabulary, tokens.Padding));
    }

    private static string Described(TensorShape shape, ShapedInput? given) =>
        shape.Form == Form.Tokens && given is not null ? Described($"{shape}", given.Vocabulary, given.Padding) : $"{shape}";

    private static string Described(string tokens, int vocabulary, int padding) =>
        $"{tokens} of {vocabulary}" + (padding < 0 ? "" : $", padding {padding}");
}
