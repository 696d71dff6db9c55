using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Warnings of what builds and trains, but is hardly meant: looks at how values flow, and changes nothing.</summary>
internal sealed partial class Hints
{
    private const string GiveLengths = "run sequences of one length together instead of filling them up";

    private readonly ShapedNetwork _network;
    private readonly IReadOnlyList<Flow> _values;
    private readonly IReadOnlyList<Flow> _outputs;
    private readonly List<DiagnosticInfo> _found = [];

    private Hints(ShapedNetwork network)
    {
        _network = network;
        (_values, _outputs) = Flow.Of(network);
    }

    public static IEnumerable<DiagnosticInfo> Of(ShapedNetwork network)
    {
        Hints hints = new(network);
        if (network.Losses.Count > 0)
        {
            hints.Probabilities();
            hints.OutOfReach();
            hints.LostBiases();
            hints.Unreached();
            hints.Dropouts();
            hints.Activations();
            hints.Stacks();
        }

        hints.Padding();
        return hints._found.Distinct();
    }

    /// <summary>A loss that takes scores gets probabilities: what made them is at fault, however far before it stands.</summary>
    private void Probabilities()
    {
        foreach (ShapedLoss loss in _network.Losses.Where(loss => loss.Loss.Squashes is not null))
        {
            foreach (Flow squashed in ProbabilitiesIn(_outputs[loss.Output]) ?? [])
            {
                string id = squashed.Operation is SoftmaxOp or LogSoftmaxOp ? "NG0033" : "NG0034";
                string output = _network.Outputs[loss.Output].Name;
                Report(id, Removal(squashed), squashed.Use!, output, loss.Loss.Name, loss.Loss.Squashes!, squashed.Operation!.Name);
            }
        }
    }

    /// <summary>Where all numbers of a value became probabilities, or their logarithms; null where some are none.</summary>
    private static Flow[]? ProbabilitiesIn(Flow value)
    {
        if (value.Operation is SoftmaxOp or LogSoftmaxOp or SigmoidOp or LogSigmoidOp or HardSigmoidOp)
        {
            return [value];
        }

        Flow[]?[] sources = value.Operation is { PassesProbabilities: true } ? [.. value.Sources.Select(ProbabilitiesIn)] : [null];
        return sources.Any(source => source is null) ? null : [.. sources.SelectMany(source => source!)];
    }

    /// <summary>
    /// A number added to a whole channel in front of BatchNorm, whose mean takes it away; where weights are shared, everywhere.
    /// </summary>
    private void LostBiases()
    {
        foreach (IGrouping<ParameterInfo, Flow> uses in _values.Where(value => BiasOf(value) is not null).GroupBy(value => BiasOf(value)!))
        {
            foreach (Flow value in uses.All(IsShiftLost) ? uses : Enumerable.Empty<Flow>())
            {
                Report("NG0081", new(Remedy.Set, "Bias", "false"), value.Use!, value.Operation!.Name, value.Use!.Stage);
            }
        }
    }

    private static ParameterInfo? BiasOf(Flow value) =>
        value.Operation is ContractionOp ? value.Use!.Parameters.FirstOrDefault(p => p.Role == "bias") : null;

    /// <summary>Whether BatchNorm takes away what is added to a channel, whoever reads it.</summary>
    private static bool IsShiftLost(Flow value) => !value.IsOutput && value.Readers.Count > 0
        && value.Readers.All(reader =>
            reader.Operation is BatchNormOp norm
                ? !norm.IsFrozen(reader.Use!)
                : reader.Operation!.PassesShift(reader.Use!) && IsShiftLost(reader));

    /// <summary>Stages whose weights no step of the training changes.</summary>
    private void Unreached()
    {
        HashSet<ParameterInfo> reached = _network.Reached();
        foreach (ShapedStage stage in _network.Stages)
        {
            ParameterInfo[] left = [.. stage.Parameters.Where(p => p.IsTrained && !reached.Contains(p))];
            if (left.Length > 0)
            {
                string count = left.Sum(p => (long)p.Size).ToString(CultureInfo.InvariantCulture);
                _found.Add(DiagnosticInfo.Create("NG0082", new Site(stage.Model.Name, -1), stage.Model.Name, count));
            }
        }
    }

    /// <summary>Positions that only fill a sequence up, where they are taken for any other.</summary>
    private void Padding()
    {
        foreach (Flow value in _values)
        {
            OperationUse use = value.Use!;
            for (int source = 0; source < value.Sources.Count; source++)
            {
                if (value.Sources[source].Padded is { } padded && use.Operation.MixesPositions(use, source)
                    && !(use.Operation is Conv1dOp { HasBorderOfZeros: true } && value.Sources[source].IsPaddingZero))
                {
                    string? argument = use.Operation.PaddingArgument, name = $"\"{padded.Name}\"";
                    string instead = argument is null ? GiveLengths : $"write {argument} = {name}";
                    Report(
                        "NG0083", argument is null ? null : new(Remedy.Set, argument, name), use,
                        use.Operation.Name, padded.Name, Text(padded.Padding), instead);
                }
            }

            // Where a length is fixed, as in Flatten and Slice, each position is itself; a second factor or memory has positions of its
            // own.
            bool keepsPositions = use.Output.IsSequence && use.Output.Width == use.Input.Width && use.Operation is not PermuteOp;
            int beside = use.Operation is AttentionOp or MatMulOp ? 1 : value.Sources.Count;
            IEnumerable<Flow> aligned = keepsPositions ? value.Sources.Take(beside) : [];
            value.Padded = aligned.FirstOrDefault(source => source.Padded is not null)?.Padded;
            value.IsPaddingZero = value.Padded is not null && use.Operation switch
            {
                EmbeddingOp or RecurrenceOp => use.Padding >= 0,
                DropoutOp or ReluOp => value.Sources[0].IsPaddingZero,
                _ => false,
            };
        }

        foreach (ShapedLoss loss in _network.Losses)
        {
            if (loss.Outputs.Select(output => _outputs[output].Padded).FirstOrDefault(value => value is not null) is { } padded
                && loss.Loss.IgnoredLabel < 0)
            {
                _found.Add(DiagnosticInfo.Create("NG0083", loss.Site, loss.Loss.Name, padded.Name, Text(padded.Padding), GiveLengths));
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Remedy Removal(Flow value) => new(Remedy.Remove, value.Operation!.Name);

    private void Report(string id, Remedy? remedy, OperationUse use, params string[] arguments) =>
        _found.Add((DiagnosticInfo.Create(id, use.Site, arguments) with { Remedy = remedy }).Inside(use.Within));
}
