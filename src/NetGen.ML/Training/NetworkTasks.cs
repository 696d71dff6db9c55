using NetGen.Runtime;

namespace NetGen.ML;

/// <summary>What the plan of a network says of its task.</summary>
internal static class NetworkTasks
{
    /// <summary>The task that was asked for, or the one that the loss implies.</summary>
    /// <exception cref="NotSupportedException">The network is none for a pipeline, or not one for the task.</exception>
    public static NetworkTask Of(string network, ProgramPlan plan, NetworkTask wanted)
    {
        TargetPlan[] targets = Compared(plan);
        string? problem = plan.Inputs.Count != 1 ? "it has several inputs"
            : plan.Inputs[0].IsTokens ? "it takes tokens"
            : plan.Outputs.Count != 1 || targets.Length > 1 ? "it has several outputs"
            : targets is [{ TakesLabels: true }] && plan.OutputOf(targets[0]).RowsAt([.. plan.Lengths]) != 1
                ? "it gives scores for each position" : null;
        if (problem is not null)
        {
            throw new NotSupportedException(
                $"{network} is no network for a pipeline: {problem}. A pipeline takes those from one vector of numbers to one output.");
        }

        NetworkTask implied = Implied(plan, targets);
        return wanted is NetworkTask.Automatic ? implied
            : Serves(plan, wanted) ? wanted
            : throw new NotSupportedException($"{network} cannot serve for {wanted}; its loss makes it one for {implied}.");
    }

    /// <summary>Whether a network can serve for a task, which is not automatic.</summary>
    public static bool Serves(ProgramPlan plan, NetworkTask task)
    {
        TargetPlan[] targets = Compared(plan);
        return task == Implied(plan, targets) || Can(plan, targets, task);
    }

    private static TargetPlan[] Compared(ProgramPlan plan) => [.. plan.Targets.Where(target => !target.IsWeight)];

    private static NetworkTask Implied(ProgramPlan plan, TargetPlan[] targets) => targets switch
    {
        [{ TakesLabels: true } or { IsDistribution: true }] => NetworkTask.Multiclass,
        [{ IsBinary: true }] when plan.Outputs[0].Shape.Size == 1 => NetworkTask.Binary,
        [{ IsWeight: false }] when DrawsInput(plan, targets) => NetworkTask.Anomaly,
        [{ IsWeight: false }] when plan.Outputs[0].Shape.Size == 1 => NetworkTask.Regression,
        _ => NetworkTask.Raw,
    };

    private static bool Can(ProgramPlan plan, TargetPlan[] targets, NetworkTask wanted) => wanted switch
    {
        NetworkTask.Raw => targets is not [{ TakesLabels: true }],
        NetworkTask.Regression => targets is [{ TakesLabels: false }] && plan.Outputs[0].Shape.Size == 1,
        NetworkTask.Anomaly => targets is [{ TakesLabels: false }] && plan.Outputs[0].Shape.Size == plan.Inputs[0].Shape.Size,
        _ => false,
    };

    /// <summary>Whether the loss compares the output, of more than one number, with one value for each of the input's.</summary>
    private static bool DrawsInput(ProgramPlan plan, TargetPlan[] targets)
    {
        int size = plan.Inputs[0].Shape.Size;
        return size > 1 && plan.Outputs[0].Shape.Size == size && plan.SizeOf(targets[0], [.. plan.Lengths]) == size;
    }
}
