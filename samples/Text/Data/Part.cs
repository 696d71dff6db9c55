using NetGen;

namespace Texts.Data;

/// <summary>Which texts to train on and which to test on.</summary>
/// <param name="Train">Their numbers.</param>
/// <param name="Test">The numbers of others.</param>
internal sealed record Part(int[] Train, int[] Test)
{
    private const int Folds = 5;
    private const double TrainShare = 0.8;

    /// <summary>
    /// How data is judged: many texts by one fifth of them, few by each fifth in turn. Each part has its share of each kind.
    /// </summary>
    public static IReadOnlyList<Part> Of(TextSamples texts, int seed)
    {
        // A dataset of the texts' numbers: what each part trains on decides how its words become tokens.
        Dataset numbers = Dataset.FromTokens([.. Enumerable.Range(0, texts.Labels.Length)], texts.Labels, length: 1, texts.Kinds.Count);
        if (texts.IsSmall)
        {
            return [.. numbers.KFold(Folds, seed).Select(fold => new Part(Numbers(fold.Train), Numbers(fold.Validation)))];
        }

        (Dataset train, Dataset test) = numbers.Split(TrainShare, seed);
        return [new Part(Numbers(train), Numbers(test))];
    }

    private static int[] Numbers(Dataset part)
    {
        int[] numbers = new int[part.Count];
        part.ReadTokens([.. Enumerable.Range(0, part.Count)], numbers);
        return numbers;
    }
}
