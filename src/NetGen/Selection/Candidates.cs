namespace NetGen;

/// <summary>Options to choose from: every combination of some values, or values drawn from ranges.</summary>
/// <example>
/// <code>
/// IReadOnlyList&lt;Settings&gt; all = Candidates.Grid([1e-3, 1e-2], [16, 64], (rate, width) => new Settings(rate, width));
/// IReadOnlyList&lt;Settings&gt; some = Candidates.Random(20, draw => new Settings(draw.LogUniform(1e-4, 1e-1), draw.Integer(8, 128)));
/// </code>
/// </example>
public static class Candidates
{
    /// <summary>One for each value.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="make">The options with it.</param>
    public static IReadOnlyList<TOptions> Grid<TFirst, TOptions>(IReadOnlyList<TFirst> values, Func<TFirst, TOptions> make) =>
        [.. values.Select(make)];

    /// <summary>One for each pair of values, the last running fastest.</summary>
    public static IReadOnlyList<TOptions> Grid<TFirst, TSecond, TOptions>(
        IReadOnlyList<TFirst> first, IReadOnlyList<TSecond> second, Func<TFirst, TSecond, TOptions> make) =>
        [.. from a in first from b in second select make(a, b)];

    /// <summary>One for each three values, the last running fastest.</summary>
    public static IReadOnlyList<TOptions> Grid<TFirst, TSecond, TThird, TOptions>(
        IReadOnlyList<TFirst> first,
        IReadOnlyList<TSecond> second,
        IReadOnlyList<TThird> third,
        Func<TFirst, TSecond, TThird, TOptions> make) =>
        [.. from a in first from b in second from c in third select make(a, b, c)];

    /// <summary>One for each four values, the last running fastest.</summary>
    public static IReadOnlyList<TOptions> Grid<TFirst, TSecond, TThird, TFourth, TOptions>(
        IReadOnlyList<TFirst> first,
        IReadOnlyList<TSecond> second,
        IReadOnlyList<TThird> third,
        IReadOnlyList<TFourth> fourth,
        Func<TFirst, TSecond, TThird, TFourth, TOptions> make) =>
        [.. from a in first from b in second from c in third from d in fourth select make(a, b, c, d)];

    /// <summary>
    /// Drawn independently: better than a grid where few of the options matter. Bergstra and Bengio 2012, "Random search for
    /// hyper-parameter optimization".
    /// </summary>
    /// <param name="count">How many: at least 1.</param>
    /// <param name="make">The options from what it draws.</param>
    /// <param name="seed">Equal seeds give equal candidates, on every platform; more of them begin with the same ones.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static IReadOnlyList<TOptions> Random<TOptions>(int count, Func<CandidateDraw, TOptions> make, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(make);
        return [.. Enumerable.Range(0, count).Select(candidate => make(new CandidateDraw(seed, candidate)))];
    }
}
