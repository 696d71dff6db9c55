using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <content>What many layers in a row do together, though each alone does no harm.</content>
internal sealed partial class Hints
{
    /// <summary>As much as may be left of a gradient, or of a variance.</summary>
    private const double LeastLeft = 0.01;

    /// <summary>The slope of tanh for inputs of variance 1, in the mean.</summary>
    private const double TanhSlope = 0.61;

    /// <summary>Layers since something was normalized, or joined with what they were made of; and what they left.</summary>
    private sealed record Stack(int Layers, double Left)
    {
        public static readonly Stack None = new(0, 1);

        public Stack With(double factor) => factor == 1 ? this : new(Layers + 1, Left * factor);
    }

    private void Stacks()
    {
        Watch(SlopeOf, (value, stack) => Report(
            "NG0087", null, value.Use!, value.Operation!.Name, $"{stack.Layers}", Left(stack)));
        Watch(KeptVarianceOf, (value, stack) =>
        {
            Flow layer = WeightsBefore(value)!;
            string start = Weight(layer).Start.ToString();
            Report(
                "NG0088", new(Remedy.Set, nameof(Initializer), $"{nameof(Initializer)}.{nameof(Initializer.Auto)}"), layer.Use!,
                layer.Operation!.Name, start, $"{stack.Layers}", Left(stack));
        });
    }

    private static string Left(Stack stack) => stack.Left.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Multiplies factors along the values, and tells where their product gets too small.</summary>
    private void Watch(Func<Flow, double> factor, Action<Flow, Stack> report)
    {
        Dictionary<Flow, Stack> stacks = [];
        foreach (Flow value in _values)
        {
            Stack stack = IsFreshStart(value)
                ? Stack.None
                : value.Sources.Select(source => stacks.TryGetValue(source, out Stack of) ? of : Stack.None)
                    .OrderByDescending(of => of.Left).First();
            stacks[value] = stack.With(factor(value));
            if (stacks[value].Left < LeastLeft && stack.Left >= LeastLeft)
            {
                report(value, stacks[value]);
            }
        }
    }

    /// <summary>Whether the size of what comes out, and of its gradient, does not depend on that of what goes in.</summary>
    private static bool IsFreshStart(Flow value) => value.Operation is BatchNormOp or LayerNormOp or RmsNormOp or GroupedNormOp
        or RecurrenceOp or RecurrentOp or AttentionOp or EmbeddingOp;

    /// <summary>The most that an activation leaves of a gradient, or the mean.</summary>
    private static double SlopeOf(Flow value) => value.Operation switch
    {
        SigmoidOp => 1.0 / 4,
        HardSigmoidOp => 1.0 / 6,
        TanhOp => TanhSlope,
        _ => 1,
    };

    /// <summary>What weights of the user's choice and ReLU leave of a variance: fanIn·Var(W)/2.</summary>
    private static double KeptVarianceOf(Flow value)
    {
        if (WeightsBefore(value) is not { } layer)
        {
            return 1;
        }

        ParameterInfo weight = Weight(layer);
        double kept = weight.Start switch
        {
            Start.XavierUniform or Start.XavierNormal => 1.0 * weight.FanIn / (weight.FanIn + weight.FanOut),
            Start.LeCunUniform or Start.LeCunNormal => 0.5,
            _ => 1,
        };
        return kept == 1 ? 1 : kept * weight.Scale * weight.Scale;
    }

    /// <summary>The layer whose start the user chose and whose numbers a ReLU gets; null where there is none.</summary>
    private static Flow? WeightsBefore(Flow value)
    {
        if (value.Operation is not (ReluOp or Relu6Op))
        {
            return null;
        }

        Flow before = value.Sources[0];
        while (IsMovedOn(before))
        {
            before = before.Sources[0];
        }

        return before.Operation is ContractionOp { HasStart: true } ? before : null;
    }

    private static ParameterInfo Weight(Flow layer) => layer.Use!.Parameters.First(parameter => parameter.Role == "weight");
}
