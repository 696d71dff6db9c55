using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>The smallest and the largest input of an operation that predicts in integers: a running statistic of it.</summary>
internal static class InputRange
{
    public const string Role = "input_range";

    /// <summary>Numbers of it.</summary>
    public const int Size = 2;

    /// <summary>What has one, for people.</summary>
    public const string Needed =
        "no Linear, Conv1d or Conv2d of one group in single precision, with weights of its own and neither LoRA nor WeightNorm";

    /// <summary>Products of a sum that is sure to fit 32 bits, with the four times of QuantizedWinograd.</summary>
    private const int MostProducts = int.MaxValue / (4 * 255 * 127);

    /// <summary>Whether an operation can predict in integers.</summary>
    public static bool Fits(
        Operation operation, ParameterRule rule, IReadOnlyList<ParameterInfo> parameters, Precision precision) =>
        operation is LinearOp or Conv1dOp or Conv2dOp && precision == Precision.Single
        && parameters.FirstOrDefault(parameter => parameter.Role == "weight") is { } weight && weight.Name == rule.NameOf("weight")
        && weight.Dimensions[1] == rule.Input.Channels && weight.Size / weight.Dimensions[0] <= MostProducts
        && parameters.All(parameter => parameter.AdapterScale == 0 && parameter.Role != WeightNorm.Role);
}
