using NetGen;

namespace Flashcards;

/// <summary>Review histories of cards, as the network reads them: each padded to its length.</summary>
internal sealed class CardHistories
{
    /// <summary>Reviews that the network reads of a card.</summary>
    public const int Length = 64;

    private readonly float[] _reviews, _targets;

    /// <param name="cards">Histories, which are empty at first.</param>
    public CardHistories(int cards)
    {
        Count = cards;
        _reviews = new float[cards * Length * 2];
        _targets = new float[cards * Length];
        _targets.AsSpan().Fill(-1);
    }

    /// <summary>Cards.</summary>
    public int Count { get; }

    /// <summary>Reviews that count: neither the first of a card nor on the day of the one before.</summary>
    public int Counted => _targets.Count(target => target >= 0);

    /// <summary>Days and rating of each review, card by card.</summary>
    public float[] Reviews => _reviews;

    /// <summary>Of each review 1 (recalled), 0 (forgotten) or −1 (does not count), card by card.</summary>
    public float[] Targets => _targets;

    /// <summary>For training.</summary>
    public Dataset ToDataset() => Dataset.FromTargets(_reviews, _targets, new Shape(Length, 2), Length);

    /// <summary>Sets a review.</summary>
    /// <param name="target">1 (recalled), 0 (forgotten) or −1 (does not count).</param>
    public void Set(int card, int position, MemoryModel.Review review, float target)
    {
        int i = (card * Length) + position;
        (_reviews[2 * i], _reviews[(2 * i) + 1]) = (review.Days, review.Rating);
        _targets[i] = target;
    }

    /// <summary>What a model says of each review that counts: how likely the card was recalled, and whether it was (1 or 0).</summary>
    public IEnumerable<(float Recall, float Target)> Predict(MemoryModel.Weights weights)
    {
        for (int card = 0; card < Count; card++)
        {
            MemoryModel.Memory memory = default;
            for (int i = card * Length; i < (card + 1) * Length; i++)
            {
                (memory, float recall) = MemoryModel.Cell(new(_reviews[2 * i], _reviews[(2 * i) + 1]), memory, weights);
                if (_targets[i] >= 0)
                {
                    yield return (recall, _targets[i]);
                }
            }
        }
    }
}
