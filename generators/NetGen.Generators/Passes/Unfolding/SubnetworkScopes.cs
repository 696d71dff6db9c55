using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>A network that stands in another as a block without parameters does: whether it may, and its names.</summary>
internal sealed class SubnetworkScopes(UnfoldedValues values, Surroundings around, StageTexts texts, List<DiagnosticInfo> diagnostics)
{
    private readonly List<string> _networks = [];

    /// <summary>What the parameters of networks begin with, each as often as it stands there; of those in networks nothing.</summary>
    public IReadOnlyList<string> Networks => _networks;

    /// <summary>The scope of a network's stages, and the name of its input; null after reporting errors.</summary>
    public (StageScope Scope, string Input)? Open(
        StagePlace place, AttributeModel attribute, BlockModel network, string input, string inner)
    {
        InterfaceModel face = network.Interface!;
        if (Fault(face, network) is { } fault)
        {
            diagnostics.Report("NG0059", attribute.Site, network.Name, fault);
            return null;
        }

        ShapedInput? given = values.InputAt(input);
        string seen = Described(values.ShapeOf(input), given);
        (string name, string declared) = Described(face.Inputs[0]);
        if (seen != declared)
        {
            diagnostics.Report(
                "NG0011", attribute.Site, texts.Describe(attribute), seen, declared,
                $"give it that in the stages before it, or declare another input on {network.Name}");
            return null;
        }

        if (around.Blocks.All(block => block.Interface is null))
        {
            _networks.Add($"{place.Owner}{inner}");
        }

        ShapedInput[] inputs = given is null ? [] : [given with { Name = name }];
        return (place.Inside(inner, network, new Dictionary<string, double>(), inputs), name);
    }

    /// <summary>What is wrong in the network is told there; here it is one error.</summary>
    /// <param name="attribute">By which it stands there.</param>
    /// <param name="network">The network.</param>
    /// <param name="first">Number of the first diagnostic from inside.</param>
    public void TellAsOne(AttributeModel attribute, BlockModel network, int first)
    {
        if (diagnostics.Skip(first).FirstOrDefault(IsError) is not { } error)
        {
            return;
        }

        diagnostics.RemoveRange(first, diagnostics.Count - first);
        diagnostics.Add(error.Id == "NG0052" && around.IsEmpty
            ? error with { Site = attribute.Site, Context = "", Use = null }
            : DiagnosticInfo.Create("NG0059", attribute.Site, network.Name, $"has an error of its own ({error.Id}); mend that first"));
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
