using System.Numerics;
using Flashcards;

namespace NetGen.Benchmarks.ByHand;

/// <summary>
/// The loss of <see cref="MemoryModel"/> over a card's reviews and its gradient, derived by hand: forward with what the way back reads
/// kept, then back, one card after the other. What depends on the weights alone is computed once for each step.
/// </summary>
/// <typeparam name="T">float, or double for finite differences.</typeparam>
internal sealed class MemoryByHand<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private const int Length = CardHistories.Length;

    private static readonly T s_least = Number(0.001f), s_most = Number(36_500), s_surest = Number(1e-6f);

    private readonly Step[] _steps = new Step[Length];
    private readonly T[] _w = new T[WeightCount], _sum = new T[WeightCount];
    private readonly T[] _sameDay = new T[5], _firstDifficulty = new T[5], _difficultyPower = new T[5];
    private T _curve, _growth, _cap;

    /// <summary>w₀ to w₂₀.</summary>
    public const int WeightCount = 21;

    /// <summary>The gradient of the cards since <see cref="Begin"/>, a sum.</summary>
    public ReadOnlySpan<T> Gradient => _sum;

    /// <summary>Begins a step: takes its weights, and forgets the cards of the last one.</summary>
    public void Begin(ReadOnlySpan<T> weights)
    {
        weights.CopyTo(_w);
        Array.Clear(_sum);
        _curve = T.Pow(Number(0.9f), -T.One / _w[20]) - T.One;
        _growth = T.Exp(_w[8]);
        _cap = T.Exp(-_w[17] * _w[18]);
        for (int rating = 1; rating <= 4; rating++)
        {
            _sameDay[rating] = T.Exp(_w[17] * (Number(rating - 3) + _w[18]));
            _difficultyPower[rating] = T.Exp(_w[5] * Number(rating - 1));
            _firstDifficulty[rating] = _w[4] - _difficultyPower[rating] + T.One;
        }
    }

    /// <summary>Adds a card's gradient; its loss, a sum over its reviews.</summary>
    public T Add(CardHistories cards, int card)
    {
        ReadOnlySpan<float> reviews = cards.Reviews.AsSpan(2 * card * Length, 2 * Length);
        ReadOnlySpan<float> targets = cards.Targets.AsSpan(card * Length, Length);
        int count = Forward(reviews, targets, out T loss);
        Backward(reviews, targets, count);
        return loss;
    }

    private int Forward(ReadOnlySpan<float> reviews, ReadOnlySpan<float> targets, out T loss)
    {
        T s = T.Zero, d = T.Zero;
        loss = T.Zero;
        for (int i = 0; i < Length; i++)
        {
            int rating = (int)reviews[(2 * i) + 1];
            if (rating == 0)
            {
                return i;
            }

            ref Step step = ref _steps[i];
            (T stability, T difficulty) = (_w[rating - 1], _firstDifficulty[rating]);
            if (i > 0)
            {
                (step.Stability, step.Difficulty, step.LogStability) = (s, d, T.Log(s));
                stability = reviews[2 * i] == 0 ? SameDay(ref step, rating) : Later(ref step, reviews[2 * i], rating, targets[i], ref loss);
                difficulty = NextDifficulty(d, rating);
            }

            s = Between(s_least, stability, s_most, out step.IsStabilityFree);
            d = Between(T.One, difficulty, Number(10), out step.IsDifficultyFree);
        }

        return Length;
    }

    private T SameDay(ref Step step, int rating)
    {
        T growth = _sameDay[rating] * T.Exp(-_w[19] * step.LogStability);
        step.A = rating == 1 ? growth : T.Max(growth, T.One);
        return step.Stability * step.A;
    }

    private T Later(ref Step step, float days, int rating, float target, ref T loss)
    {
        step.LogBase = T.Log(T.One + (_curve * Number(days) / step.Stability));
        step.Recall = T.Exp(-_w[20] * step.LogBase);
        loss += Loss(step.Recall, target);
        return rating == 1 ? Forgotten(ref step) : Recalled(ref step, rating);
    }

    private T Recalled(ref Step step, int rating)
    {
        step.A = _growth * (Number(11) - step.Difficulty) * T.Exp(-_w[9] * step.LogStability);
        step.B = T.Exp(_w[10] * (T.One - step.Recall));
        return step.Stability * (T.One + (step.A * Share(rating) * (step.B - T.One)));
    }

    private T Forgotten(ref Step step)
    {
        step.LogDifficulty = T.Log(step.Difficulty);
        step.LogNext = T.Log(step.Stability + T.One);
        step.A = _w[11] * T.Exp((-_w[12] * step.LogDifficulty) + (_w[14] * (T.One - step.Recall)));
        step.B = T.Exp(_w[13] * step.LogNext);
        return T.Min(step.A * (step.B - T.One), step.Stability * _cap);
    }

    private T NextDifficulty(T d, int rating)
    {
        T next = d + ((Number(10) - d) / Number(9) * _w[6] * Number(3 - rating));
        return next + (_w[7] * (_firstDifficulty[4] - next));
    }

    private T Share(int rating) => rating == 2 ? _w[15] : rating == 4 ? _w[16] : T.One;

    private void Backward(ReadOnlySpan<float> reviews, ReadOnlySpan<float> targets, int count)
    {
        T[] w = _w, sum = _sum;
        T ds = T.Zero, dd = T.Zero;
        for (int i = count - 1; i > 0; i--)
        {
            ref Step step = ref _steps[i];
            float days = reviews[2 * i];
            int rating = (int)reviews[(2 * i) + 1];
            T next = step.IsStabilityFree ? ds : T.Zero;
            T difficulty = step.IsDifficultyFree ? dd : T.Zero;
            dd = BackFromDifficulty(step.Difficulty, rating, difficulty);
            if (days == 0)
            {
                ds = BackFromSameDay(step, rating, next);
                continue;
            }

            T recall = LossSlope(step.Recall, targets[i]);
            ds = rating == 1 ? BackFromForgotten(step, next, ref recall, ref dd) : BackFromRecalled(step, rating, next, ref recall, ref dd);

            // R = b^−w₂₀, b = 1 + c·t/S, c = 0.9^(−1/w₂₀) − 1.
            T power = recall * step.Recall;
            T inner = -power * w[20] * T.Exp(-step.LogBase) * Number(days) / step.Stability;
            sum[20] += (inner * (_curve + T.One) * T.Log(Number(0.9f)) / (w[20] * w[20])) - (power * step.LogBase);
            ds -= inner * _curve / step.Stability;
        }

        if (count > 0)
        {
            int rating = (int)reviews[1];
            sum[rating - 1] += ds;
            if (_steps[0].IsDifficultyFree)
            {
                sum[4] += dd;
                sum[5] -= dd * Number(rating - 1) * _difficultyPower[rating];
            }
        }
    }

    private T BackFromDifficulty(T d, int rating, T slope)
    {
        T change = Number(3 - rating) / Number(9);
        T next = d + ((Number(10) - d) * change * _w[6]), kept = slope * (T.One - _w[7]);
        _sum[7] += slope * (_firstDifficulty[4] - next);
        _sum[4] += slope * _w[7];
        _sum[5] -= slope * _w[7] * Number(3) * _difficultyPower[4];
        _sum[6] += kept * (Number(10) - d) * change;
        return kept * (T.One - (change * _w[6]));
    }

    private T BackFromSameDay(in Step step, int rating, T slope)
    {
        if (rating > 1 && step.A <= T.One)
        {
            return slope;
        }

        T whole = slope * step.Stability * step.A;
        _sum[17] += whole * (Number(rating - 3) + _w[18]);
        _sum[18] += whole * _w[17];
        _sum[19] -= whole * step.LogStability;
        return slope * step.A * (T.One - _w[19]);
    }

    private T BackFromRecalled(in Step step, int rating, T slope, ref T recall, ref T difficulty)
    {
        T share = Share(rating), grown = step.A * share * (step.B - T.One), whole = slope * step.Stability * grown;
        _sum[8] += whole;
        _sum[9] -= whole * step.LogStability;
        difficulty -= whole / (Number(11) - step.Difficulty);
        if (rating != 3)
        {
            _sum[rating == 2 ? 15 : 16] += slope * step.Stability * step.A * (step.B - T.One);
        }

        T power = slope * step.Stability * step.A * share * step.B;
        _sum[10] += power * (T.One - step.Recall);
        recall -= power * _w[10];
        return slope * (T.One + (grown * (T.One - _w[9])));
    }

    private T BackFromForgotten(in Step step, T slope, ref T recall, ref T difficulty)
    {
        T left = step.A * (step.B - T.One), cap = step.Stability * _cap;
        if (left > cap)
        {
            _sum[17] -= slope * cap * _w[18];
            _sum[18] -= slope * cap * _w[17];
            return slope * _cap;
        }

        T whole = slope * left, power = slope * step.A * step.B;
        _sum[11] += whole / _w[11];
        _sum[12] -= whole * step.LogDifficulty;
        difficulty -= whole * _w[12] / step.Difficulty;
        _sum[13] += power * step.LogNext;
        _sum[14] += whole * (T.One - step.Recall);
        recall -= whole * _w[14];
        return power * _w[13] / (step.Stability + T.One);
    }

    private static T Loss(T recall, float target)
    {
        T p = T.Min(T.Max(recall, s_surest), T.One - s_surest);
        return target < 0 ? T.Zero : target == 1 ? -T.Log(p) : -T.Log(T.One - p);
    }

    private static T LossSlope(T recall, float target) =>
        target < 0 || recall < s_surest || recall > T.One - s_surest ? T.Zero : target == 1 ? -T.One / recall : T.One / (T.One - recall);

    private static T Between(T least, T value, T most, out bool isFree)
    {
        isFree = value >= least && value <= most;
        return T.Min(T.Max(value, least), most);
    }

    private static T Number(float value) => T.CreateTruncating(value);

    /// <summary>What a review leaves for the way back: the memory before it, and what was computed of it.</summary>
    private struct Step
    {
        public T Stability, Difficulty, LogStability, LogBase, Recall, LogDifficulty, LogNext, A, B;
        public bool IsStabilityFree, IsDifficultyFree;
    }
}
