using System.Reflection;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>
/// Every operation and every loss of this assembly, by the name of its attribute: a new file is all that a new one takes.
/// </summary>
internal static class Registry
{
    /// <summary>How operations are made: of their attribute, of it and the method it names, or of nothing.</summary>
    public static readonly IReadOnlyDictionary<string, ConstructorInfo> Operations = All<Operation>("Op");

    public static readonly IReadOnlyDictionary<string, ConstructorInfo> Losses = All<Criterion>("");

    /// <summary>The operation that an attribute stands for; null where there is none of its name.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="numbers">What its arithmetic is about; null where its sizes do not matter yet.</param>
    /// <exception cref="SizeException">A size cannot be computed.</exception>
    public static Operation? Operation(AttributeModel attribute, IReadOnlyDictionary<string, double>? numbers = null) =>
        attribute.Block is null && Operations.TryGetValue(attribute.Name, out ConstructorInfo constructor)
            ? (Operation)Create(constructor, attribute, numbers)
            : null;

    /// <summary>The loss that an attribute stands for.</summary>
    public static Criterion Loss(AttributeModel attribute) => (Criterion)Create(Losses[attribute.Name], attribute, null);

    /// <summary>The stages that a loss is on; null for the last one.</summary>
    public static IReadOnlyList<string?> StagesOf(AttributeModel loss) =>
        Loss(loss).Stages ?? (IReadOnlyList<string?>)[Attributes.Make<CriterionAttribute>(loss).On];

    private static object Create(ConstructorInfo constructor, AttributeModel attribute, IReadOnlyDictionary<string, double>? numbers) =>
        constructor.Invoke(constructor.GetParameters().Length switch
        {
            0 => [],
            1 => [Attributes.Make<Attribute>(attribute, numbers)],
            _ => [Attributes.Make<Attribute>(attribute, numbers), attribute.Function!],
        });

    private static Dictionary<string, ConstructorInfo> All<T>(string suffix) => typeof(Registry).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
        .ToDictionary(
            type => type.Name.Substring(0, type.Name.Length - suffix.Length),
            type => type.GetConstructors().Single(IsOfAttribute));

    private static bool IsOfAttribute(ConstructorInfo constructor) =>
        constructor.GetParameters() is [] or [_] or [_, { ParameterType.Name: nameof(FunctionModel) }];
}
