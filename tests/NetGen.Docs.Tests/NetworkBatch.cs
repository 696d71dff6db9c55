using System.Numerics;
using System.Reflection;
using NetGen.Runtime;

namespace NetGen.Docs.Tests;

/// <summary>A batch drawn for a network, whatever its inputs and losses, and what the network makes of it.</summary>
internal static class NetworkBatch
{
    private const int Samples = 8, Steps = 60;

    /// <summary>Trains a network on one batch again and again; where it has no loss, it predicts.</summary>
    /// <returns>The loss of each step.</returns>
    public static IReadOnlyList<double> Learn<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MethodInfo? create = network.GetType().GetMethods().FirstOrDefault(method => method.Name == "CreateTrainer"
            && method.GetParameters().All(parameter => parameter.Name != "communicator"));
        if (create is null)
        {
            return [];
        }

        object?[] arguments = [.. create.GetParameters().Select(parameter => parameter.Name switch
        {
            "optimizer" => new Adam(1e-2f),
            "batchSize" => Samples,
            "options" => new TrainerOptions { Threads = 1 },
            _ => parameter.DefaultValue,
        })];
        using var trainer = (Trainer<T>)create.Invoke(network, arguments)!;
        return [.. trainer.Fit(Draw(network), Steps).Select(epoch => epoch.Loss)];
    }

    private static Dataset Draw<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(7);
        ProgramPlan plan = network.Plan;
        int[] lengths = [.. plan.Lengths];
        return Dataset.FromColumns(
            plan.Inputs.Select(input => (input.Name, input.Vocabulary > 0
                ? DataColumn.Tokens(Whole(input.Shape.Size, input.Vocabulary), input.Shape.Size)
                : DataColumn.Values(Numbers(input.Shape.Size), input.Shape))),
            plan.Targets.Select(target => (plan.NameOf(target), Target(target, plan.SizeOf(target, lengths)))));

        DataColumn Target(TargetPlan target, int size) => target switch
        {
            { Classes: > 0 } => DataColumn.Labels(Whole(size, target.Classes), target.Classes, size),
            { IsWeight: true } => DataColumn.Weights(Numbers(size)),
            { IsDistribution: true } => DataColumn.Labels(Whole(1, size), size),
            _ => DataColumn.Values(Numbers(size), new Shape(size)),
        };

        int[] Whole(int size, int bound) => [.. Enumerable.Range(0, Samples * size).Select(_ => random.Next(bound))];

        float[] Numbers(int size) => [.. Enumerable.Range(0, Samples * size).Select(_ => random.NextSingle())];
    }
}
