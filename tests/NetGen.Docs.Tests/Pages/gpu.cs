using NetGen.Ilgpu;

public sealed partial class Examples
{
    private readonly DigitClassifier network = new(seed: 1);
    private readonly Tiny tiny = new(seed: 1);
    private readonly Dataset train = null!, validation = null!;
    private readonly Dataset points = Dataset.FromArrays(
        [.. Enumerable.Range(0, 64).Select(i => (i * 37 % 64 / 32f) - 1)], [.. Enumerable.Range(0, 32).Select(i => i % 2)], new Shape(2));
}

[Network, Input(2), CrossEntropyLoss]
public partial class Tiny
{
    [Linear(4), Tanh, Linear(2)]
    public partial Layer Head { get; }
}
