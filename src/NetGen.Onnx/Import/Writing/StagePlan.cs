using NetGen.Onnx.Import.Graph;

namespace NetGen.Onnx.Import.Writing;

/// <summary>A stage: steps that follow each other.</summary>
internal sealed class Stage(Step first)
{
    public List<Step> Steps { get; } = [first];

    public Step Last => Steps[^1];

    public string Name { get; set; } = "";

    public bool IsOutput { get; set; }
}

/// <summary>The steps that outputs depend on, as stages in the order in which they are declared.</summary>
internal static class StagePlan
{
    private static readonly HashSet<string> s_heavy =
    [
        "Conv1d", "Conv2d", "ConvTranspose1d", "ConvTranspose2d", "Linear", "Embedding", "Lstm", "Gru", "Rnn", "Recurrent", "SelfAttention",
        "CausalSelfAttention", "CrossAttention", "MatMul",
    ];

    public static List<Stage> Of(IReadOnlyList<Step> outputs)
    {
        Step[] steps = Reached(outputs);
        Dictionary<Step, int> readers = [];
        foreach (Step input in steps.SelectMany(static step => step.Inputs))
        {
            readers[input] = readers.GetValueOrDefault(input) + 1;
        }

        Dictionary<Step, Stage> stages = [];
        List<Stage> all = [];
        foreach (Step step in steps.Where(static step => !step.IsInput))
        {
            Step before = step.Inputs[0];
            if (stages.TryGetValue(before, out Stage? stage) && readers[before] == 1 && !outputs.Contains(before)
                && before.IsFrozen == step.IsFrozen
                    && !(s_heavy.Contains(step.Kind) && stage.Steps.Any(static other => s_heavy.Contains(other.Kind))))
            {
                stage.Steps.Add(step);
            }
            else
            {
                stage = new Stage(step);
                all.Add(stage);
            }

            stages[step] = stage;
        }

        foreach (Stage stage in all)
        {
            stage.IsOutput = outputs.Contains(stage.Last);
        }

        return [.. all.OrderBy(static stage => stage.Last.Index)];
    }

    private static Step[] Reached(IReadOnlyList<Step> outputs)
    {
        HashSet<Step> reached = [.. outputs];
        Stack<Step> open = new(reached);
        while (open.TryPop(out Step? step))
        {
            foreach (Step input in step.Inputs.Where(reached.Add))
            {
                open.Push(input);
            }
        }

        return [.. reached.OrderBy(static step => step.Index)];
    }
}
