using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks that a dataset fits a network and copies its samples into the runner's staging buffers.</summary>
internal static class BatchLoader
{
    /// <exception cref="ArgumentException">The data does not fit.</exception>
    public static void Check<T>(BatchRunner<T> runner, Shape inputShape, Dataset data, string name)
        where T : unmanaged
    {
        if (!Fits(data.InputShape, inputShape))
        {
            throw new ArgumentException($"The data's samples have shape {data.InputShape}; the network takes {inputShape}.", name);
        }

        if (runner.Classes > 0 && (data.Classes == 0 || data.Classes > runner.Classes))
        {
            throw new ArgumentException(
                Invariant($"The data has {Describe(data)}; the network's loss takes labels of {runner.Classes} classes."), name);
        }

        if (runner.Classes == 0 && data.TargetSize != runner.TargetSize)
        {
            throw new ArgumentException(
                Invariant($"The data has {Describe(data)}; the network's loss takes {runner.TargetSize} target values."), name);
        }
    }

    public static void Load<T>(BatchRunner<T> runner, Dataset data, ReadOnlySpan<int> samples)
        where T : unmanaged
    {
        data.ReadInputs(samples, runner.Inputs);
        if (runner.Classes > 0)
        {
            data.ReadLabels(samples, runner.Labels);
        }
        else
        {
            data.ReadTargets(samples, runner.Targets);
        }
    }

    private static string Describe(Dataset data) => data.Classes > 0
        ? Invariant($"labels of {data.Classes} classes")
        : Invariant($"{data.TargetSize} target values per sample");

    /// <summary>Dimensions of 1 do not matter, nor the shape where one side is flat: the order of the values is the same.</summary>
    private static bool Fits(Shape data, Shape network)
    {
        IEnumerable<int> left = data.Where(dimension => dimension != 1);
        IEnumerable<int> right = network.Where(dimension => dimension != 1);
        return left.SequenceEqual(right) || (data.Size == network.Size && (left.Count() <= 1 || right.Count() <= 1));
    }
}
