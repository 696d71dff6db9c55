using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>How well predictions fit what is true: larger is better.</summary>
/// <typeparam name="T">Number type of the outputs.</typeparam>
/// <param name="outputs">[count × outputs] of the model.</param>
public delegate double ScoreFunction<T>(ReadOnlySpan<T> outputs);

/// <summary>
/// How much worse a model's score gets where a feature's values stand in other rows: what the model makes of the feature, whether or not
/// the feature makes sense. Breiman 2001, "Random forests"; Fisher et al. 2019, https://arxiv.org/abs/1801.01489.
/// </summary>
/// <param name="Score">Before.</param>
/// <param name="Drops">[features × repeats]: the score before less the score behind each shuffling.</param>
public sealed record PermutationImportance(double Score, IReadOnlyList<IReadOnlyList<double>> Drops)
{
    /// <summary>The mean drop of each feature.</summary>
    public IReadOnlyList<double> Means => [.. Drops.Select(drops => drops.Average())];

    /// <summary>The deviation of each feature's drops, as of a whole population.</summary>
    public IReadOnlyList<double> Deviations =>
        [.. Drops.Select(drops => Math.Sqrt(drops.Average(drop => Math.Pow(drop - drops.Average(), 2))))];

    /// <summary>Shuffles each feature several times.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="score">Judges outputs for these samples, in their order.</param>
    /// <param name="repeats">Shufflings of each feature.</param>
    /// <param name="seed">Of the orders, which all features share.</param>
    /// <exception cref="ArgumentException">The samples are not whole.</exception>
    public static PermutationImportance Of<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, ScoreFunction<T> score, int repeats = 5, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        int[] order = [.. Enumerable.Range(0, model.Count(samples, nameof(samples)))];
        Random random = new(seed);
        int[][] orders = new int[repeats][];
        for (int i = 0; i < repeats; i++)
        {
            random.Shuffle(order);
            orders[i] = [.. order];
        }

        return Of(model, samples, score, orders);
    }

    /// <summary>The same with orders of one's own.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="score">Judges outputs for these samples, in their order.</param>
    /// <param name="orders">For each shuffling, the row whose value each row takes.</param>
    /// <exception cref="ArgumentException">The samples are not whole, or an order is not one of them.</exception>
    public static PermutationImportance Of<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, ScoreFunction<T> score, IReadOnlyList<int[]> orders)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(orders);
        int count = model.Count(samples, nameof(samples)), inputs = model.Inputs;
        foreach (int[] order in orders)
        {
            if (order.Length != count || order.Order().Where((row, i) => row != i).Any())
            {
                throw new ArgumentException(Invariant($"An order names each of the {count} samples once, from 0."), nameof(orders));
            }
        }

        T[] shuffled = samples.ToArray(), outputs = new T[count * model.Outputs];
        double before = Score();
        double[][] drops = new double[inputs][];
        for (int feature = 0; feature < inputs; feature++)
        {
            drops[feature] = new double[orders.Count];
            for (int i = 0; i < orders.Count; i++)
            {
                for (int row = 0; row < count; row++)
                {
                    shuffled[(row * inputs) + feature] = samples[(orders[i][row] * inputs) + feature];
                }

                drops[feature][i] = before - Score();
            }

            for (int row = 0; row < count; row++)
            {
                shuffled[(row * inputs) + feature] = samples[(row * inputs) + feature];
            }
        }

        return new(before, drops);

        double Score()
        {
            model.Predict(shuffled, outputs);
            return score(outputs);
        }
    }
}
