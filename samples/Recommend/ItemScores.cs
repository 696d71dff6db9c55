namespace Recommend;

/// <summary>What a network gives for a user and each item.</summary>
internal sealed class ItemScores(Recommender network, int items)
{
    private readonly int[] _users = new int[items];
    private readonly int[] _items = [.. Enumerable.Range(0, items)];
    private readonly float[] _scores = new float[items];

    /// <summary>The scores of all items for a user; another call overwrites them.</summary>
    public IReadOnlyList<float> Of(int user)
    {
        Array.Fill(_users, user);
        network.Predict(new Recommender.Inputs(_users, _items), _scores);
        return _scores;
    }
}
