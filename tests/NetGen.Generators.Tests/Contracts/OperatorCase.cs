using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>A small network around one operation (or loss).</summary>
/// <param name="Subject">The operation's or loss's name in the registry.</param>
/// <param name="Input">Sizes of one sample: "2, 7, 5", or the input attributes themselves: "TokenInput(11, 5)".</param>
/// <param name="Stages">
/// Attributes of each stage, blocks of <see cref="CaseBlocks"/> among them; a name may stand before them: "Stem: Linear(3), Relu". Unnamed
/// stages are Stage0, Stage1 …
/// </param>
internal sealed partial record OperatorCase(string Subject, string Input, params string[] Stages)
{
    /// <summary>The attributes of the loss or losses.</summary>
    public string Loss { get; init; } = "MseLoss";

    public int BatchSize { get; init; } = 3;

    /// <summary>More weights than finite differences are worth: for the edges of tiles and panels.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Whether a GPU's simulator runs it, too: it runs one case of each subject anyhow.</summary>
    public bool IsOnSimulator { get; init; }

    /// <summary>Positions in a run, where they are fewer than declared.</summary>
    public int? Length { get; init; }

    /// <summary>Whether the network can be fed token by token.</summary>
    public bool HasDecoder { get; init; }

    /// <summary>What the test run shows, and the key of the case.</summary>
    public string Name =>
        $"{Subject}: [{Input}] × {BatchSize}{(Length is null ? "" : $" of {Length}")} → {string.Join(" → ", Stages)} → {Loss}";

    /// <summary>The name of the same case not recomputed.</summary>
    public string NameOfKept => Name.Replace(", Recompute", "", StringComparison.Ordinal);

    /// <summary>Of weights and batch.</summary>
    public int Seed => NameOfKept.Length;

    /// <summary>The network's source, as one class.</summary>
    public string Source(string className, bool isDouble)
    {
        IEnumerable<string> stages = Stages.Select((stage, i) =>
        {
            Match named = Named().Match(stage);
            string name = named.Success ? named.Groups[1].Value : $"Stage{i}";
            return $"    [{stage[named.Length..]}] public partial Layer {name} {{ get; }}";
        });
        string precision = isDouble ? "(Precision = Precision.Double)" : "";
        string inputs = Input.Contains('(', StringComparison.Ordinal) ? Input : $"Input({Input})";
        return $$"""
            [Network{{precision}}, {{inputs}}, {{Loss}}]
            internal sealed partial class {{className}}
            {
            {{string.Join('\n', stages)}}
            }
            """;
    }

    [GeneratedRegex(@"^(\w+): ")]
    private static partial Regex Named();
}
