namespace NetGen;

/// <summary>Scores, and which of them are of what is looked for.</summary>
internal sealed class Ranking
{
    private double[] _scores = new double[64];
    private bool[] _hits = new bool[64];
    private int _count;
    private bool _isSorted = true;

    /// <summary>Rows of what is looked for.</summary>
    public long Hits { get; private set; }

    /// <summary>The other rows.</summary>
    public long Others => _count - Hits;

    /// <summary>Adds a row.</summary>
    public void Add(double score, bool isHit)
    {
        if (_count == _scores.Length)
        {
            Array.Resize(ref _scores, 2 * _count);
            Array.Resize(ref _hits, 2 * _count);
        }

        (_scores[_count], _hits[_count], _isSorted) = (score, isHit, false);
        _count++;
        Hits += isHit ? 1 : 0;
    }

    /// <summary>From the highest score down: for each value of a score the rows that have it.</summary>
    public IEnumerable<(long Hits, long Others)> Steps()
    {
        if (!_isSorted)
        {
            Array.Sort(_scores, _hits, 0, _count);
            _isSorted = true;
        }

        for (int end = _count; end > 0;)
        {
            double score = _scores[end - 1];
            long hits = 0, rows = 0;
            for (; end > 0 && _scores[end - 1].Equals(score); end--, rows++)
            {
                hits += _hits[end - 1] ? 1 : 0;
            }

            yield return (hits, rows - hits);
        }
    }
}
