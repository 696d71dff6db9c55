using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Names → paths of the values that stages and operations read; reports what cannot be read.</summary>
internal sealed class Edges(UnfoldedValues values, List<DiagnosticInfo> diagnostics)
{
    private readonly HashSet<string> _masks = [];

    /// <summary>The network's inputs that are read for their padding, so far.</summary>
    public IEnumerable<string> Masks => _masks;

    /// <summary>The values an attribute names, or null after reporting one that cannot be read.</summary>
    public IReadOnlyList<string>? Named(AttributeModel attribute, IReadOnlyList<string> names, StageScope scope)
    {
        if (names.Count == 0)
        {
            diagnostics.Report("NG0010", attribute.Site, attribute.Name, "stages", "none", "at least one stage");
            return null;
        }

        foreach (string name in names)
        {
            if (!scope.Values.ContainsKey(name))
            {
                bool isLater = scope.Stages.Any(s => s.Name == name);
                diagnostics.Add(isLater
                    ? DiagnosticInfo.Create("NG0021", attribute.Site, attribute.Name, name)
                    : DiagnosticInfo.OfUnknownStage(attribute, name, scope.Values.Keys));
                return null;
            }

            scope.Read.Add(name);
        }

        return [.. names.Select(name => scope.Values[name])];
    }

    /// <summary>The values an operation reads beside the value so far.</summary>
    public IReadOnlyList<string>? Beside(Operation operation, AttributeModel attribute, StagePlace place)
    {
        List<string> others = [];
        if (operation.Stages is { } stages)
        {
            if (Named(attribute, stages, place.Scope) is not { } named)
            {
                return null;
            }

            others.AddRange(named);
        }

        if (operation.ReadsStageInput)
        {
            others.Add(place.Input);
        }

        if (operation.PaddingInput is { } padding)
        {
            if (place.Scope.Inputs.FirstOrDefault(i => i.Name == padding) is not { Padding: >= 0 } mask)
            {
                IEnumerable<string> fit = place.Scope.Inputs.Where(i => i.Padding >= 0).Select(i => i.Name);
                diagnostics.Report(
                    "NG0010", attribute.Site, attribute.Name, operation.PaddingArgument!, $"'{padding}'",
                    $"a token input with a Padding token (there are: {Words.OrNone(fit)})");
                return null;
            }

            _masks.Add(values.Inputs.First(i => i.Path == mask.Path).Name);
            others.Add(mask.Path);
        }

        return others;
    }
}
