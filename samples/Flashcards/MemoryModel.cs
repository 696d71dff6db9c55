using NetGen;

namespace Flashcards;

/// <summary>
/// FSRS-6: what a learner remembers of a flashcard, by its reviews. Ye et al., https://doi.org/10.1145/3534678.3539081; formulas, first
/// numbers and bounds: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm, as fsrs-rs has them.
/// </summary>
[Network]
[Input(64, 2)]
[Loss(nameof(LogLoss))]
public partial class MemoryModel
{
    private const float LeastStability = 0.001f, MostStability = 36_500;

    /// <summary>How likely the card is recalled at each review, as known right before it.</summary>
    [Recurrent(nameof(Cell))]
    public partial Layer Recall { get; }

    /// <summary>What a review makes of a memory, and how likely the card was recalled.</summary>
    [Differentiable]
    public static (Memory After, float Recall) Cell(Review review, Memory before, Weights w)
    {
        if (review.Rating == 0)
        {
            return (before, 0);
        }

        if (before.Stability == 0)
        {
            return (new Memory(FirstStability(review.Rating, w), Between(1, FirstDifficulty(review.Rating, w), 10)), 0);
        }

        float recall = Retrievability(review.Days, before.Stability, w);
        float stability = review.Days == 0 ? SameDayStability(review.Rating, before, w)
            : review.Rating == 1 ? ForgottenStability(recall, before, w)
            : RecalledStability(recall, review.Rating, before, w);
        return (new Memory(Between(LeastStability, stability, MostStability), NextDifficulty(review.Rating, before, w)), recall);
    }

    /// <summary>The forgetting curve: 0.9 after as many days as the stability.</summary>
    [Differentiable]
    public static float Retrievability(float days, float stability, Weights w) =>
        MathF.Pow(1 + ((MathF.Pow(0.9f, -1 / w.Decay) - 1) * days / stability), -w.Decay);

    /// <summary>−log p of what happened; a target below 0 stands for a review that does not count.</summary>
    [Differentiable]
    public static float LogLoss(float recall, float target)
    {
        if (target < 0)
        {
            return 0;
        }

        float p = Between(1e-6f, recall, 1 - 1e-6f);
        return target == 1 ? -MathF.Log(p) : -MathF.Log(1 - p);
    }

    [Differentiable]
    private static float FirstStability(float rating, Weights w) => rating == 1 ? w.StabilityAfterAgain
        : rating == 2 ? w.StabilityAfterHard
        : rating == 3 ? w.StabilityAfterGood
        : w.StabilityAfterEasy;

    [Differentiable]
    private static float RecalledStability(float recall, float rating, Memory before, Weights w)
    {
        float growth = MathF.Exp(w.Growth) * (11 - before.Difficulty) * MathF.Pow(before.Stability, -w.GrowthByStability)
            * (MathF.Exp(w.GrowthByForgetting * (1 - recall)) - 1);
        return before.Stability * (1 + (growth * (rating == 2 ? w.HardPenalty : rating == 4 ? w.EasyBonus : 1)));
    }

    [Differentiable]
    private static float ForgottenStability(float recall, Memory before, Weights w)
    {
        float left = w.Lapse * MathF.Pow(before.Difficulty, -w.LapseByDifficulty)
            * (MathF.Pow(before.Stability + 1, w.LapseByStability) - 1) * MathF.Exp(w.LapseByForgetting * (1 - recall));
        return MathF.Min(left, before.Stability / MathF.Exp(w.SameDay * w.SameDayByRating));
    }

    [Differentiable]
    private static float SameDayStability(float rating, Memory before, Weights w)
    {
        float growth = MathF.Exp(w.SameDay * (rating - 3 + w.SameDayByRating)) * MathF.Pow(before.Stability, -w.SameDayByStability);
        return before.Stability * (rating == 1 ? growth : MathF.Max(growth, 1));
    }

    [Differentiable]
    private static float FirstDifficulty(float rating, Weights w) => w.Difficulty - MathF.Exp(w.DifficultyByRating * (rating - 1)) + 1;

    [Differentiable]
    private static float NextDifficulty(float rating, Memory before, Weights w)
    {
        float next = before.Difficulty + ((10 - before.Difficulty) / 9 * w.DifficultyStep * (3 - rating));
        return Between(1, next + (w.DifficultyReversion * (FirstDifficulty(4, w) - next)), 10);
    }

    [Differentiable]
    private static float Between(float least, float value, float most) => MathF.Min(MathF.Max(value, least), most);

    /// <summary>A review.</summary>
    /// <param name="Days">Since the one before; 0 on the same day.</param>
    /// <param name="Rating">1 again (forgotten), 2 hard, 3 good, 4 easy; 0 where a history has ended.</param>
    public readonly record struct Review(float Days, float Rating);

    /// <summary>What is known of a card; all 0 before its first review.</summary>
    /// <param name="Stability">Days after which it is recalled with a probability of 0.9.</param>
    /// <param name="Difficulty">1 to 10.</param>
    public readonly record struct Memory(float Stability, float Difficulty);

    /// <summary>What is learnt: w₀ to w₂₀ of the formulas, in this order.</summary>
    public sealed record Weights(
        [Learnable(Start = 0.212f, Min = 0.001f, Max = 100)] float StabilityAfterAgain,
        [Learnable(Start = 1.2931f, Min = 0.001f, Max = 100)] float StabilityAfterHard,
        [Learnable(Start = 2.3065f, Min = 0.001f, Max = 100)] float StabilityAfterGood,
        [Learnable(Start = 8.2956f, Min = 0.001f, Max = 100)] float StabilityAfterEasy,
        [Learnable(Start = 6.4133f, Min = 1, Max = 10)] float Difficulty,
        [Learnable(Start = 0.8334f, Min = 0.001f, Max = 4)] float DifficultyByRating,
        [Learnable(Start = 3.0194f, Min = 0.001f, Max = 4)] float DifficultyStep,
        [Learnable(Start = 0.001f, Min = 0.001f, Max = 0.75f)] float DifficultyReversion,
        [Learnable(Start = 1.8722f, Min = 0, Max = 4.5f)] float Growth,
        [Learnable(Start = 0.1666f, Min = 0, Max = 0.8f)] float GrowthByStability,
        [Learnable(Start = 0.796f, Min = 0.001f, Max = 3.5f)] float GrowthByForgetting,
        [Learnable(Start = 1.4835f, Min = 0.001f, Max = 5)] float Lapse,
        [Learnable(Start = 0.0614f, Min = 0.001f, Max = 0.25f)] float LapseByDifficulty,
        [Learnable(Start = 0.2629f, Min = 0.001f, Max = 0.9f)] float LapseByStability,
        [Learnable(Start = 1.6483f, Min = 0, Max = 4)] float LapseByForgetting,
        [Learnable(Start = 0.6014f, Min = 0, Max = 1)] float HardPenalty,
        [Learnable(Start = 1.8729f, Min = 1, Max = 6)] float EasyBonus,
        [Learnable(Start = 0.5425f, Min = 0, Max = 2)] float SameDay,
        [Learnable(Start = 0.0912f, Min = 0, Max = 2)] float SameDayByRating,
        [Learnable(Start = 0.0658f, Min = 0.01f, Max = 0.8f)] float SameDayByStability,
        [Learnable(Start = 0.1542f, Min = 0.1f, Max = 0.8f)] float Decay);
}
