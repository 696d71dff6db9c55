using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>A value of a network, what it is made of and who reads it: an input, or the result of one operation.</summary>
/// <param name="use">The operation; null for an input.</param>
/// <param name="sources">The value so far, then the others the operation reads.</param>
internal sealed class Flow(OperationUse? use, params Flow[] sources)
{
    public OperationUse? Use { get; } = use;

    public IReadOnlyList<Flow> Sources { get; } = sources;

    /// <summary>The values made of it.</summary>
    public List<Flow> Readers { get; } = [];

    /// <summary>Whether the network predicts it.</summary>
    public bool IsOutput { get; private set; }

    /// <summary>The input whose positions it has, some of which may be padding; null where there is none.</summary>
    public ShapedInput? Padded { get; set; }

    /// <summary>Whether all that stands at padding is 0, as a convolution's border is.</summary>
    public bool IsPaddingZero { get; set; }

    public Operation? Operation => Use?.Operation;

    /// <summary>All values, sources before readers, and those of the outputs.</summary>
    public static (IReadOnlyList<Flow> All, IReadOnlyList<Flow> Outputs) Of(ShapedNetwork network)
    {
        Dictionary<string, Flow> values = network.Inputs.ToDictionary(
            input => input.Path, input => new Flow(null) { Padded = input.Padding >= 0 ? input : null });
        List<Flow> all = [];
        foreach (ShapedStep step in network.Steps)
        {
            Flow value = values[step.Source];
            foreach (OperationUse use in step.Uses)
            {
                value = new(use, [value, .. use.Others.Select(path => values[path])]);
                all.Add(value);
                foreach (Flow source in value.Sources)
                {
                    source.Readers.Add(value);
                }
            }

            values[step.Path] = value;
        }

        Flow[] outputs = [.. network.Outputs.Select(output => values[output.Path])];
        foreach (Flow output in outputs)
        {
            output.IsOutput = true;
        }

        return (all, outputs);
    }
}
