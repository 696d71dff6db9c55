using NetGen.Generators.Model;

namespace NetGen.Generators.Graph;

/// <summary>One parameter or running statistic of the network: its name, shape and how it starts.</summary>
/// <param name="Name">"Stem.conv2d0.weight".</param>
/// <param name="Stage">The stage it belongs to.</param>
/// <param name="Role">"weight", "bias", "running_mean", "running_var".</param>
/// <param name="Dimensions">Sizes in PyTorch's order.</param>
/// <param name="Start">How it is initialized.</param>
/// <param name="FanIn">Inputs of one output, for the initializers.</param>
/// <param name="FanOut">Outputs one input reaches.</param>
/// <param name="IsTrained">False for running statistics, and for what is frozen.</param>
internal sealed record ParameterInfo(
    string Name, string Stage, string Role, EquatableArray<int> Dimensions, Start Start, int FanIn, int FanOut, bool IsTrained)
{
    /// <summary>Whether it is a weight that no step of this network changes.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether it is learnt, here or elsewhere: no running statistic and no constant.</summary>
    public bool IsWeight => IsTrained || IsFrozen;

    /// <summary>What the start is multiplied by: the deviation of a normal one, the value of a constant one.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What B·A counts, where it is A or B of an adapter; else 0.</summary>
    public double AdapterScale { get; init; }

    /// <summary>The least it may become by training.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The most.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>The name without the numbers of repetitions: "Body.#.Attend.layernorm0.weight".</summary>
    public string Pattern => string.Join(".", Name.Split('.').Select(part => part.All(char.IsDigit) ? "#" : part));

    /// <summary>The name without any number of a repetition, for people: "Body.Attend.layernorm0.weight".</summary>
    public string Label => string.Join(".", Name.Split('.').Where(part => !part.All(char.IsDigit)));

    public int Size => Dimensions.Aggregate(1, (product, dimension) => product * dimension);

    /// <summary>"64×32×3×3".</summary>
    public string ShapeText => string.Join("×", Dimensions);
}

/// <summary>How a parameter starts; the random ones mirror NetGen.Initializer.</summary>
internal enum Start
{
    Zero,
    One,
    HeUniform,
    HeNormal,
    XavierUniform,
    XavierNormal,
    LeCunUniform,
    LeCunNormal,
    Orthogonal,
    TruncatedNormal,
    Normal,
    Uniform,
    Constant,

    /// <summary>A constant table of sines and cosines over the positions.</summary>
    Sinusoidal,

    /// <summary>The norms of the rows of the weights that it scales.</summary>
    RowNorms,

    /// <summary>A constant table of the cosines and sines that rotate.</summary>
    Rotary,
}
