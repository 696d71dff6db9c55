using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <content>Activations and dropout where they are hardly meant.</content>
internal sealed partial class Hints
{
    /// <summary>A loss whose output is kept within bounds by an activation, and so away from what its targets ask for.</summary>
    private void OutOfReach()
    {
        foreach (ShapedLoss loss in _network.Losses)
        {
            ShapedOutput output = _network.Outputs[loss.Output];
            Flow value = _outputs[loss.Output];
            bool isReported = loss.Loss.Squashes is not null && ProbabilitiesIn(value) is not null;
            if (!isReported && Bounds(value) is var (last, reach) && loss.Loss.Missing(reach, output.Shape.Channels) is { } missing)
            {
                bool isOfLogarithms = loss.Loss is (NllLoss or KlDivergenceLoss) && last.Operation is SoftmaxOp;
                Remedy remedy = isOfLogarithms ? new(Remedy.Replace, "Softmax", "LogSoftmax") : Removal(last);
                Report(
                    "NG0084", remedy, last.Use!, output.Name, last.Operation!.Name, reach.ToString(), loss.Loss.Name, missing,
                    isOfLogarithms ? "write LogSoftmax" : $"remove {last.Operation.Name}");
            }
        }
    }

    /// <summary>The activation that bounds a value, and within what; null where none does.</summary>
    private static (Flow Last, Reach Reach)? Bounds(Flow value)
    {
        Flow last = value;
        while (last.Operation is { Reach: null } && IsMovedOn(last))
        {
            last = last.Sources[0];
        }

        // What is dropped is 0.
        return last.Operation?.Reach is not { } reach ? null
            : last == value ? (last, reach)
            : (last, new Reach(Math.Min(reach.Least, 0), Math.Max(reach.Most, 0)));
    }

    /// <summary>Dropout whose zeros are taken into the statistics of BatchNorm, or for predictions.</summary>
    private void Dropouts()
    {
        foreach (Flow value in _values.Where(value => value.Operation is BatchNormOp norm && !norm.IsFrozen(value.Use!)))
        {
            if (DropoutBefore(value.Sources[0], IsMovedOn) is { Operation: DropoutOp { Rate: var rate }, Use: { } dropout })
            {
                bool isOfOneStage = dropout.Site.Member == value.Use!.Site.Member && dropout.Site.Block == value.Use.Site.Block;
                Report(
                    "NG0085", isOfOneStage ? new(Remedy.Move, value.Operation!.Name) : null, dropout, Text(rate), Text(1 / (1 - rate)));
            }
        }

        foreach (ShapedLoss loss in _network.Losses)
        {
            if (DropoutBefore(_outputs[loss.Output], IsOnlyMoved) is { Operation: DropoutOp { Rate: var rate } } dropout)
            {
                Report("NG0086", Removal(dropout), dropout.Use!, Text(rate), loss.Loss.Name);
            }
        }
    }

    private static Flow? DropoutBefore(Flow value, Func<Flow, bool> passes)
    {
        while (value.Operation is not DropoutOp { Rate: > 0 } && passes(value))
        {
            value = value.Sources[0];
        }

        return value.Operation is DropoutOp { Rate: > 0 } ? value : null;
    }

    /// <summary>Activations with nothing between.</summary>
    private void Activations()
    {
        foreach (Flow value in _values.Where(IsActivation))
        {
            Flow first = value.Sources[0];

            // A product has a gate, which may be composed: x · tanh(softplus(x)).
            if (IsActivation(first) && !value.Readers.Any(reader => reader.Operation is MultiplyOp))
            {
                bool isSame = value.Operation!.Name == first.Operation!.Name;
                Report(
                    "NG0089", isSame ? Removal(value) : null, value.Use!, value.Operation.Name, first.Operation.Name,
                    value.Operation is ReluOp && first.Operation.Reach is { Least: >= 0 } ? ", and changes nothing" : "");
            }
        }
    }

    private static bool IsActivation(Flow value) => value.Operation is ElementwiseOp { Activation: not null };

    /// <summary>Whether its numbers are those of its one source, in other places, fewer, or averaged.</summary>
    private static bool IsMovedOn(Flow value) =>
        value.Operation is { PassesProbabilities: true, Activation: null } && value.Sources.Count == 1;

    private static bool IsOnlyMoved(Flow value) => value.Operation is FlattenOp or ReshapeOp or PermuteOp or SliceOp;

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
