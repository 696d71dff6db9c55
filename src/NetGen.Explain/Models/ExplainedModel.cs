using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Predictions of any model: samples one after the other in, as many outputs one after the other out.</summary>
/// <typeparam name="T">Number type of the samples and outputs.</typeparam>
/// <param name="samples">[count × inputs].</param>
/// <param name="outputs">[count × outputs], to be filled.</param>
public delegate void PredictionFunction<T>(ReadOnlySpan<T> samples, Span<T> outputs);

/// <summary>A model as the methods see it that need nothing of it but predictions.</summary>
/// <typeparam name="T">Number type of its samples and outputs.</typeparam>
public sealed class ExplainedModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostValues = 1 << 20;

    private readonly PredictionFunction<T> _predict;

    /// <summary>A model of one's own.</summary>
    /// <param name="predict">Its predictions, of any number of samples.</param>
    /// <param name="inputShape">Shape of a sample.</param>
    /// <param name="outputs">Outputs of a sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">A sample has no values or no outputs.</exception>
    public ExplainedModel(PredictionFunction<T> predict, Shape inputShape, int outputs)
    {
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentNullException.ThrowIfNull(inputShape);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputShape.Size, 1, nameof(inputShape));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (_predict, InputShape, Outputs) = (predict, inputShape, outputs);
    }

    /// <summary>A network with one input of values and one output, by its own predictions.</summary>
    public static ExplainedModel<T> Of(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new(network.Predict, network.InputShape, network.OutputShape.Size);
    }

    /// <summary>Shape of a sample.</summary>
    public Shape InputShape { get; }

    /// <summary>Values of a sample.</summary>
    public int Inputs => InputShape.Size;

    /// <summary>Outputs of a sample.</summary>
    public int Outputs { get; }

    /// <summary>The same with the softmax of its outputs: probabilities where they are scores of classes.</summary>
    public ExplainedModel<T> WithSoftmax() => new(
        (samples, outputs) =>
        {
            _predict(samples, outputs);
            for (int i = 0; i < outputs.Length; i += Outputs)
            {
                Softmax(outputs.Slice(i, Outputs));
            }
        },
        InputShape,
        Outputs);

    /// <summary>All outputs of samples.</summary>
    /// <param name="samples">[count × <see cref="Inputs"/>].</param>
    /// <param name="outputs">Receives [count × <see cref="Outputs"/>].</param>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs) => _predict(samples, outputs);

    /// <summary>One output of each sample.</summary>
    /// <param name="samples">[count × <see cref="Inputs"/>].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="values">Receives [count].</param>
    /// <exception cref="ArgumentException">The samples are not whole, or there are not as many values.</exception>
    public void Predict(ReadOnlySpan<T> samples, int output, Span<double> values)
    {
        int count = Count(samples, nameof(samples));
        CheckOutput(output);
        if (values.Length != count)
        {
            throw new ArgumentException(Invariant($"{Words.Counted(count, "sample")} have as many outputs, not {values.Length}."),
                nameof(values));
        }

        int atOnce = Math.Min(count, SamplesAtOnce);
        T[] outputs = new T[atOnce * Outputs];
        for (int start = 0; start < count; start += atOnce)
        {
            int batch = Math.Min(atOnce, count - start);
            _predict(samples.Slice(start * Inputs, batch * Inputs), outputs.AsSpan(0, batch * Outputs));
            for (int i = 0; i < batch; i++)
            {
                values[start + i] = double.CreateChecked(outputs[(i * Outputs) + output]);
            }
        }
    }

    /// <summary>So many samples are asked for at once by methods that make up their own: memory stays bounded.</summary>
    internal int SamplesAtOnce => Math.Max(1, MostValues / Math.Max(Inputs, Outputs));

    /// <summary>Whole samples.</summary>
    /// <exception cref="ArgumentException">There are none, or a part of one.</exception>
    internal int Count(ReadOnlySpan<T> samples, string name) => samples.Length > 0 && samples.Length % Inputs == 0
        ? samples.Length / Inputs
        : throw new ArgumentException(
            $"{Words.Are(samples.Length, "value")} not whole samples of {Words.Elements(InputShape)}.", name);

    /// <summary>Whole samples, each with an output and its contributions, and what takes the place of inputs.</summary>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    internal int Count(ReadOnlySpan<T> samples, ReadOnlySpan<int> outputs, ReadOnlySpan<T> contributions, ReadOnlySpan<T> reference)
    {
        int count = Count(samples, nameof(samples));
        return outputs.Length == count && contributions.Length == samples.Length && reference.Length == Inputs
            ? count
            : throw new ArgumentException(Invariant($"{outputs.Length} outputs, {contributions.Length} contributions and a reference of ")
                + Invariant($"{reference.Length} values do not fit {Words.Counted(count, "sample")} of {Inputs} values."));
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    internal void CheckOutput(int output)
    {
        if ((uint)output >= (uint)Outputs)
        {
            throw new ArgumentOutOfRangeException(
                nameof(output), output, Invariant($"The model has {Words.Counted(Outputs, "output")}, numbered from 0."));
        }
    }

    private static void Softmax(Span<T> scores)
    {
        T most = T.NegativeInfinity, sum = T.Zero;
        foreach (T score in scores)
        {
            most = T.Max(most, score);
        }

        foreach (ref T score in scores)
        {
            score = T.Exp(score - most);
            sum += score;
        }

        foreach (ref T score in scores)
        {
            score /= sum;
        }
    }
}
