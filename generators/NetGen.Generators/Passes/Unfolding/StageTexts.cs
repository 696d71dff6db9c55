using System.Globalization;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Stages for people.</summary>
/// <param name="blocks">Those that attributes refer to.</param>
internal sealed class StageTexts(IReadOnlyList<BlockModel> blocks)
{
    /// <summary>A stage's operations, as one where they are repeated together: "(Linear → Relu) × 3".</summary>
    public IReadOnlyList<string> Describe(StageModel stage)
    {
        IEnumerable<string> from = stage.Modifier<FromAttribute>() is { } edge
            ? [$"From({Attributes.Make<FromAttribute>(edge).Stage})"]
            : [];
        string[] operations = [.. from, .. stage.Operations.Select(Describe)];
        return Times(stage) is { Length: > 0 } times
            ? [(operations.Length == 1 ? operations[0] : $"({string.Join(" → ", operations)})") + times]
            : operations;
    }

    /// <summary>"DecoderBlock(heads: 12)", "Add(Stem)" or "Linear".</summary>
    public string Describe(AttributeModel attribute)
    {
        if (attribute.Block is null)
        {
            IReadOnlyList<string> stages = Registry.Operation(attribute)?.Stages ?? [];
            return stages.Count > 0 ? $"{attribute.Name}({string.Join(", ", stages)})" : attribute.Name;
        }

        string name = blocks.Single(b => b.TypeName == attribute.Block).Name;
        string arguments = string.Join(", ", attribute.Arguments.Select(a => $"{a.Name}: {TextOf(a.Value)}"));
        return attribute.Is<SubnetworkAttribute>() ? $"{attribute.Name}({name})" : $"{name}({arguments})";
    }

    /// <summary>" × 3" for what is repeated.</summary>
    public static string Times(StageModel stage) =>
        stage.Modifier<RepeatAttribute>() is { } repeat ? $" × {Attributes.Make<RepeatAttribute>(repeat).Count}" : "";

    /// <summary>An argument as written.</summary>
    private static string TextOf(ArgumentValue value) => value.Text ?? value.Number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
