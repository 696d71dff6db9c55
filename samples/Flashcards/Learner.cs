namespace Flashcards;

/// <summary>A learner whose memory is known: what training has to find out from the reviews alone.</summary>
internal static class Learner
{
    private const int Shortest = 32;
    private const float LongestInterval = 3_650;

    // The next review is due when the card is recalled with a probability between these.
    private const float LeastRecall = 0.5f, MostRecall = 0.98f;

    // Shares of again, hard, good, easy.
    private static readonly float[] s_first = [0.3f, 0.1f, 0.45f, 0.15f], s_sameDay = [0.15f, 0.2f, 0.5f, 0.15f];
    private static readonly float[] s_recalled = [0, 0.2f, 0.65f, 0.15f];

    /// <summary>The numbers of the memory.</summary>
    public static MemoryModel.Weights Memory { get; } = new(
        StabilityAfterAgain: 0.8f, StabilityAfterHard: 3, StabilityAfterGood: 7, StabilityAfterEasy: 20,
        Difficulty: 5.5f, DifficultyByRating: 0.6f, DifficultyStep: 1.8f, DifficultyReversion: 0.04f,
        Growth: 1, GrowthByStability: 0.25f, GrowthByForgetting: 1.4f,
        Lapse: 0.9f, LapseByDifficulty: 0.15f, LapseByStability: 0.4f, LapseByForgetting: 0.8f,
        HardPenalty: 0.4f, EasyBonus: 2.6f,
        SameDay: 0.8f, SameDayByRating: 0.3f, SameDayByStability: 0.15f, Decay: 0.5f);

    /// <summary>Draws the histories of cards.</summary>
    /// <param name="cards">Cards.</param>
    /// <param name="random">Chance: of what is recalled, when it is asked for and how it is rated.</param>
    public static CardHistories Study(int cards, Random random)
    {
        var histories = new CardHistories(cards);
        for (int card = 0; card < cards; card++)
        {
            Study(histories, card, random);
        }

        return histories;
    }

    private static void Study(CardHistories histories, int card, Random random)
    {
        int length = random.Next(Shortest, CardHistories.Length + 1);
        MemoryModel.Review review = new(0, Draw(s_first, random));
        histories.Set(card, 0, review, -1);
        (MemoryModel.Memory memory, _) = MemoryModel.Cell(review, default, Memory);
        for (int position = 1; position < length; position++)
        {
            // Cards that were forgotten, and new ones, are often shown again on the same day.
            double again = review.Rating == 1 ? 0.5 : position == 1 ? 0.3 : 0.05;
            float target = -1;
            if (random.NextDouble() < again)
            {
                review = new(0, Draw(s_sameDay, random));
            }
            else
            {
                float due = Interval(LeastRecall + ((MostRecall - LeastRecall) * random.NextSingle()), memory.Stability);
                float days = Math.Clamp(MathF.Round(due), 1, LongestInterval);
                target = random.NextSingle() < MemoryModel.Retrievability(days, memory.Stability, Memory) ? 1 : 0;
                review = new(days, target == 1 ? Draw(s_recalled, random) : 1);
            }

            histories.Set(card, position, review, target);
            (memory, _) = MemoryModel.Cell(review, memory, Memory);
        }
    }

    /// <summary>Days after which a card is recalled with a probability: the forgetting curve, solved for them.</summary>
    private static float Interval(float recall, float stability) =>
        stability * (MathF.Pow(recall, -1 / Memory.Decay) - 1) / (MathF.Pow(0.9f, -1 / Memory.Decay) - 1);

    /// <summary>A rating, 1 to 4.</summary>
    private static float Draw(float[] shares, Random random)
    {
        float at = random.NextSingle();
        int rating = 0;
        while (rating < shares.Length - 1 && at >= shares[rating])
        {
            at -= shares[rating++];
        }

        return rating + 1;
    }
}
