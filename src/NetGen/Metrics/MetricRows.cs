using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>Reads the rows of one output and of its target, in double, and gives them to the metrics that judge it.</summary>
internal sealed class MetricRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Outputs that are read at once, where a sample has no more.</summary>
    private const int MostOutputs = 1 << 20;

    private readonly BatchRunner<T> _runner;
    private readonly Metric[] _metrics;
    private readonly int _target;
    private readonly TargetPlan _plan;
    private readonly OutputPlan _output;
    private readonly int _width;
    private readonly int _targetWidth;
    private readonly int _samplesAtOnce;
    private readonly double[] _outputs;
    private readonly double[] _targets;
    private readonly int[] _labels;
    private readonly int[] _samples;
    private readonly SharedRows? _shared;

    public MetricRows(BatchRunner<T> runner, int target, Metric[] metrics, ICommunicator? communicator)
    {
        (_runner, _metrics, _target, _plan) = (runner, metrics, target, runner.Signature.Targets[target]);
        _output = runner.Signature.OutputOf(_plan);
        (_width, _targetWidth) = (_output.Channels, MetricTargets.WidthOf(_plan, _output));
        int rows = _output.RowsAt([.. runner.Signature.Lengths]);
        _samplesAtOnce = Math.Clamp(MostOutputs / (rows * _width), 1, runner.Capacity);
        rows *= _samplesAtOnce;
        _outputs = new double[rows * _width];
        _targets = new double[rows * _targetWidth];
        _labels = new int[HasLabels ? rows : 0];
        _samples = new int[rows];
        _shared = communicator is null ? null : new(communicator, _outputs.Length, _labels.Length, _targets.Length, rows);
    }

    /// <summary>Adds the last run of the program.</summary>
    public void Add(int first, BatchPart part, ReadOnlySpan<int> lengths)
    {
        int most = _shared is null ? part.Count : BatchPart.Largest(part.Whole, _shared.Processes);
        for (int start = 0; start < most; start += _samplesAtOnce)
        {
            // Another process may have a sample more.
            int samples = Math.Clamp(part.Count - start, 0, _samplesAtOnce);
            int kept = samples > 0 ? Read(first + part.First, start, samples, _output.RowsAt(lengths)) : 0;
            if (_shared is null)
            {
                Judge(kept, _outputs, _labels, _targets, _samples);
                continue;
            }

            for (int rank = 0; rank < _shared.Processes; rank++)
            {
                int given = _shared.Give(rank, kept, _outputs, kept * _width, _labels, _targets, kept * _targetWidth, _samples);
                Judge(given, _shared.Outputs, _shared.Labels, _shared.Targets, _shared.Samples);
            }
        }
    }

    /// <summary>Reads samples of the last run; gives the rows that count.</summary>
    private int Read(int first, int start, int samples, int rows)
    {
        _runner.ReadRows(_plan.Output, start, samples, _outputs);
        for (int row = 0; row < samples * rows; row++)
        {
            _samples[row] = first + start + (row / rows);
        }

        return _plan.TakesLabels ? ReadLabels(start * rows, samples * rows)
            : _plan.IsDistribution ? ReadShares(start, samples, rows)
            : ReadTargets(start, samples, rows);
    }

    private void Judge(int kept, double[] outputs, int[] labels, double[] targets, int[] samples)
    {
        MetricBatch batch = new(
            _width,
            outputs.AsSpan(0, kept * _width),
            labels.AsSpan(0, HasLabels ? kept : 0),
            targets.AsSpan(0, kept * _targetWidth),
            _targetWidth,
            samples.AsSpan(0, kept));
        foreach (Metric metric in _metrics)
        {
            metric.Add(batch);
        }
    }

    /// <summary>Moves the rows together whose label counts.</summary>
    private int ReadLabels(int first, int rows)
    {
        ReadOnlySpan<int> labels = _runner.Labels(_target).Slice(first, rows);
        int kept = 0;
        for (int row = 0; row < rows; row++)
        {
            if (labels[row] != _plan.IgnoredLabel)
            {
                if (kept < row)
                {
                    _outputs.AsSpan(row * _width, _width).CopyTo(_outputs.AsSpan(kept * _width));
                }

                (_labels[kept], _samples[kept]) = (labels[row], _samples[row]);
                kept++;
            }
        }

        return kept;
    }

    private bool HasLabels => _plan.TakesLabels || _plan.IsDistribution;

    /// <summary>The class with the largest share is a row's label.</summary>
    private int ReadShares(int first, int samples, int rows)
    {
        Span<T> shares = _runner.Targets(_target)[(first * rows * _width)..];
        for (int i = 0; i < samples * rows; i++)
        {
            (int sample, int row) = Math.DivRem(i, rows);
            int place = (sample * rows * _width) + (_output.IsImage ? row : row * _width);
            _labels[i] = Judgement.LargestShare(ref shares[place], _width, _output.IsImage ? rows : 1);
        }

        return samples * rows;
    }

    /// <summary>Those of pictures are given channel after channel.</summary>
    private int ReadTargets(int first, int samples, int rows)
    {
        int size = rows * _targetWidth;
        ReadOnlySpan<T> values = _runner.Targets(_target).Slice(first * size, samples * size);
        for (int i = 0; i < values.Length; i++)
        {
            (int sample, int element) = Math.DivRem(i, size);
            (int channel, int row) = Math.DivRem(element, rows);
            _targets[_output.IsImage ? (((sample * rows) + row) * _targetWidth) + channel : i] = double.CreateTruncating(values[i]);
        }

        return samples * rows;
    }
}
