using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// Shapley values of the features of samples, for any model: how far each feature moves an output away from its mean over background
/// samples. A feature that is not in a coalition takes the values of the background samples, one after the other, whatever the others are
/// (the interventional value function); so contributions add up to the output less its mean over the background.
/// </summary>
/// <remarks>
/// Exact values cost 2ⁿ predictions for each sample and background sample: one typical sample as background is the cheapest.
/// </remarks>
/// <typeparam name="T">Number type of the samples.</typeparam>
public sealed class FeatureShapley<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExplainedModel<T> _model;
    private readonly T[] _background;
    private readonly int[] _owners;

    /// <summary>For a model, with what its features are compared.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="background">[references × inputs]: typical samples, or one, such as their mean.</param>
    /// <param name="groups">The inputs of each player; null: each input is one.</param>
    /// <exception cref="ArgumentException">The background is not whole samples, or groups do not hold each input once.</exception>
    public FeatureShapley(ExplainedModel<T> model, ReadOnlySpan<T> background, IReadOnlyList<int[]>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Count(background, nameof(background));
        (_model, _background) = (model, background.ToArray());
        _owners = FeatureGroups.Of(model.Inputs, groups, out int players);
        Players = players;
    }

    /// <summary>Features, or groups of them.</summary>
    public int Players { get; }

    /// <summary>Mean of an output over the background: what contributions start from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public double BaseValue(int output)
    {
        double[] values = new double[_background.Length / _model.Inputs];
        _model.Predict(_background, output, values);
        return values.Average();
    }

    /// <summary>The game of one sample's features, for <see cref="ShapleyValue"/>.</summary>
    /// <param name="sample">[inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <exception cref="ArgumentException">It is not one sample, or there is no such output.</exception>
    public CoalitionGame Game(ReadOnlySpan<T> sample, int output)
    {
        FeatureGame<T> game = NewGame(output);
        game.Sample = _model.Count(sample, nameof(sample)) == 1
            ? sample
            : throw new ArgumentException(Invariant($"One sample has {_model.Inputs} values, not {sample.Length}."), nameof(sample));
        return game;
    }

    /// <summary>The exact values, for at most <see cref="ShapleyValue.MostExact"/> players.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × players].</param>
    /// <exception cref="ArgumentException">The samples are not whole, or there is not a contribution for each player.</exception>
    public void Exact(ReadOnlySpan<T> samples, int output, Span<double> contributions)
    {
        bool[] coalitions = Coalitions.All(Players);
        double[] values = new double[1 << Players];
        Each(samples, output, contributions, (game, shares) =>
        {
            game.Evaluate(coalitions, values);
            ShapleyValue.OfValues(values, shares);
        });
    }

    /// <summary>By drawing orders: see <see cref="ShapleyValue.Sampled"/>.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × players].</param>
    /// <param name="permutations">Orders for each sample.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <exception cref="ArgumentException">The samples are not whole, or there is not a contribution for each player.</exception>
    public void Sampled(ReadOnlySpan<T> samples, int output, Span<double> contributions, int permutations = 100, int seed = 1) =>
        Each(samples, output, contributions, (game, shares) => ShapleyValue.Sampled(game, permutations, seed, shares));

    /// <summary>By weighed least squares: see <see cref="ShapleyValue.Kernel"/>. All samples have the same coalitions.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × players].</param>
    /// <param name="coalitions">Coalitions for each sample.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <exception cref="ArgumentException">
    /// The samples are not whole, there is not a contribution for each player, or there are too few coalitions.
    /// </exception>
    public void Kernel(ReadOnlySpan<T> samples, int output, Span<double> contributions, int coalitions = 2048, int seed = 1)
    {
        KernelPlan plan = KernelPlan.Draw(Players, coalitions, seed);
        Each(samples, output, contributions, plan.Solve);
    }

    private FeatureGame<T> NewGame(int output)
    {
        _model.CheckOutput(output);
        return new(_model, _background, _owners, Players, output);
    }

    private void Each(ReadOnlySpan<T> samples, int output, Span<double> contributions, ShareRule rule)
    {
        int count = _model.Count(samples, nameof(samples));
        if (contributions.Length != (long)count * Players)
        {
            throw new ArgumentException(
                Invariant($"{Words.Counted(count, "sample")} of {Words.Counted(Players, "player")} have {(long)count * Players} ")
                    + Invariant($"contributions, ")
                    + Invariant($"not {contributions.Length}."),
                nameof(contributions));
        }

        FeatureGame<T> game = NewGame(output);
        for (int i = 0; i < count; i++)
        {
            game.Sample = samples.Slice(i * _model.Inputs, _model.Inputs);
            rule(game, contributions.Slice(i * Players, Players));
        }
    }

    private delegate void ShareRule(CoalitionGame game, Span<double> shares);
}
