namespace NetGen.Reports;

/// <summary>
/// Mean loss and learning rate over the steps of a run, in at most <see cref="MostPoints"/> points however many steps there are; adding a
/// step allocates nothing.
/// </summary>
internal sealed class StepCurve
{
    public const int MostPoints = 512;

    private readonly double[] _losses = new double[MostPoints];
    private readonly double[] _rates = new double[MostPoints];
    private int _points;
    private long _stepsPerPoint = 1;
    private long _steps;
    private double _loss;

    /// <summary>Forgets all steps.</summary>
    public void Clear() => (_points, _stepsPerPoint, _steps, _loss) = (0, 1, 0, 0);

    /// <summary>Adds a step.</summary>
    public void Add(double loss, double rate)
    {
        _loss += loss / _stepsPerPoint;
        if (++_steps % _stepsPerPoint != 0)
        {
            return;
        }

        (_losses[_points], _rates[_points], _loss) = (_loss, rate, 0);
        _points++;
        if (_points == MostPoints)
        {
            Halve();
        }
    }

    /// <summary>Points of steps: the last step of each, from 1, and its values.</summary>
    public IReadOnlyList<(double Step, double Loss, double Rate)> Points =>
        [.. Enumerable.Range(0, _points).Select(i => ((double)(i + 1) * _stepsPerPoint, _losses[i], _rates[i]))];

    private void Halve()
    {
        _points /= 2;
        for (int i = 0; i < _points; i++)
        {
            _losses[i] = (_losses[2 * i] + _losses[(2 * i) + 1]) / 2;
            _rates[i] = _rates[(2 * i) + 1];
        }

        _stepsPerPoint *= 2;
    }
}
