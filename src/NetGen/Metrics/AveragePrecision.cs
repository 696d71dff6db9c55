namespace NetGen;

/// <summary>
/// The area under the curve of precision by recall, as a sum of steps: Σ (Rₙ − Rₙ₋₁) · Pₙ over the values of the scores, highest first.
/// Exact, in the memory of all scores. 0 where no row is of the class, NaN without a row.
/// </summary>
public sealed class AveragePrecision() : RankingMetric("average precision")
{
    private protected override double ValueOf(Ranking ranking)
    {
        double value = 0;
        long hits = 0, rows = 0;
        foreach ((long found, long others) in ranking.Steps())
        {
            hits += found;
            rows += found + others;
            value += found * ((double)hits / rows);
        }

        return rows == 0 ? double.NaN : ranking.Hits == 0 ? 0 : value / ranking.Hits;
    }

    private protected override bool IsCounted(Ranking ranking) => ranking.Hits > 0;
}
