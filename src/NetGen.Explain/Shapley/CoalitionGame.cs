using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// A game of several players: each coalition of them has a value, and the Shapley value is what each player brings, on average over all
/// orders in which they may come. Shapley 1953, "A value for n-person games".
/// </summary>
public abstract class CoalitionGame
{
    /// <summary>A game of so many players.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no player.</exception>
    protected CoalitionGame(int players)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(players, 1);
        Players = players;
    }

    /// <summary>How many play.</summary>
    public int Players { get; }

    /// <summary>The values of several coalitions.</summary>
    /// <param name="coalitions">[count × <see cref="Players"/>]: who is in each.</param>
    /// <param name="values">Receives [count].</param>
    public abstract void Evaluate(ReadOnlySpan<bool> coalitions, Span<double> values);

    /// <summary>A game by a function of the coalition, in which bit i stands for player i.</summary>
    /// <param name="players">1 to 31.</param>
    /// <param name="value">The value of a coalition.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer or more players.</exception>
    public static CoalitionGame Of(int players, Func<int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(players, 31);
        return new FunctionGame(players, value);
    }

    /// <exception cref="ArgumentException">There is not one value for each player.</exception>
    internal void CheckShares(Span<double> shares)
    {
        if (shares.Length != Players)
        {
            throw new ArgumentException(Invariant($"{Words.Counted(Players, "player")} have as many shares, not {shares.Length}."),
                nameof(shares));
        }
    }

    private sealed class FunctionGame(int players, Func<int, double> value) : CoalitionGame(players)
    {
        public override void Evaluate(ReadOnlySpan<bool> coalitions, Span<double> values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                int mask = 0;
                for (int player = 0; player < Players; player++)
                {
                    mask |= coalitions[(i * Players) + player] ? 1 << player : 0;
                }

                values[i] = value(mask);
            }
        }
    }
}
