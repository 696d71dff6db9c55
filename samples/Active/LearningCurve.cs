namespace Active;

/// <summary>Test accuracy by the number of labels, of one run of a strategy.</summary>
internal sealed class LearningCurve
{
    private readonly List<(int Labels, double Accuracy)> _points = [];

    /// <summary>Labels and accuracy of each round, in order.</summary>
    public IReadOnlyList<(int Labels, double Accuracy)> Points => _points;

    /// <summary>Adds a round.</summary>
    public void Add(int labels, double accuracy) => _points.Add((labels, accuracy));

    /// <summary>
    /// Labels needed for an accuracy: where the line between the last round below it and the first that reaches it crosses it; null where
    /// none does.
    /// </summary>
    /// <param name="accuracy">0 to 1.</param>
    public double? LabelsFor(double accuracy)
    {
        int reached = _points.FindIndex(point => point.Accuracy >= accuracy);
        if (reached <= 0)
        {
            return reached < 0 ? null : _points[0].Labels;
        }

        ((int fewer, double lower), (int more, double higher)) = (_points[reached - 1], _points[reached]);
        return fewer + ((more - fewer) * (accuracy - lower) / (higher - lower));
    }
}
