namespace Flashcards;

/// <summary>The numbers of a memory in their order, w₀ to w₂₀.</summary>
internal static class WeightNumbers
{
    /// <summary>The numbers.</summary>
    public static float[] Of(MemoryModel.Weights w) =>
    [
        w.StabilityAfterAgain, w.StabilityAfterHard, w.StabilityAfterGood, w.StabilityAfterEasy,
        w.Difficulty, w.DifficultyByRating, w.DifficultyStep, w.DifficultyReversion,
        w.Growth, w.GrowthByStability, w.GrowthByForgetting,
        w.Lapse, w.LapseByDifficulty, w.LapseByStability, w.LapseByForgetting,
        w.HardPenalty, w.EasyBonus,
        w.SameDay, w.SameDayByRating, w.SameDayByStability, w.Decay,
    ];

    /// <summary>A memory with these numbers.</summary>
    public static MemoryModel.Weights From(ReadOnlySpan<float> n) => new(
        n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10],
        n[11], n[12], n[13], n[14], n[15], n[16], n[17], n[18], n[19], n[20]);

    /// <summary>What a network has learnt so far.</summary>
    public static MemoryModel.Weights Of(MemoryModel network) => From([.. network.Parameters.Select(parameter => parameter.Span[0])]);
}
