using System.Numerics;
using System.Text.Json.Serialization;
using NetGen.Runtime;

namespace NetGen.ML;

/// <summary>What the outputs of a network mean.</summary>
/// <param name="Task">What they tell; never automatic.</param>
/// <param name="Link">What they are in place of what they tell.</param>
/// <param name="Outputs">Numbers that the network gives for a sample.</param>
internal sealed record Interpretation(NetworkTask Task, Link Link, int Outputs)
{
    /// <summary>The classes; those beyond its count are never predicted.</summary>
    public KeyValues Keys { get; init; } = KeyValues.None;

    /// <summary>The error above which a sample is called anomalous.</summary>
    public float Threshold { get; init; } = float.PositiveInfinity;

    /// <summary>Numbers of a score: classes, outputs, or one.</summary>
    [JsonIgnore]
    public int ScoreSize => Task switch
    {
        NetworkTask.Multiclass => Keys.Count > 0 ? Keys.Count : Outputs,
        NetworkTask.Raw => Outputs,
        _ => 1,
    };

    /// <summary>What those of a network mean.</summary>
    public static Interpretation Of<T>(Network<T> network, NetworkTask task)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
            task, LinkOf(network.GetType(), network.Plan, task), network.OutputShape.Size);

    /// <summary>Turns what a network gives for one sample into its score.</summary>
    /// <param name="sample">What the network was given.</param>
    /// <param name="outputs">What it gave; overwritten.</param>
    /// <param name="score">Receives <see cref="ScoreSize"/> numbers.</param>
    public void Read<T>(ReadOnlySpan<T> sample, Span<T> outputs, Span<float> score)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Task is NetworkTask.Anomaly)
        {
            score[0] = (float)MeanSquaredError(sample, outputs);
            return;
        }

        if (Task is NetworkTask.Regression)
        {
            score[0] = (float)Value(outputs[0]);
            return;
        }

        if (Link is Link.Softmax)
        {
            Probabilities.Softmax(outputs, score.Length);
        }

        for (int i = 0; i < score.Length; i++)
        {
            score[i] = float.CreateTruncating(outputs[i]);
        }
    }

    /// <summary>σ(x) = 1 / (1 + exp(−x)).</summary>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>A margin is no probability: a hinge has none, for two classes or more.</summary>
    private static Link LinkOf(Type network, ProgramPlan plan, NetworkTask task)
    {
        return task is NetworkTask.Multiclass ? (Has<MultiMarginLossAttribute>() ? Link.Identity : Link.Softmax)
            : Has<PoissonNllLossAttribute>() ? Link.Log
            : plan.Targets.Any(target => target.IsBinary) && !Has<HingeLossAttribute>() ? Link.Logit
            : Link.Identity;

        bool Has<TLoss>() => network.IsDefined(typeof(TLoss), inherit: true);
    }

    /// <summary>What an output tells, in the unit of the labels.</summary>
    private double Value<T>(T output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double x = double.CreateTruncating(output);
        return Link is Link.Logit ? Sigmoid(x) : Link is Link.Log ? Math.Exp(x) : x;
    }

    private double MeanSquaredError<T>(ReadOnlySpan<T> sample, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            double error = Value(outputs[i]) - double.CreateTruncating(sample[i]);
            sum += error * error;
        }

        return sum / sample.Length;
    }
}
