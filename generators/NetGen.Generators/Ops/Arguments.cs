using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>The arguments of an attribute by name, with the attribute class's defaults where they are left out.</summary>
internal sealed class Arguments(AttributeModel attribute)
{
    public AttributeModel Attribute { get; } = attribute;

    public double Number(string name, double otherwise) => Find(name)?.Number ?? otherwise;

    public int Int(string name, int otherwise) => (int)Number(name, otherwise);

    public bool Flag(string name, bool otherwise) => Number(name, otherwise ? 1 : 0) != 0;

    /// <summary>The texts of an array argument, or of a single one.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        { Items: { } items } => [.. items.Select(item => item.Text ?? "")],
        { Text: { } text } => [text],
        _ => [],
    };

    /// <summary>The numbers of an array argument.</summary>
    public IReadOnlyList<double> Numbers(string name) => Find(name)?.Items is { } items ? [.. items.Select(item => item.Number ?? 0)] : [];

    private ArgumentValue? Find(string name)
    {
        foreach (ArgumentModel argument in Attribute.Arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
