namespace NetGen.Benchmarks.Serving;

/// <summary>A network that is served; both processes make the same.</summary>
internal sealed record ServedSubject(string Name, Func<Network<float>> Create)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServedSubject> All { get; } =
    [
        new("mlp", () => new Mlp(1)),
        new("wide-mlp", () => new WideMlp(1)),
        new("cnn", () => new Cnn(1)),
    ];
}

/// <summary>784 → 2048 → 2048 → 10: 24 MB of weights, which one sample reads as a batch does.</summary>
[Network, Input(784)]
internal sealed partial class WideMlp
{
    [Linear(2048), Relu, Linear(2048), Relu, Linear(10)]
    public partial Layer Body { get; }
}
