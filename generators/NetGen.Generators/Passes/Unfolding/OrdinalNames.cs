namespace NetGen.Generators.Passes;

/// <summary>Names for what stands in a stage, numbered kind by kind: "linear0", "relu0", "linear1".</summary>
internal sealed class OrdinalNames
{
    private readonly Dictionary<string, int> _counts = [];

    public string Next(string name)
    {
        string kind = name.ToLowerInvariant();
        _counts.TryGetValue(kind, out int count);
        _counts[kind] = count + 1;
        return $"{kind}{count}";
    }
}
