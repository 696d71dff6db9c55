namespace NetGen.Generators.Ops;

/// <summary>Every operation and every loss of this assembly, by the name of its attribute: a new file is all that a new one takes.</summary>
internal static class Registry
{
    public static readonly IReadOnlyDictionary<string, Operation> Operations = All<Operation>().ToDictionary(operation => operation.Name);

    public static readonly IReadOnlyDictionary<string, Loss> Losses = All<Loss>().ToDictionary(loss => loss.Name);

    private static IEnumerable<T> All<T>() => typeof(Registry).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (T)Activator.CreateInstance(type, nonPublic: true));
}
