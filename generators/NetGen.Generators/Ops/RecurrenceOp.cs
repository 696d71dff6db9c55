using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>
/// hₜ = cell(xₜ, hₜ₋₁) along a sequence, in layers, one way or both. What the input adds to each gate is one product for all positions; the
/// cell is the body of a <see cref="ScanNode"/>, made of ordinary nodes: its gradient follows from them.
/// </summary>
internal abstract class RecurrenceOp(RecurrenceAttribute attribute, int gates) : Operation
{
    protected int Hidden => (int)attribute.Hidden;

    private int Layers => (int)attribute.Layers;

    private double Dropout => (double)attribute.Dropout;

    protected IReadOnlyList<string> Ways => attribute.Bidirectional ? ["", "_reverse"] : [""];

    public override string? PaddingArgument => nameof(attribute.SkipPadding);

    public override string? PaddingInput => attribute.SkipPadding;

    public override bool FixesLength => true;

    public override bool Continues => true;

    public override bool LooksAhead => attribute.Bidirectional || attribute.LastOnly;

    public override bool MixesPositions(OperationUse use, int source) => use.Padding < 0;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.AtLeast(attribute.Hidden, 1) || !rule.AtLeast(attribute.Layers, 1, 1 << 10) || !rule.IsShare(Dropout))
        {
            return null;
        }

        if (!rule.Input.IsSequence)
        {
            return rule.Error(
                "NG0011", Name, rule.Input.ToString(), "a sequence (positions × features)",
                rule.Input.IsImage
                    ? "write [Permute] or [Reshape] to make lines or pixels its positions"
                    : "declare [Input(positions, features)], or put Embedding behind a token input");
        }

        if (!PaddingMask.Fits(rule, Name, attribute.SkipPadding))
        {
            return null;
        }

        int features = Hidden * Ways.Count;
        return attribute.LastOnly
            ? TensorShape.Features(features)
            : rule.Input with { Channels = features };
    }

    public override long MultiplyAdds(OperationUse use) => Enumerable.Range(0, Layers).Sum(layer =>
        (long)use.Input.Width * Ways.Count * gates * Hidden * (InputsOf(layer, use.Input) + Hidden));

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        for (int layer = 0; layer < Layers; layer++)
        {
            foreach (string way in Ways)
            {
                int inputs = InputsOf(layer, rule.Input);
                yield return Uniform(rule, $"weight_ih_l{layer}{way}", gates * Hidden, inputs);
                yield return Uniform(rule, $"weight_hh_l{layer}{way}", gates * Hidden, Hidden);
                foreach ((string role, int size) in attribute.Bias ? Biases : [])
                {
                    yield return Uniform(rule, $"{role}_l{layer}{way}", size);
                }
            }
        }
    }

    public override OnnxRecurrence? OnnxRecurrence(OperationUse use) => use.Padding >= 0
        ? null
        : OnnxCell with
        {
            Hidden = Hidden, Layers = Layers, Ways = Ways, IsLastOnly = attribute.LastOnly, HasBias = attribute.Bias,
        };

    /// <summary>ONNX's cell of the kind.</summary>
    protected abstract OnnxRecurrence OnnxCell { get; }

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input;
        for (int layer = 0; layer < Layers; layer++)
        {
            bool isLast = layer == Layers - 1;
            Node[] ways = [.. Ways.Select(way => Way(c, layer, way, x, attribute.LastOnly && isLast))];
            TensorShape shape = ways[0].Shape with { Channels = ways.Length * Hidden };
            x = ways.Length == 1 ? ways[0] : c.Add(JoinNode.Concat($"{c.Label} both ways{Suffix(layer)}", shape, ways));
            if (c.Training && Dropout > 0 && !isLast)
            {
                // Each layer has a random stream of its own.
                Expr random = new Expr.Uniform(c.Use.Index + (layer << 16)), kept = new Expr.Input(0) * (1 / (1 - Dropout));
                Expr dropped = Expr.Greater(Dropout, random, 0, kept);
                x = c.Map($"{c.Label} dropout{Suffix(layer)}", shape, dropped, x);
            }
        }

        return x;
    }

    /// <summary>The biases of a layer and their sizes.</summary>
    protected virtual IReadOnlyList<(string Role, int Size)> Biases => [("bias", gates * Hidden)];

    /// <summary>The states' new values; the first is what the layer gives.</summary>
    /// <param name="cell">The body.</param>
    /// <param name="input">What the input adds to each gate, with the bias.</param>
    /// <param name="states">The states.</param>
    protected abstract Node[] Step(CellBuilder cell, Node input, IReadOnlyList<Node> states);

    /// <summary>The states, for people.</summary>
    protected virtual IReadOnlyList<string> States => ["hidden"];

    private Node Way(ForwardContext c, int layer, string way, Node x, bool isLastOnly)
    {
        string end = $"_l{layer}{way}", name = $"{c.Label}{Suffix(layer)}{(way.Length > 0 ? " back" : "")}";
        TensorShape gated = x.Shape with { Channels = gates * Hidden };
        Node input = WeightedSum.Forward(
            c, $"{name} inputs", $"weight_ih{end}", $"bias{end}", ConvolutionGeometry.Linear(x.Shape, gated.Channels), gated, x);
        ScanBody body = new(new NetworkGraph(), x.Shape.Width, runsBackwards: way.Length > 0)
        {
            Length = x.Shape.Length, Continues = c.Mode == Mode.Decoding,
        };
        StepLeaf step = body.Step($"{name} input", gated);
        List<Node> inputs = [input];
        CellBuilder cell = new(body, name, role =>
        {
            ParameterLeaf parameter = (ParameterLeaf)c.Parameter($"{role}{end}");
            if (!inputs.Contains(parameter))
            {
                inputs.Add(parameter);
            }

            return body.Parameter(parameter);
        }, role => c.Has($"{role}{end}"));
        StateLeaf[] states =
            [.. States.Select(state => body.Graph.Add(new StateLeaf($"{name} {state} before", TensorShape.Features(Hidden))))];
        Node[] after = Step(cell, step, states);
        Node given = after[0];
        if (c.Use.Padding >= 0)
        {
            // At padding states stay as they were, and nothing is given.
            Node mask = PaddingMask.Of(c);
            StepLeaf counts = body.Step(mask.Name, mask.Shape);
            inputs.Add(mask);
            Node Where(string what, Node then, Expr otherwise, params Node[] others) =>
                cell.Map(what, Expr.Greater(new Expr.Input(1), 0, new Expr.Input(0), otherwise), [then, counts, .. others]);
            given = Where("given", after[0], 0);
            after = [.. after.Select((value, i) => Where($"{States[i]} that stays", value, new Expr.Input(2), states[i]))];
        }

        for (int i = 0; i < states.Length; i++)
        {
            body.Carry(states[i], after[i]);
        }

        if (isLastOnly)
        {
            body.Last(body.States[0]);
        }
        else
        {
            body.Result(given);
        }

        return c.Add(new ScanNode(name, body, body.ShapeOf(body.Results[0]), [.. inputs]));
    }

    private int InputsOf(int layer, TensorShape input) => layer == 0 ? input.Channels : Hidden * Ways.Count;

    private string Suffix(int layer) => Layers > 1 ? $" layer {layer}" : "";

    private ParameterInfo Uniform(ParameterRule rule, string role, params int[] dimensions) =>
        rule.Vector(role, 1, Start.Uniform) with
        {
            Dimensions = dimensions.ToEquatableArray(), FanIn = Hidden, Scale = 1 / Math.Sqrt(Hidden),
        };
}

/// <summary>What a cell is built with: nodes of a recurrence's body.</summary>
/// <param name="body">The body.</param>
/// <param name="name">Of the layer, for people.</param>
/// <param name="parameters">A parameter of the layer by its role.</param>
/// <param name="has">Whether the layer has one.</param>
internal sealed class CellBuilder(ScanBody body, string name, Func<string, Node> parameters, Func<string, bool> has)
{
    /// <summary>A formula over values of one position.</summary>
    public Node Map(string what, Expr formula, params Node[] inputs)
    {
        int channels = inputs.First(input => input.Shape.Kind == Axes.Elements).Shape.Channels;
        return body.Graph.Add(new MapNode($"{name} {what}", TensorShape.Features(channels), formula, inputs));
    }

    /// <summary>W · x.</summary>
    public Node Product(string what, string weight, Node x, int outputs) => body.Graph.Add(new ContractionNode(
        $"{name} {what}", ContractionRole.Output, ConvolutionGeometry.Linear(x.Shape, outputs), TensorShape.Features(outputs), x,
        parameters(weight)));

    /// <summary>The gates of what lies side by side: all before what reads them, which then is one pass.</summary>
    public Node[] Gates(Node all, int size, params string[] names) =>
    [
        .. names.Select((what, i) => body.Graph.Add(new MoveNode(
            $"{name} {what}", MoveKind.Slice, TensorShape.Features(size), new Place(0, 0, i * size), all))),
    ];

    /// <summary>The parameter of that role; null for none.</summary>
    public Node? Parameter(string role) => has(role) ? parameters(role) : null;
}
