using System.Globalization;
using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Algebra;

/// <summary>
/// Attention that is taken apart, as a linear map behind heads of queries, keys and values of one sequence: SelfAttention, or
/// CausalSelfAttention where a mask hides what comes later.
/// </summary>
internal static class AttentionIdiom
{
    private const double HiddenBelow = -1e4;

    /// <summary>The attention that ends in a linear map; null where it is something else.</summary>
    public static Step? Of(StepGraph graph, Step x, int outputs, Tensor weight, Tensor? bias)
    {
        if (Parts(x) is not { Length: > 1 } parts)
        {
            return null;
        }

        int heads = parts.Length;
        double scale = 1;
        if (Heads(parts, 1, isTurned: false, ref scale) is not { } values || scale != 1
            || Slices(parts, 0) is not { Kind: "Softmax" } softmax
                || Scores(softmax.Inputs[0], ref scale, out bool isCausal) is not { } scores
            || scores.Length != heads || Heads(scores, 0, isTurned: false, ref scale) is not { } queries
            || Heads(scores, 1, isTurned: true, ref scale) is not { } keys)
        {
            return null;
        }

        Linear?[] maps = [Linear.Of(queries), Linear.Of(keys), Linear.Of(values)];
        if (maps is not [{ } q, { } k, { } v] || Idioms.Bare(q.Input) != Idioms.Bare(k.Input)
            || Idioms.Bare(q.Input) != Idioms.Bare(v.Input))
        {
            return null;
        }

        int width = q.Input.Form[^1], length = x.Form[0];
        bool fits = outputs == width && q.Outputs == width && k.Outputs == width && v.Outputs == width && width % heads == 0
            && q.Input.Form.Length == 2 && q.Input.Form[0] == length
            && Math.Abs((scale * Math.Sqrt((double)width / heads)) - 1) < 1e-4;
        if (!fits)
        {
            return null;
        }

        Weight input = Weight.Of("in_weight", Fold.Concat([q.Weight, k.Weight, v.Weight], 0), 3 * width, width);
        Tensor?[] biases = [q.Bias, k.Bias, v.Bias, bias];
        Step attention = new()
        {
            Kind = isCausal ? "CausalSelfAttention" : "SelfAttention", Inputs = [q.Input], Form = [length, width],
            Before = heads.ToString(CultureInfo.InvariantCulture), After = "Bias = false", Origin = graph.Origin,
            Weights = [input, Weight.Of("out_weight", Algebra.Safe(weight), width, width)],
        };
        return graph.Add(biases.All(static b => b is null) ? attention : Biased(attention, biases, width));
    }

    /// <summary>The same with a bias behind it, which it has not had; null where it has one.</summary>
    public static Step? WithBias(StepGraph graph, Step x, Tensor bias)
    {
        if (x.Kind is not ("SelfAttention" or "CausalSelfAttention") || bias.Count != x.Form[^1]
            || x.Weights.FirstOrDefault(static weight => weight.Role == "out_bias") is { } own
                && Enumerable.Range(0, own.Values.Count).Any(i => own.Values[i] != 0))
        {
            return null;
        }

        int width = x.Form[^1];
        Tensor? before = x.Weights.FirstOrDefault(static weight => weight.Role == "in_bias")?.Values;
        Tensor? Part(int i) => before is null ? null : Fold.Take(before, 0, [.. Enumerable.Range(i * width, width)]);
        return graph.Add(Biased(x, [Part(0), Part(1), Part(2), bias], width));
    }

    private static Step Biased(Step x, Tensor?[] biases, int width)
    {
        Tensor[] all = [.. biases.Select(bias => Algebra.Safe(
            bias ?? Tensor.Of(global::Onnx.TensorProto.Types.DataType.Float, [width], static _ => 0)).Reshaped(width))];
        Weight Of(string role) => x.Weights.First(weight => weight.Role == role);
        return new()
        {
            Kind = x.Kind, Inputs = x.Inputs, Form = x.Form, Before = x.Before, Origin = x.Origin,
            Weights =
            [
                Of("in_weight"), Weight.Of("in_bias", Fold.Concat(all[..3], 0), 3 * width), Of("out_weight"),
                    Weight.Of("out_bias", all[3], width),
            ],
        };
    }

    /// <summary>The products of the heads, which lie side by side in each position.</summary>
    private static Step[]? Parts(Step x) =>
        Idioms.Bare(x) is { Kind: "Permute", Before: "1, 0, 2" } turned ? Products(turned.Inputs[0]) : null;

    private static Step[]? Products(Step x) => Idioms.Bare(x) is { Kind: "Concat" } all
        && all.Inputs.Select(Idioms.Bare).ToArray() is var parts && parts.All(static part => part.Kind == "MatMul") ? parts : null;

    /// <summary>What the operands of the products are slices of, head after head.</summary>
    private static Step? Slices(Step[] products, int operand)
    {
        Step? whole = null;
        for (int i = 0; i < products.Length; i++)
        {
            Step slice = Idioms.Bare(products[i].Inputs[operand]);
            if (slice.Kind != "Slice" || slice.Before != string.Create(CultureInfo.InvariantCulture, $"Axis.Channels, {i}, 1"))
            {
                return null;
            }

            Step from = Idioms.Bare(slice.Inputs[0]);
            whole ??= from;
            if (whole != from)
            {
                return null;
            }
        }

        return whole;
    }

    /// <summary>The positions that the operands are heads of; keys may be turned around.</summary>
    private static Step? Heads(Step[] products, int operand, bool isTurned, ref double scale)
    {
        bool turnsItself = products.All(static product => product.After == "Transpose = true");
        if (Slices(products, operand) is not { } whole || (products.Any(static product => product.After.Length > 0) && !turnsItself))
        {
            return null;
        }

        whole = Unscaled(whole, ref scale);
        string[] orders = isTurned && !turnsItself ? ["1, 0", "1, 2, 0"] : ["1, 0, 2"];
        return whole.Kind == "Permute" && orders.Contains(whole.Before) ? Unscaled(whole.Inputs[0], ref scale) : null;
    }

    /// <summary>The products of queries and keys behind scale and mask.</summary>
    private static Step[]? Scores(Step x, ref double scale, out bool isCausal)
    {
        isCausal = false;
        Step scores = Unscaled(x, ref scale);
        while (scores.Weights is [{ } weight] && scores.Kind is "Apply" or "Scale" && scores.Inputs.Count == 1)
        {
            bool isAdded = scores.Kind == "Apply" && scores.Before.StartsWith("nameof(PlusEach", StringComparison.Ordinal);
            if ((!isAdded && scores.Kind != "Scale") || IsCausal(weight.Values, isAdded) is not { } hides)
            {
                return null;
            }

            isCausal |= hides && isAdded;
            scores = Unscaled(scores.Inputs[0], ref scale);
        }

        return Products(scores);
    }

    /// <summary>Whether a mask hides just what comes later; false where it hides nothing, null where it is another.</summary>
    private static bool? IsCausal(Tensor mask, bool isAdded)
    {
        int n = (int)Math.Round(Math.Sqrt(mask.Count));
        double seen = isAdded ? 0 : 1;
        bool IsHidden(double value) => isAdded ? value <= HiddenBelow : value == 0;
        return n * n != mask.Count ? null
            : Enumerable.Range(0, mask.Count).All(i => mask[i] == seen) ? false
            : Enumerable.Range(0, mask.Count).All(i => i % n > i / n ? IsHidden(mask[i]) : mask[i] == seen) ? true
            : null;
    }

    /// <summary>What is behind factors, which are gathered.</summary>
    private static Step Unscaled(Step step, ref double scale)
    {
        for (step = Idioms.Bare(step); Idioms.Factor(step) is { } factor; step = Idioms.Bare(step.Inputs[0]))
        {
            scale *= factor;
        }

        return step;
    }

    /// <summary>A linear map, or the part of one that makes some of its features.</summary>
    private sealed record Linear(Step Input, int Outputs, Tensor Weight, Tensor? Bias)
    {
        public static Linear? Of(Step step)
        {
            Step whole = Idioms.Bare(step);
            int start = 0, count = whole.Form[^1];
            if (whole.Kind == "Slice" && whole.Before.Split(", ") is ["Axis.Features", var first, var many])
            {
                (start, count) = (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(many, CultureInfo.InvariantCulture));
                whole = Idioms.Bare(whole.Inputs[0]);
            }

            if (whole.Kind != "Linear" || whole.IsFrozen)
            {
                return null;
            }

            int[] rows = [.. Enumerable.Range(start, count)];
            Tensor? bias = whole.Weights.Count > 1 ? Fold.Take(whole.Weights[1].Values, 0, rows) : null;
            return new Linear(whole.Inputs[0], count, Fold.Take(whole.Weights[0].Values, 0, rows), bias);
        }
    }
}
