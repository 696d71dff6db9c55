namespace NetGen;

/// <summary>
/// The area under the receiver operating characteristic: how likely a row of the class has a higher score than one that is not, an equal
/// one counting half. Exact, in the memory of all scores. NaN where there are not both.
/// </summary>
public sealed class RocAuc() : RankingMetric("ROC-AUC")
{
    private protected override double ValueOf(Ranking ranking)
    {
        double hits = 0, pairs = 0;
        foreach ((long found, long others) in ranking.Steps())
        {
            pairs += others * (hits + (0.5 * found));
            hits += found;
        }

        return pairs / ((double)ranking.Hits * ranking.Others);
    }

    private protected override bool IsCounted(Ranking ranking) => ranking is { Hits: > 0, Others: > 0 };
}
