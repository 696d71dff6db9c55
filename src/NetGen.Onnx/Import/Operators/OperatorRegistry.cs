using NetGen.Onnx.Import.Graph;

namespace NetGen.Onnx.Import.Operators;

/// <summary>Makes a node's outputs, in order.</summary>
internal delegate Value[] OperatorMapping(OperatorContext context);

/// <summary>The operators that a network can have: each family registers its own.</summary>
internal static class OperatorRegistry
{
    private static readonly Dictionary<string, OperatorMapping> s_all = Create();

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => s_all.Keys;

    public static OperatorMapping? Find(string name) => s_all.GetValueOrDefault(name);

    private static Dictionary<string, OperatorMapping> Create()
    {
        Dictionary<string, OperatorMapping> all = [];
        Activations.Register(all);
        Arithmetic.Register(all);
        Logic.Register(all);
        Shapes.Register(all);
        Places.Register(all);
        Reductions.Register(all);
        Products.Register(all);
        Convolutions.Register(all);
        Pools.Register(all);
        Normalizations.Register(all);
        Recurrences.Register(all);
        Resizing.Register(all);
        Attentions.Register(all);
        Quantization.Register(all);
        ClassLosses.Register(all);
        return all;
    }

    /// <summary>One output.</summary>
    public static void Add(this Dictionary<string, OperatorMapping> all, string name, Func<OperatorContext, Value> mapping) =>
        all.Add(name, context => [mapping(context)]);
}
