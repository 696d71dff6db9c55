using System.Numerics;

namespace NetGen;

/// <summary>
/// Trains a small network to answer as a large one does, its shares of the wrong classes included: Hinton, Vinyals and Dean 2015,
/// https://arxiv.org/abs/1503.02531. The student has <see cref="SoftCrossEntropyLossAttribute"/> with the same temperature.
/// </summary>
public static class Distillation
{
    private const int Batch = 64;

    /// <summary>
    /// The samples of a dataset with what a teacher says of them as targets: (1 − α)·label + α·softmax(scores / temperature), a share for
    /// each class. The student compares both with its scores at the temperature, where the paper takes the label at 1.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="teacher">A network with one input of values and one output, scores of classes before softmax.</param>
    /// <param name="data">Samples; labels are needed where <paramref name="alpha"/> is below 1.</param>
    /// <param name="temperature">Above 0: the higher, the more the wrong classes show; 2 to 5 is usual.</param>
    /// <param name="alpha">α: the teacher's part, 0 to 1.</param>
    /// <exception cref="ArgumentException">The data does not fit the teacher, or a number is out of range.</exception>
    /// <exception cref="InvalidOperationException">The samples have no labels, or tokens, or the teacher has several outputs.</exception>
    public static Dataset SoftTargets<T>(Network<T> teacher, Dataset data, double temperature = 4, double alpha = 0.9)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(temperature), false, nameof(temperature));
        if (alpha is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The teacher's part is 0 to 1.");
        }

        int classes = teacher.OutputShape.Size, size = data.InputShape.Size;
        T[] samples = new T[Batch * size], scores = new T[Batch * classes];
        int[] labels = new int[Batch];
        float[] inputs = new float[data.Count * size], targets = new float[data.Count * classes];
        for (int start = 0; start < data.Count; start += Batch)
        {
            int[] batch = [.. Enumerable.Range(start, Math.Min(Batch, data.Count - start))];
            data.ReadInputs(batch, inputs.AsSpan(start * size));
            data.Read(data.Inputs[0].Column, batch, samples.AsSpan());
            teacher.Predict(samples.AsSpan(0, batch.Length * size), scores.AsSpan(0, batch.Length * classes));
            if (alpha < 1)
            {
                data.ReadLabels(batch, labels);
            }

            for (int i = 0; i < batch.Length; i++)
            {
                Span<float> shares = targets.AsSpan((start + i) * classes, classes);
                Span<T> row = scores.AsSpan(i * classes, classes);
                Probabilities.Softmax(row, classes, temperature: temperature);
                for (int c = 0; c < classes; c++)
                {
                    shares[c] = (float)alpha * float.CreateTruncating(row[c]);
                }

                if (alpha < 1)
                {
                    shares[labels[i]] += (float)(1 - alpha);
                }
            }
        }

        return Dataset.FromTargets(inputs, targets, data.InputShape, classes);
    }
}
