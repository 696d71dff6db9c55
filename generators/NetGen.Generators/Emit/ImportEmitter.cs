using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Emit;

/// <summary>What parameters are called in files of others, rule by rule; those of repeated blocks are one.</summary>
internal static class ImportEmitter
{
    public static void Emit(SourceWriter w, IReadOnlyList<ImportRule> rules)
    {
        w.Summary("What the parameters are called in files of another framework, as the stages' [ImportNames] say.");
        using (w.Open("internal static class ImportTable"))
        {
            w.Line("/// <summary>From the file's names to the network's.</summary>");
            w.Line("public static readonly WeightNames Names = new WeightNames()");
            for (int i = 0; i < rules.Count; i++)
            {
                w.Indented(Rule(rules[i]) + (i == rules.Count - 1 ? ";" : ""));
            }
        }
    }

    private static string Rule(ImportRule rule)
    {
        string[] names = [.. rule.InFile.Select(Literal)];
        string inFile = names.Length == 1 ? names[0] : $"[{string.Join(", ", names)}]";
        string layout = rule.Layout == ImportRule.Same ? "" : $", WeightLayout.{rule.Layout}";
        return $".Map({inFile}, {Literal(rule.InNetwork)}{layout})";
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
