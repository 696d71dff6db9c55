using System.Diagnostics;

namespace NetGen.Benchmarks.Scaling;

/// <summary>
/// One process that does all that one of two does, but speaks to nobody: the other is taken to have the same. Notes when each sum is begun.
/// </summary>
internal sealed class RehearsedCommunicator : ICommunicator
{
    private readonly List<(long Bytes, long Begun)> _step = [];

    public int Rank => 0;

    public int Size => 2;

    public int LocalRank => 0;

    /// <summary>Of each step: bytes of each sum, and seconds from its beginning to the end of the gradients.</summary>
    public List<(long Bytes, double Lead)[]> Steps { get; } = [];

    public void Broadcast(Span<byte> values, int root = 0)
    {
    }

    public void AllReduce(Span<float> values) => BeginAllReduce(values);

    public void AllReduce(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value *= Size;
        }
    }

    public void BeginAllReduce(Span<float> values) => _step.Add(((long)values.Length * sizeof(float), Stopwatch.GetTimestamp()));

    public void EndAllReduces()
    {
        long end = Stopwatch.GetTimestamp();
        Steps.Add([.. _step.Select(sum => (sum.Bytes, Stopwatch.GetElapsedTime(sum.Begun, end).TotalSeconds))]);
        _step.Clear();
    }

    public void Barrier()
    {
    }

    public void Abort(string reason) => throw new InvalidOperationException(reason);
}
