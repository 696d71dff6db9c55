using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks that a dataset fits a network and copies its samples into the runner's staging buffers.</summary>
internal sealed class BatchLoader<T>
    where T : unmanaged
{
    private readonly BatchRunner<T> _runner;
    private readonly Dataset _data;
    private readonly int[] _lengths;

    /// <exception cref="ArgumentException">The data does not fit.</exception>
    public BatchLoader(BatchRunner<T> runner, Dataset data, string name)
    {
        _runner = runner;
        _data = data;
        ProgramPlan plan = runner.Signature;
        _lengths = [.. plan.Lengths];
        if (!Fits(data.InputShape, plan.Inputs[0].Shape))
        {
            throw new ArgumentException($"The data's samples have shape {data.InputShape}; the network takes {plan.Inputs[0].Shape}.", name);
        }

        TargetPlan target = plan.Targets[0];
        if (target.TakesLabels && (data.Classes == 0 || data.Classes > target.Classes))
        {
            throw new ArgumentException(
                Invariant($"The data has {Describe(data)}; the network's loss takes labels of {target.Classes} classes."), name);
        }

        if (!target.TakesLabels && data.TargetSize != plan.SizeOf(target, _lengths))
        {
            throw new ArgumentException(
                Invariant($"The data has {Describe(data)}; the network's loss takes {plan.SizeOf(target, _lengths)} target values."), name);
        }
    }

    /// <summary>Positions of the data's sequences.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>Copies samples into the staging buffers.</summary>
    public void Load(ReadOnlySpan<int> samples)
    {
        _data.ReadInputs(samples, _runner.Values(0));
        if (_runner.Signature.Targets[0].TakesLabels)
        {
            _data.ReadLabels(samples, _runner.Labels(0));
        }
        else
        {
            _data.ReadTargets(samples, _runner.Targets(0));
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
