using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>
/// Recurrent layers: the attributes where they are what PyTorch and Keras have, else a cell in C#, see <see cref="RecurrentCells"/>.
/// </summary>
internal static class Recurrences
{
    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("LSTM", static c => Map(c, "Lstm", gates: 4, ["Sigmoid", "Tanh", "Tanh"]));
        all.Add("GRU", static c => Map(c, "Gru", gates: 3, ["Sigmoid", "Tanh"]));
        all.Add("RNN", static c => Map(c, "Rnn", gates: 1, ["Tanh"]));
    }

    private static Value[] Map(OperatorContext c, string kind, int gates, string[] defaults)
    {
        OnnxNode node = c.Node;
        Value x = c.X;
        bool isBatchFirst = node.Flag("layout");
        int batchAxis = isBatchFirst ? 0 : 1, lengthAxis = 1 - batchAxis;
        if (x.Rank != 3 || Batch.Is(x.Dims[lengthAxis]) || Batch.Is(x.Dims[2]) || x.Dims[batchAxis] is not (1 or Batch.Marker))
        {
            throw new UnsupportedException($"it needs a sequence with the batch as axis {batchAxis}, not {x}.");
        }

        string direction = node.Text("direction", "forward");
        int ways = direction == "bidirectional" ? 2 : 1;
        Tensor input = c.Constant(1, "weights"), recurrent = c.Constant(2, "recurrent weights");
        Tensor? bias = c.FindConstant(3, "bias"), peepholes = c.FindConstant(7, "peepholes");
        int hidden = input.Dims.Length == 3 ? input.Dims[1] / gates : 0, features = (int)x.Dims[2], length = (int)x.Dims[lengthAxis];
        Fits(input, ways, gates * hidden, features);
        Fits(recurrent, ways, gates * hidden, hidden);
        if (bias is not null)
        {
            Fits(bias, ways, 2 * gates * hidden);
        }

        Begins(c, length, kind == "Lstm");
        string[] activations = node.Texts("activations") is { Length: > 0 } given
            ? given
            : [.. Enumerable.Repeat(defaults, ways).SelectMany(static all => all)];
        CellKind cell = new(kind, hidden, features, activations)
        {
            Clip = node.Has("clip") ? node.Float("clip", 0) : null, CouplesGates = node.Flag("input_forget"),
            ResetsBehind = node.Flag("linear_before_reset"), HasBias = bias is not null, HasPeepholes = peepholes is not null,
        };
        bool wantsMemory = kind == "Lstm" && node.HasOutput(2) && c.Readers(node.Outputs[2]) > 0;
        Step sequence = c.Algebra.Graph.Reshape(x.Step, length, features);
        bool isPlain = direction is "forward" or "bidirectional" && !wantsMemory && cell.Clip is null && !cell.CouplesGates
            && !cell.HasPeepholes && (kind != "Gru" || cell.ResetsBehind) && Plain(kind, activations, defaults, ways);
        (Value all, Value? memory) = isPlain
            ? (BuiltIn(c, cell, sequence, ways, input, recurrent, bias, activations), null)
            : RecurrentCells.Map(c, cell, sequence, direction, input, recurrent, bias, peepholes);
        return Outputs(c, all, memory, ways, hidden, direction, isBatchFirst, x.Dims[batchAxis], x.Type);
    }

    private static bool Plain(string kind, string[] activations, string[] defaults, int ways) => kind == "Rnn"
        ? activations.Length == ways && activations.Distinct().Count() == 1 && activations[0] is "Tanh" or "Relu"
        : activations.SequenceEqual(Enumerable.Repeat(defaults, ways).SelectMany(static all => all));

    /// <summary>[length, ways · hidden] by the attribute, its rows in PyTorch's order.</summary>
    private static Value BuiltIn(
        OperatorContext c, CellKind cell, Step x, int ways, Tensor input, Tensor recurrent, Tensor? bias, string[] activations)
    {
        int h = cell.Hidden;
        List<Weight> weights = [];
        for (int way = 0; way < ways; way++)
        {
            string end = way == 0 ? "_l0" : "_l0_reverse";
            weights.Add(Weight.Of("weight_ih" + end, Rows(Part(input, way), cell.Order, h), cell.Gates * h, cell.Features));
            weights.Add(Weight.Of("weight_hh" + end, Rows(Part(recurrent, way), cell.Order, h), cell.Gates * h, h));
            if (bias is not null)
            {
                (Tensor own, Tensor other) = Biases(bias, way, cell.Gates * h);
                bool isGru = cell.Kind == "Gru";

                // The two of ONNX are one here; but that of the candidate is multiplied by the reset gate.
                Tensor sum = Tensor.Of(own.Type, own.Dims, i => own[i] + (isGru && i >= 2 * h ? 0 : other[i]));
                weights.Add(Weight.Of("bias" + end, Rows(sum, cell.Order, h), cell.Gates * h));
                if (isGru)
                {
                    weights.Add(Weight.Of("bias_hn" + end, Fold.Take(other, 0, [.. Enumerable.Range(2 * h, h)]), h));
                }
            }
        }

        List<string> arguments = [$"{h}"];
        if (ways == 2)
        {
            arguments.Add("Bidirectional = true");
        }

        if (cell.Kind == "Rnn" && activations[0] == "Relu")
        {
            arguments.Add("Nonlinearity = RnnNonlinearity.Relu");
        }

        if (bias is null)
        {
            arguments.Add("Bias = false");
        }

        OnnxNode node = c.Node;
        bool isLastOnly = !(node.HasOutput(0) && c.Readers(node.Outputs[0]) > 0);
        if (isLastOnly)
        {
            arguments.Add("LastOnly = true");
        }

        int[] form = isLastOnly ? [ways * h] : [x.Form[0], ways * h];
        Step step = c.Algebra.Graph.Apply(
            cell.Kind, x, form, string.Join(", ", arguments),
                [.. weights.Select(static w => w with { Values = Algebra.Algebra.Safe(w.Values) })]);
        return Value.Of(step, c.X.Type, [.. form.Select(static dim => (long)dim)]);
    }

    /// <summary>Y, Y_h and Y_c as ONNX counts their dimensions.</summary>
    private static Value[] Outputs(
        OperatorContext c, Value all, Value? memory, int ways, int hidden, string direction, bool isBatchFirst, long batch,
        global::Onnx.TensorProto.Types.DataType type)
    {
        Value Last(Value values)
        {
            if (values.Rank == 1)
            {
                return values;
            }

            int last = (int)values.Dims[0] - 1;
            Value forward = c.Algebra.Slice(values, 0, direction == "reverse" ? 0 : last, 1);
            return ways == 1 ? forward : c.Algebra.Concat(
                [c.Algebra.Slice(forward, 1, 0, hidden), c.Algebra.Slice(c.Algebra.Slice(values, 0, 0, 1), 1, hidden, hidden)], 1);
        }

        long[] state = isBatchFirst ? [batch, ways, hidden] : [ways, batch, hidden];
        Value Formed(Value values, params long[] dims) => Value.Of(values.Step, type, dims);
        Value lastHidden = Formed(Last(all), state);
        Value sequence = all.Rank == 1 ? lastHidden
            : Formed(all, isBatchFirst ? [batch, all.Dims[0], ways, hidden] : [all.Dims[0], ways, batch, hidden]);
        return memory is null ? [sequence, lastHidden] : [sequence, lastHidden, Formed(Last(memory), state)];
    }

    /// <summary>States begin at 0, and sequences have one length.</summary>
    private static void Begins(OperatorContext c, int length, bool isLstm)
    {
        bool IsAll(Tensor? tensor, double value) => tensor is null || Enumerable.Range(0, tensor.Count).All(i => tensor[i] == value);
        if (!IsAll(c.FindConstant(4, "sequence lengths"), length))
        {
            throw new UnsupportedException("its sequences have lengths of their own.");
        }

        if (!IsAll(c.FindConstant(5, "initial states"), 0) || (isLstm && !IsAll(c.FindConstant(6, "initial states"), 0)))
        {
            throw new UnsupportedException("its states begin as numbers; those of a network begin at 0.");
        }
    }

    private static void Fits(Tensor tensor, params int[] dims)
    {
        if (!tensor.Dims.SequenceEqual(dims) || tensor.Count == 0)
        {
            throw new UnsupportedException(
                $"weights of {string.Join('×', tensor.Dims)} are not the {string.Join('×', dims)} that it needs.");
        }
    }

    /// <summary>What belongs to one way.</summary>
    public static Tensor Part(Tensor tensor, int way) =>
        Fold.Take(tensor, 0, [way]) is var part ? part.Reshaped([.. part.Dims.Skip(1)]) : tensor;

    /// <summary>The biases of inputs and of states.</summary>
    public static (Tensor Input, Tensor Hidden) Biases(Tensor bias, int way, int size)
    {
        Tensor own = Part(bias, way);
        return (Fold.Take(own, 0, [.. Enumerable.Range(0, size)]), Fold.Take(own, 0, [.. Enumerable.Range(size, size)]));
    }

    /// <summary>Blocks of rows in another order.</summary>
    private static Tensor Rows(Tensor tensor, int[] order, int h) =>
        Fold.Take(tensor, 0, [.. order.SelectMany(gate => Enumerable.Range(gate * h, h))]);
}

/// <summary>What a recurrent layer computes at a position.</summary>
internal sealed record CellKind(string Kind, int Hidden, int Features, string[] Activations)
{
    public double? Clip { get; init; }

    /// <summary>Whether the forget gate is what the input gate leaves.</summary>
    public bool CouplesGates { get; init; }

    /// <summary>Whether the reset gate is multiplied to the product, not to the state.</summary>
    public bool ResetsBehind { get; init; }

    public bool HasBias { get; init; }

    public bool HasPeepholes { get; init; }

    /// <summary>The gates of ONNX in NetGen's order: input, output, forget, cell; update, reset, hidden.</summary>
    public int[] Order => Kind switch { "Lstm" => [0, 2, 3, 1], "Gru" => [1, 0, 2], _ => [0] };

    public int Gates => Order.Length;
}
