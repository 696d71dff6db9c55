using NetGen.Runtime;

namespace NetGen;

/// <summary>Sums the losses of batches, each by its samples; adding a batch allocates nothing.</summary>
internal sealed class LossSums<T>(BatchRunner<T> runner)
    where T : unmanaged
{
    private readonly string[] _names = [.. runner.Signature.Losses.Select(loss => loss.Name)];
    private readonly double[] _sums = new double[runner.Signature.Losses.Count];
    private double _sum;
    private long _samples;

    /// <summary>Samples so far.</summary>
    public long Samples => _samples;

    /// <summary>Mean of the samples: the sum of all losses.</summary>
    public double Mean => _sum / _samples;

    /// <summary>Mean of the samples: each loss.</summary>
    public LossValues Means => new(_names, Array.ConvertAll(_sums, sum => sum / _samples));

    /// <summary>The losses of all samples, summed.</summary>
    public double Sum => _sum;

    /// <summary>Each loss likewise.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>Begins anew, or with what was added up before.</summary>
    public void Begin(EpochSums? before)
    {
        Array.Clear(_sums);
        before?.Losses.CopyTo(_sums, 0);
        (_sum, _samples) = (before?.Loss ?? 0, before?.Samples ?? 0);
    }

    /// <summary>Adds what the other processes have, in all of them.</summary>
    public void SumUp(ICommunicator communicator)
    {
        communicator.AllReduce(_sums);
        _sum = communicator.AllReduce(_sum);
        _samples = (long)communicator.AllReduce(_samples);
    }

    /// <summary>Adds the batch whose result the runner gave last.</summary>
    public void Add(in BatchResult result)
    {
        _sum += result.Loss * result.Count;
        _samples += result.Count;
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += runner.LossAt(i) * result.Count;
        }
    }
}
