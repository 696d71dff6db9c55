using System.Globalization;
using System.Runtime.CompilerServices;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>What a shape rule sees, and where it reports.</summary>
internal sealed class ShapeRule(
    AttributeModel attribute, TensorShape input, IReadOnlyList<StageShape> others, string stage, List<DiagnosticInfo> diagnostics)
{
    public TensorShape Input { get; } = input;

    /// <summary>The stages named in the attribute.</summary>
    public IReadOnlyList<StageShape> Others { get; } = others;

    public string Stage { get; } = stage;

    /// <summary>Reports at the attribute and gives null, so that a rule can return it.</summary>
    public TensorShape? Error(string id, params string[] arguments) => Mendable(id, null, arguments);

    /// <summary>The same, with what would mend it.</summary>
    public TensorShape? Mendable(string id, Remedy? remedy, params string[] arguments)
    {
        diagnostics.Add(DiagnosticInfo.Create(id, attribute.Site, arguments) with { Remedy = remedy });
        return null;
    }

    /// <summary>Reports a warning at the attribute.</summary>
    public void Warn(string id, params string[] arguments) => Error(id, arguments);

    /// <summary>Reports that another operation is meant, which takes the same arguments where none of them differs for the axes.</summary>
    public TensorShape? ErrorOfOther(string needs, string other) => Mendable(
        "NG0011", attribute.Arguments.Any(argument => argument.Value.Items is not null) ? null : new(Remedy.Replace, attribute.Name, other),
        attribute.Name, Input.ToString(), needs, $"write {other}");

    /// <summary>Warns of a normalization over one value.</summary>
    public void WarnOfOneValue(TensorShape over, string so, string instead) => Warn("NG0080", attribute.Name, over.ToString(), so, instead);

    /// <summary>Whether a size is at least <paramref name="least"/> and not absurdly large; reports where it is not.</summary>
    public bool AtLeast(object size, int least, int most = 1 << 24, [CallerArgumentExpression(nameof(size))] string name = "")
    {
        string allowed = $"a whole number from {least} to {most}";
        if (size is int[])
        {
            return Check(ArgumentOf(name), false, "several", allowed);
        }

        int value = PerAxis.Numbers(size).Single();
        return Check(value, value >= least && value <= most, allowed, name);
    }

    /// <summary>The same for distances in pixels, whose products must stay numbers a compiler can count with.</summary>
    public bool IsDistance(object size, int least, [CallerArgumentExpression(nameof(size))] string name = "") =>
        AtLeast(size, least, 1 << 14, name);

    /// <summary>The same for sizes that may be height and width, or for all four sides.</summary>
    public bool AreDistances(object sizes, int least, bool mayBeSides = false, [CallerArgumentExpression(nameof(sizes))] string name = "")
    {
        int[] numbers = PerAxis.Numbers(sizes);
        string allowed = "one number, or height and width" + (mayBeSides ? ", or top, left, bottom and right" : "");
        bool fit = numbers.Length is 1 or 2 || (mayBeSides && numbers.Length == 4);
        return Check(ArgumentOf(name), fit, $"{numbers.Length} numbers", allowed) && numbers.All(number => IsDistance(number, least, name));
    }

    /// <summary>The same for what is added on the sides of an image or, before and behind it, of a sequence.</summary>
    public bool AreSides(object sizes, bool isOfSequence, [CallerArgumentExpression(nameof(sizes))] string name = "")
    {
        int[] numbers = PerAxis.Numbers(sizes);
        return isOfSequence
            ? Check(ArgumentOf(name), numbers.Length is 1 or 2, $"{numbers.Length} numbers", "one number, or before and behind")
                && numbers.All(number => IsDistance(number, 0, name))
            : AreDistances(sizes, 0, mayBeSides: true, name);
    }

    /// <summary>The same for the padding of windows, which may be as much as keeps the size where the stride is 1.</summary>
    public bool IsPadding(object padding, object stride, bool isOfSequence, [CallerArgumentExpression(nameof(padding))] string name = "") =>
        PerAxis.IsSame(padding)
            ? Check(ArgumentOf(name), PerAxis.Numbers(stride).All(step => step == 1), "Same", "numbers where the stride is not 1")
            : AreSides(padding, isOfSequence, name);

    /// <summary>Whether a window fits the padded input on both axes; reports where it does not.</summary>
    public bool Fit(Window y, Window x)
    {
        (string Name, Window Window, int Size)[] small =
        [
            .. new[] { ("height", y, Input.Height), (Input.IsImage ? "width" : "length", x, Input.Width) }
                .Where(axis => axis.Item2.Count(axis.Item3) == 0),
        ];
        if (small.Length > 0)
        {
            Mendable(
                "NG0012", KeepsSize(y, x), attribute.Name, $"{y.Extent}×{x.Extent}",
                $"{y.Padded(Input.Height)}×{x.Padded(Input.Width)}", Input.ToString(),
                string.Join(", ", small.Select(axis => $"{axis.Name}: {axis.Window.CountText(axis.Size)} < 1")));
        }

        return small.Length == 0;
    }

    /// <summary>The padding that keeps the size, but for strides; null where there is none that is the same all round.</summary>
    private Remedy? KeepsSize(Window y, Window x)
    {
        bool isOdd = (y.Extent == x.Extent || !Input.IsImage) && x.Extent % 2 == 1;
        string? padding = y.Stride * x.Stride == 1 ? "Padding.Same" : isOdd ? $"{x.Extent / 2}" : null;
        return padding is null || attribute.Arguments.Any(argument => argument.Name == "paddingMode")
            ? null
            : new(Remedy.Set, "Padding", padding);
    }

    /// <summary>Whether groups divide the channels; reports where they do not.</summary>
    public bool Divide(int groups, int inputs, int outputs)
    {
        int[] left = [.. new[] { inputs, outputs }.Distinct().Where(channels => channels % groups != 0)];
        if (left.Length > 0)
        {
            int nearest = Divisors.Nearest(Divisors.Common(inputs, outputs), groups);
            Mendable(
                "NG0014", new(Remedy.Set, "Groups", $"{nearest}"), $"{groups}", $"{inputs}", $"{outputs}", attribute.Name,
                string.Join(", ", left.Select(channels => Divisors.Remainder(channels, groups))), $"{nearest}");
        }

        return left.Length == 0;
    }

    /// <summary>Whether a number is a probability that leaves something.</summary>
    public bool IsShare(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Check(value, value >= 0 && value < 1, "at least 0 and less than 1", name);

    /// <summary>Whether a number is one to multiply or divide by.</summary>
    public bool IsFactor(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Check(value, value > 0 && value <= 1000, "above 0 and at most 1000", name);

    /// <summary>Whether a number is small enough to be added to what is divided by.</summary>
    public bool IsEpsilon(float epsilon) =>
        Check(Rate.AsWritten(epsilon), epsilon > 0 && epsilon < 1, "greater than 0 and less than 1", nameof(epsilon));

    /// <summary>Whether what parameters start from are ordinary numbers; reports where they are not.</summary>
    public bool CanStart() => attribute.Arguments.Where(argument => argument.Name is "gain" or "biasStart" or "start").All(argument =>
        Check(argument.Value.Number ?? 0, Math.Abs(argument.Value.Number ?? 0) <= 1000, "from −1000 to 1000", argument.Name));

    /// <summary>Whether a condition on a number holds; reports where it does not.</summary>
    public bool Check(double value, bool holds, string allowed, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Check(ArgumentOf(name), holds, value.ToString(CultureInfo.InvariantCulture), allowed);

    /// <summary>Whether a condition on an argument holds; reports where it does not.</summary>
    public bool Check(string name, bool holds, string seen, string allowed)
    {
        if (!holds)
        {
            Error("NG0010", attribute.Name, name, seen, allowed);
        }

        return holds;
    }

    /// <summary>"kernel" for attribute.Kernel.</summary>
    private static string ArgumentOf(string expression)
    {
        string name = expression.TrimEnd(')').Split('.').Last();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}

/// <summary>A stage's name and its output.</summary>
internal sealed record StageShape(string Stage, TensorShape Shape);

/// <summary>What an operation knows when it names its parameters.</summary>
/// <param name="input">Shape of the input.</param>
/// <param name="others">The other values it reads.</param>
/// <param name="label">"Stem.conv2d0".</param>
/// <param name="stage">"Stem".</param>
/// <param name="next">The activation that follows; null where none does.</param>
internal sealed class ParameterRule(TensorShape input, IReadOnlyList<StageShape> others, string label, string stage, Activation? next)
{
    public TensorShape Input { get; } = input;

    public IReadOnlyList<StageShape> Others { get; } = others;

    /// <summary>Of the token input that is read; 0 for values.</summary>
    public int Vocabulary { get; init; }

    /// <summary>A weight: started as the attribute says, or by the activation that follows.</summary>
    public ParameterInfo Weight(string role, int fanIn, int fanOut, int[] dimensions, WeightedAttribute weights)
    {
        Start start = weights.Initializer == Initializer.Auto ? StartBefore(next) : Of(weights.Initializer);
        return new ParameterInfo($"{label}.{role}", stage, role, dimensions.ToEquatableArray(), start, fanIn, fanOut, true)
        {
            Scale = Rate.AsWritten(weights.Gain),
        };
    }

    /// <summary>A trained table with a row for each token or position: started as the attribute says, or from N(0, 0.02²).</summary>
    public ParameterInfo Table(string role, int rows, int columns, WeightedAttribute weights)
    {
        bool isAuto = weights.Initializer == Initializer.Auto;
        return Table(role, rows, columns, isAuto ? Start.Normal : Of(weights.Initializer), isTrained: true) with
        {
            FanIn = columns,
            FanOut = rows,
            Scale = Rate.AsWritten(weights.Gain) * (isAuto ? 0.02 : 1),
        };
    }

    /// <summary>A table that no training changes.</summary>
    public ParameterInfo Table(string role, int rows, int columns, Start start) => Table(role, rows, columns, start, isTrained: false);

    private ParameterInfo Table(string role, int rows, int columns, Start start, bool isTrained) =>
        new($"{label}.{role}", stage, role, new[] { rows, columns }.ToEquatableArray(), start, 0, 0, isTrained);

    /// <summary>What a parameter of that role is called, where it is the operation's own.</summary>
    public string NameOf(string role) => $"{label}.{role}";

    /// <summary>A vector over the channels that is added.</summary>
    public ParameterInfo Bias(string role, int size, float start) =>
        start == 0 ? Vector(role, size, Start.Zero) : Vector(role, size, Start.Constant) with { Scale = Rate.AsWritten(start) };

    /// <summary>A vector over the channels.</summary>
    public ParameterInfo Vector(string role, int size, Start start, bool isTrained = true) =>
        new($"{label}.{role}", stage, role, new[] { size }.ToEquatableArray(), start, 0, 0, isTrained);

    private static Start StartBefore(Activation? next) => next switch
    {
        Activation.Rectifier => Start.HeUniform,
        Activation.SelfNormalizing => Start.LeCunNormal,
        _ => Start.XavierUniform,
    };

    /// <summary>Their names are the same.</summary>
    private static Start Of(Initializer initializer) => (Start)Enum.Parse(typeof(Start), initializer.ToString());
}

/// <summary>One use of an operation in a network, after shape inference.</summary>
internal sealed record OperationUse(
    Operation Operation, Site Site, string Stage, string Label, int Index,
    TensorShape Input, IReadOnlyList<string> Others, TensorShape Output, IReadOnlyList<ParameterInfo> Parameters)
{
    /// <summary>The token that is not looked at; −1 for none.</summary>
    public int Padding { get; init; } = -1;

    /// <summary>Whether its weights and running statistics stay as they are in training.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What its weights are adapted by; null for nothing.</summary>
    public Adapter? Adapter { get; init; }

    /// <summary>Whether training rounds as its integers would.</summary>
    public bool RoundsInTraining { get; init; }

    /// <summary>The blocks it stands in; null for an operation of the network itself.</summary>
    public BlockUse? Within { get; init; }
}

/// <summary>What a graph is built for.</summary>
internal enum Mode
{
    Training,

    /// <summary>Running statistics instead of the batch's, no dropout.</summary>
    Inference,

    /// <summary>As for inference, in integers where there are ranges for them.</summary>
    Quantized,

    /// <summary>As for inference, position by position: keys and values of those before are kept.</summary>
    Decoding,
}

/// <summary>What an operation needs to add its forward computation to a graph.</summary>
internal sealed class ForwardContext(
    NetworkGraph graph, OperationUse use, Node input, IReadOnlyList<Node> others, Mode mode,
    Func<ParameterInfo, TensorShape?, Node> parameters)
{
    private readonly Dictionary<string, Node> _kept = [];

    public string Label => use.Label;

    public OperationUse Use => use;

    public Node Input { get; } = input;

    public IReadOnlyList<Node> Others { get; } = others;

    public Mode Mode { get; } = mode;

    public bool Training => Mode == Mode.Training;

    public Node Map(string name, TensorShape shape, Expr body, params Node[] inputs) => graph.Add(new MapNode(name, shape, body, inputs));

    /// <summary>Σ or max of a formula over the elements of the first input, down to <paramref name="shape"/>.</summary>
    public Node Reduce(string name, ReduceOperator op, TensorShape shape, Expr body, params Node[] inputs) =>
        graph.Add(new ReduceNode(name, op, inputs[0].Shape, shape, body, inputs));

    public Node Add(Node node) => graph.Add(node);

    /// <summary>The parameter of that role.</summary>
    public Node Parameter(string role) => parameters(Info(role), null);

    /// <summary>The parameter of that role as a table over positions.</summary>
    public Node Table(string role, TensorShape shape) => parameters(Info(role), shape);

    public bool Has(string role) => use.Parameters.Any(p => p.Role == role);

    /// <summary>Keeps a value for the backward pass.</summary>
    public Node Keep(string name, Node node) => _kept[name] = node;

    public Node Kept(string name) => _kept[name];

    /// <summary>A running statistic as it is after the updates so far: where weights are shared, there may be several a step.</summary>
    public Node Statistic(string role) =>
        graph.Assignments.LastOrDefault(a => !a.IsGradient && a.Parameter == Info(role))?.Value ?? Parameter(role);

    /// <summary>A running statistic's new value, in place of earlier ones.</summary>
    public void Update(string role, Node value)
    {
        graph.Assignments.RemoveAll(a => !a.IsGradient && a.Parameter == Info(role));
        graph.Assignments.Add(new Assignment(Info(role), value, IsGradient: false));
    }

    private ParameterInfo Info(string role) => use.Parameters.Single(p => p.Role == role);
}

/// <summary>The forward context once the output and its gradient are known.</summary>
/// <param name="forward">What the operation read and kept.</param>
/// <param name="output">Its result.</param>
/// <param name="outputGradient">∂ result.</param>
/// <param name="current">The value that stands for one of the forward pass: itself, or where it was computed again.</param>
internal sealed class BackwardContext(ForwardContext forward, Node output, Node outputGradient, Func<Node, Node> current)
{
    public string Label => forward.Label;

    public OperationUse Use => forward.Use;

    public Node Input => current(forward.Input);

    public Node Output => current(output);

    public Node OutputGradient { get; } = outputGradient;

    public bool Training => forward.Training;

    /// <summary>Of the parameters, in the order given.</summary>
    public List<(Node Parameter, Node Gradient)> Gradients { get; } = [];

    public Node Map(string name, TensorShape shape, Expr body, params Node[] inputs) => forward.Map(name, shape, body, inputs);

    public Node Reduce(string name, ReduceOperator op, TensorShape shape, Expr body, params Node[] inputs) =>
        forward.Reduce(name, op, shape, body, inputs);

    public Node Add(Node node) => forward.Add(node);

    public Node Parameter(string role) => forward.Parameter(role);

    public bool Has(string role) => forward.Has(role);

    public Node Kept(string name) => current(forward.Kept(name));

    /// <summary>The gradient of a parameter.</summary>
    public void Gradient(string role, Node value) => Gradients.Add((Parameter(role), value));
}
