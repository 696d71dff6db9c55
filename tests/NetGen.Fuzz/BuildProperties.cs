using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Fuzz;

/// <summary>What a project says to generators, as if by -p:Name=value.</summary>
internal sealed class BuildProperties(params (string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    /// <summary>What each pass makes is checked, and written beside the code.</summary>
    public static BuildProperties ShowPasses { get; } = new(("NetGenEmit", "passes"));

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Values((string Name, string Value)[] properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = properties.FirstOrDefault(property => $"build_property.{property.Name}" == key).Value ?? "";
            return value.Length > 0;
        }
    }
}
