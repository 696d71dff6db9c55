using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>What there is to read so far: the inputs and the steps, each value's shape by its path.</summary>
internal sealed class UnfoldedValues
{
    private readonly Dictionary<string, TensorShape> _shapes = [];
    private readonly List<ShapedStep> _steps = [];

    public UnfoldedValues(IReadOnlyList<ShapedInput> inputs)
    {
        Inputs = inputs;
        foreach (ShapedInput input in inputs)
        {
            _shapes[input.Path] = input.Shape;
        }
    }

    /// <summary>The network's.</summary>
    public IReadOnlyList<ShapedInput> Inputs { get; }

    public IReadOnlyList<ShapedStep> Steps => _steps;

    public TensorShape ShapeOf(string path) => _shapes[path];

    /// <summary>The input that a path names; null where that is a step's value.</summary>
    public ShapedInput? InputAt(string path) => Inputs.FirstOrDefault(input => input.Path == path);

    /// <summary>The steps behind the first ones.</summary>
    public IReadOnlyList<ShapedStep> StepsFrom(int first) => _steps.GetRange(first, _steps.Count - first);

    public void Add(ShapedStep step)
    {
        _steps.Add(step);
        _shapes[step.Path] = step.Output;
    }
}
