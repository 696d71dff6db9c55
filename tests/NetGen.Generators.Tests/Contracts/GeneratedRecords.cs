using System.Numerics;
using System.Reflection;
using ParameterInfo = System.Reflection.ParameterInfo;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>Calls the members that the compiler generates for several inputs, outputs or targets, as a user's code would.</summary>
internal static class GeneratedRecords
{
    /// <summary>
    /// Trains on a batch: <c>trainer.Step(new Inputs(…), new Targets(…), count)</c>; without targets where there are none.
    /// </summary>
    public static BatchResult Step<T>(
        Trainer<T> trainer, IReadOnlyList<BatchData<T>> inputs, IReadOnlyList<BatchData<T>> targets, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MethodInfo step = trainer.GetType().GetMethods()
            .Single(method => method.Name == "Step" && method.DeclaringType == trainer.GetType());
        ParameterInfo[] parameters = step.GetParameters();
        object[] compared = targets.Count == 0 ? [] : [Argument(parameters[1], targets)];
        return (BatchResult)step.Invoke(trainer, [Argument(parameters[0], inputs), .. compared, count])!;
    }

    /// <summary>Predicts for one sample; gives every output.</summary>
    public static T[][] Predict<T>(Network<T> network, IReadOnlyList<BatchData<T>> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MethodInfo predict = network.GetType().GetMethods().Single(method => method.Name == "Predict"
            && method.DeclaringType == network.GetType()
            && method.GetParameters().Length == 1
            && method.GetParameters()[0].ParameterType is { Name: "Inputs" or "ReadOnlyMemory`1" });
        object outputs = predict.Invoke(network, [Argument(predict.GetParameters()[0], inputs)])!;
        return outputs as T[] is { } only
            ? [only]
            : [.. network.Plan.Outputs.Select(output => (T[])outputs.GetType().GetProperty(output.Name)!.GetValue(outputs)!)];
    }

    /// <summary>A record with a member for each part, by name, or the only part itself.</summary>
    private static object Argument<T>(ParameterInfo parameter, IReadOnlyList<BatchData<T>> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parts.Count == 1)
        {
            return Memory(parts[0]);
        }

        ConstructorInfo constructor = parameter.ParameterType.GetConstructors().Single(c => c.GetParameters().Length == parts.Count);
        return constructor.Invoke([.. constructor.GetParameters()
            .Select(member => Memory(parts.Single(part => part.Name == member.Name)))]);
    }

    private static object Memory<T>(BatchData<T> part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        part.Values is null ? new ReadOnlyMemory<int>(part.Integers) : new ReadOnlyMemory<T>(part.Values);
}
