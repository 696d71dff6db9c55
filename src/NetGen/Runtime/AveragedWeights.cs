using System.Numerics;

namespace NetGen.Runtime;

/// <summary>The average of all parameters and running statistics on the CPU; a program of the team of its own.</summary>
internal sealed class AveragedWeights<T> : ITeamProgram
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WeightAverage _rule;
    private readonly AlignedBuffer<T> _weights;
    private T _share;

    private AveragedWeights(WeightAverage rule, AlignedBuffer<T> weights)
    {
        _rule = rule;
        _weights = weights;
        Block = new AlignedBuffer<T>(weights.Length);
    }

    /// <summary>In the order of the parameters.</summary>
    public AlignedBuffer<T> Block { get; }

    /// <summary>How often weights were averaged.</summary>
    public long Count { get; set; }

    public static AveragedWeights<T>? Of(WeightAverage? rule, AlignedBuffer<T> weights) => rule is null ? null : new(rule, weights);

    /// <summary>Whether the weights after an update are averaged: then the program must run.</summary>
    public bool Begin(long update, double epoch)
    {
        double share = _rule.ShareOf(update, Count, epoch);
        _share = T.CreateChecked(share);
        Count += share > 0 ? 1 : 0;
        return share > 0;
    }

    public void Run(Worker worker)
    {
        while (worker.TakesShare())
        {
            (int start, int end) = worker.Split(Block.Length, 64);
            Span<T> average = Block.Span[start..end];
            ReadOnlySpan<T> weights = _weights.Span[start..end];
            if (_share < T.One)
            {
                GradientMath.Average(average, weights, _share);
            }
            else
            {
                weights.CopyTo(average);
            }
        }
    }
}
