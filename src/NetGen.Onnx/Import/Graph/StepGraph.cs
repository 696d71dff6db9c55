using System.Globalization;

namespace NetGen.Onnx.Import.Graph;

/// <summary>The steps of a network as they come to be: what moves values and is undone again never appears.</summary>
internal sealed class StepGraph
{
    /// <summary>Operations that keep positions as they are, however many there are.</summary>
    private static readonly HashSet<string> s_ofPositions =
    [
        "Linear", "LayerNorm", "RmsNorm", "Softmax", "LogSoftmax", "BatchNorm", "Scale", "Apply", "PRelu", "Embedding", "Add", "Subtract",
        "Multiply", "Merge", "Concat", "SelfAttention", "CausalSelfAttention",
    ];

    private readonly Dictionary<string, Step> _same = [];
    private int _count;

    /// <summary>The inputs, in order.</summary>
    public List<Step> Inputs { get; } = [];

    /// <summary>The node or weight that new steps come from.</summary>
    public string Origin { get; set; } = "";

    public Step Input(string name, string kind, string arguments, int[] form)
    {
        Step step = new()
        {
            Kind = kind, Inputs = [], Form = form, Before = arguments, Origin = name, Index = _count++,
            IsOfAnyLength = kind == "TokenInput" || form.Length == 2,
        };
        Inputs.Add(step);
        return step;
    }

    /// <summary>A step; the same one where it is there already.</summary>
    public Step Add(Step step)
    {
        if (step.Kind != "Embedding" && step.Inputs.FirstOrDefault(static input => input.Kind == "TokenInput") is { } tokens)
        {
            throw new UnsupportedException($"it computes with the input '{tokens.Origin}', whose whole numbers are looked up elsewhere.");
        }

        if (step.Size < 1)
        {
            throw new UnsupportedException("a value has no elements.");
        }

        bool IsLoose(Step input) => input is { IsOfAnyLength: true, Form.Length: 2 };
        if (step.Inputs.Count > 1 && step.Inputs.Any(IsLoose) && step.Inputs.Any(input => input.Form.Length == 2 && !IsLoose(input)))
        {
            return Add(step.With([.. step.Inputs.Select(input => IsLoose(input) ? Fixed(input) : input)]));
        }

        if (step.Weights.Count > 0)
        {
            return Created(step);
        }

        string key = string.Join('|', [
            step.Kind, step.Before, step.After, step.IsFrozen ? "frozen" : "",
            .. step.Inputs.Select(static input => Text(input.Index)), "form", .. step.Form.Select(Text),
        ]);
        return _same.TryGetValue(key, out Step? found) ? found : _same[key] = Created(step);
    }

    /// <summary>An activation, or what else keeps the form and needs no more than a name.</summary>
    public Step Activation(string kind, Step x, string arguments = "") =>
        Add(new() { Kind = kind, Inputs = [x], Form = x.Form, Before = arguments, IsElementwise = true });

    /// <summary>An operation on the value so far.</summary>
    public Step Apply(string kind, Step x, int[] form, string arguments = "", params Weight[] weights) =>
        Add(new() { Kind = kind, Inputs = [x], Form = form, Before = arguments, Weights = weights });

    /// <summary>The same values in another form.</summary>
    public Step Reshape(Step x, params int[] form)
    {
        if (x.Form.SequenceEqual(form))
        {
            return x;
        }

        if (form.Aggregate(1, static (product, dim) => product * dim) != x.Size)
        {
            throw new UnsupportedException($"{string.Join('×', x.Form)} does not become {string.Join('×', form)}.");
        }

        if (x.Kind is "Reshape" or "Flatten")
        {
            return Reshape(x.Inputs[0], form);
        }

        return form.Length == 1
            ? Apply("Flatten", x, form)
            : Apply("Reshape", x, form, string.Join(", ", form.Select(Text)));
    }

    /// <summary>The dimensions in another order.</summary>
    public Step Permute(Step x, params int[] axes)
    {
        int[] form = [.. axes.Select(axis => x.Form[axis])];
        if (axes.Where(axis => x.Form[axis] > 1).ToArray() is var moved && moved.SequenceEqual(moved.Order()))
        {
            return Reshape(x, form);
        }

        if (x.Kind == "Permute")
        {
            Step inner = x.Inputs[0];
            int[] first = Order(inner.Form, x.Form, x.Before);
            return Permute(inner, [.. axes.Select(axis => first[axis])]);
        }

        // Behind an activation it may meet the one that it undoes.
        if (x.IsElementwise && x.Inputs.Count == 1 && Undoes(x.Inputs[0]) && Permute(x.Inputs[0], axes) is var before
            && before.Kind != "Permute")
        {
            return Add(new()
            {
                Kind = x.Kind, Inputs = [before], Form = form, Before = x.Before, After = x.After, IsElementwise = true, Origin = x.Origin,
            });
        }

        return Apply("Permute", x, form, string.Join(", ", axes.Select(Text)));
    }

    /// <summary>A sequence that must be as long as declared.</summary>
    private Step Fixed(Step x) =>
        Add(new() { Kind = "Reshape", Inputs = [x], Form = x.Form, Before = string.Join(", ", x.Form.Select(Text)) });

    private static bool Undoes(Step x) => x.Kind == "Permute" || (x.IsElementwise && x.Inputs.Count == 1 && Undoes(x.Inputs[0]));

    private static int[] Order(int[] from, int[] to, string arguments) => from.Length == to.Length
        ? [.. arguments.Split(", ").Select(static axis => int.Parse(axis, CultureInfo.InvariantCulture))]
        : throw new InvalidOperationException("A permutation keeps the number of dimensions.");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A step of its own, whether or not it is there already.</summary>
    public Step Created(Step step) => new()
    {
        Kind = step.Kind, Inputs = step.Inputs, Form = step.Form, Before = step.Before, After = step.After, Joins = step.Joins,
        IsElementwise = step.IsElementwise, IsFrozen = step.IsFrozen, Weights = step.Weights,
        Origin = step.Origin.Length > 0 ? step.Origin : Origin, Index = _count++,
        IsOfAnyLength = step.Form.Length == 2 && (s_ofPositions.Contains(step.Kind) || step.IsElementwise)
            && step.Inputs.Any(static input => input.IsOfAnyLength),
    };
}
