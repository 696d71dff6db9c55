using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <content>What a run gives beside its gradients: losses and right answers.</content>
public abstract partial class IlgpuProgram<T>
{
    private int _lastSlot;

    /// <summary>Enqueues the counting of right answers and the keeping of the loss, into the clock's slot.</summary>
    private protected void Judge()
    {
        int judged = Signature.JudgedTarget;
        if (judged >= 0)
        {
            TargetPlan target = Signature.Targets[judged];
            OutputPlan output = Signature.OutputOf(target);
            int rows = output.RowsAt(_lengths);
            JudgeArguments<T> arguments = new()
            {
                Rows = rows,
                Pitch = output.PitchAt(_lengths),
                Line = output.Line,
                Width = output.Length < 0 ? output.Width : rows,
                Channels = output.Channels,
                IsImage = output.IsImage ? 1 : 0,
                Clock = Clock,
                Scores = _activations.View.BaseView.SubView(((long)output.Offset * Capacity) + output.Origin),
                Labels = _labels[judged].View,
                Targets = _targets[judged].View,
                Hits = Table.Hits,
                Left = Table.Left,
                IgnoredLabel = target.TakesLabels ? target.IgnoredLabel : -1,
            };
            Index3D groups = new(Batch * rows, 1, 1);
            int threads = Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)output.Channels), Math.Min(Device.GroupSize, 128));
            if (target.TakesLabels)
            {
                Queue.Launch(StepKernels.CountLabels<T>, groups, threads, arguments);
            }
            else if (target.IsDistribution)
            {
                Queue.Launch(StepKernels.CountShares<T>, groups, threads, arguments);
            }
            else
            {
                Queue.Launch(StepKernels.CountSides<T>, groups, threads, arguments);
            }
        }

        if (Signature.LossOffset >= 0)
        {
            Queue.Launch(StepKernels.KeepLoss<T>, new Index3D(1, 1, 1), 1, new LossArguments<T>
            {
                Clock = Clock,
                Halt = Table.Halt,
                Count = 1 + Signature.Losses.Count,
                Offsets = _lossOffsets.View.BaseView,
                Vectors = _vectors.View.BaseView,
                Losses = Table.Losses,
            });
        }
    }

    /// <summary>The result of a step in a slot that was read.</summary>
    internal BatchResult ResultAt(int slot, int count)
    {
        _lastSlot = slot;
        (int hits, int left) = Table[slot];
        int judged = Signature.JudgedTarget;
        int predictions = judged < 0 ? 0 : count * Signature.OutputOf(Signature.Targets[judged]).RowsAt(_lengths) - left;
        return new BatchResult(
            Signature.LossOffset < 0 ? 0 : double.CreateTruncating(Table.LossAt(slot, 0)), hits < 0 ? -1 - hits : hits, count, predictions)
        {
            IsSkipped = hits < 0,
        };
    }

    /// <inheritdoc/>
    internal override void ReadRows(int output, int first, int count, Span<double> rows)
    {
        OutputPlan plan = Signature.Outputs[output];
        int pitch = plan.PitchAt(_lengths);
        T[] block = new T[count * pitch];
        _activations.View.BaseView.SubView(((long)plan.Offset * Capacity) + ((long)first * pitch), block.Length)
            .CopyToCPU(Queue.Stream, block.AsSpan());
        plan.ReadRows<T>(block, count, _lengths, rows);
    }

    /// <inheritdoc/>
    internal override double LossAt(int loss) => double.CreateTruncating(Table.LossAt(_lastSlot, 1 + loss));
}
