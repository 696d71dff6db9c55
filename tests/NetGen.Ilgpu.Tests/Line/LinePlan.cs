using NetGen.Runtime;

namespace NetGen.Ilgpu.Tests;

/// <summary>What the line's outputs are compared with.</summary>
public enum LineLoss
{
    /// <summary>Values; mean square.</summary>
    Squares,

    /// <summary>A label; cross-entropy.</summary>
    Labels,

    /// <summary>A yes or no for each output, as values; mean square.</summary>
    Sides,
}

/// <summary>
/// The smallest network with everything that a program has: y = Wx + b, in training with dropout, and a running mean of the first output.
/// </summary>
internal static class LinePlan
{
    public const int Inputs = 3, Outputs = 2, Weights = Inputs * Outputs;
    public const int Bias = Weights, Mean = Weights + Outputs, Size = Mean + 1, TrainedSize = Mean;

    public const int Output = 0, Gradient = Outputs;

    public const float DropRate = 0.25f;

    public static ParameterRange[] Ranges { get; } =
    [
        new("weight", 0, IsTrained: true, ParameterStart.HeUniform, Inputs, Outputs, new Shape(Outputs, Inputs)),
        new("bias", Bias, IsTrained: true, ParameterStart.Zero, Inputs, Outputs, new Shape(Outputs)),
        new("mean", Mean, IsTrained: false, ParameterStart.Zero, 0, 0, new Shape(1)),
    ];

    public static ProgramPlan Of(LineLoss loss) => new()
    {
        Inputs = [new("input", new Shape(Inputs))],
        Outputs = [new("y", new Shape(Outputs)) { Offset = Output, Sample = Outputs, Line = Outputs, Channels = Outputs }],
        Targets =
        [
            loss switch
            {
                LineLoss.Labels => new(0) { Classes = Outputs },
                LineLoss.Sides => new(0) { IsBinary = true, Least = 0, Largest = 1 },
                _ => new(0),
            },
        ],
        ActivationSize = 2 * Outputs,
        VectorSize = 1,
        LossOffset = 0,
    };
}
