using System.Numerics;
using System.Text.Json.Serialization;

namespace NetGen.ML;

/// <summary>What the outputs of a network mean.</summary>
/// <param name="Task">What they tell; never automatic.</param>
/// <param name="IsLogit">Whether an output is the logarithm of the odds of yes.</param>
/// <param name="Outputs">Numbers that the network gives for a sample.</param>
internal sealed record Interpretation(NetworkTask Task, bool IsLogit, int Outputs)
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
            task,
            network.Plan.Targets.Any(target => target.IsBinary) && !network.GetType().IsDefined(typeof(HingeLossAttribute), inherit: true),
            network.OutputShape.Size);

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

        if (Task is NetworkTask.Multiclass)
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

    private double MeanSquaredError<T>(ReadOnlySpan<T> sample, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            double drawn = double.CreateTruncating(outputs[i]);
            double error = (IsLogit ? Sigmoid(drawn) : drawn) - double.CreateTruncating(sample[i]);
            sum += error * error;
        }

        return sum / sample.Length;
    }
}
