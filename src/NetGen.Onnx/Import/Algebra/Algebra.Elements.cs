using System.Globalization;
using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;
using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Algebra;

/// <summary>A function of two numbers: as an attribute where there is one, as C#, and for constants.</summary>
/// <param name="Name">Of the method.</param>
/// <param name="Formula">C# of x and y, with M for Math.</param>
/// <param name="Fold">Of constants.</param>
internal sealed record Pairing(string Name, string Formula, Func<double, double, double> Fold)
{
    /// <summary>The attribute for two stages; null for none.</summary>
    public string? Attribute { get; init; }

    /// <summary>Of whole constants, where doubles would not be exact.</summary>
    public Func<long, long, long>? FoldIntegers { get; init; }

    /// <summary>The number y with which x stays x.</summary>
    public double? Neutral { get; init; }

    /// <summary>Whether a constant operand is trained, as biases and scales are.</summary>
    public bool Learns { get; init; }

    /// <summary>Whether the result is true or false: 1 or 0.</summary>
    public bool IsCondition { get; init; }

    public static Pairing Add { get; } = new("Plus", "x + y", static (x, y) => x + y)
    {
        Attribute = "Add", FoldIntegers = static (x, y) => x + y, Neutral = 0, Learns = true,
    };

    public static Pairing Subtract { get; } = new("Minus", "x - y", static (x, y) => x - y)
    {
        Attribute = "Subtract", FoldIntegers = static (x, y) => x - y, Neutral = 0, Learns = true,
    };

    public static Pairing Multiply { get; } = new("Times", "x * y", static (x, y) => x * y)
    {
        Attribute = "Multiply", FoldIntegers = static (x, y) => x * y, Neutral = 1, Learns = true,
    };

    public static Pairing Divide { get; } = new("Over", "x / y", static (x, y) => x / y) { Neutral = 1, Learns = true };

    /// <summary>Of whole numbers: towards 0.</summary>
    public static Pairing DivideIntegers { get; } = new("WholeOver", "M.Truncate(x / y)", static (x, y) => Math.Truncate(x / y))
    {
        FoldIntegers = static (x, y) => y == 0 ? throw new UnsupportedException("a constant is divided by 0.") : x / y,
    };

    public static Pairing Max { get; } = new("Larger", "M.Max(x, y)", Math.Max) { FoldIntegers = Math.Max };

    public static Pairing Min { get; } = new("Smaller", "M.Min(x, y)", Math.Min) { FoldIntegers = Math.Min };

    public static Pairing Power { get; } = new("Power", "M.Pow(x, y)", Math.Pow);
}

/// <content>What goes element by element.</content>
internal sealed partial class Algebra
{
    /// <summary>An activation that NetGen has.</summary>
    public Value Activation(Value x, string attribute, Func<double, double> fold, string arguments = "") => x.Constant is { } constant
        ? Value.Of(Fold.Map(constant.Type, constant, fold))
        : x.With(graph.Activation(attribute, x.Step, arguments));

    /// <summary>A formula of x that has no attribute.</summary>
    /// <param name="x">A value.</param>
    /// <param name="name">Of the method.</param>
    /// <param name="formula">C# with M for Math.</param>
    /// <param name="fold">The same of constants.</param>
    /// <param name="parameters">Further numbers of the method, by name.</param>
    /// <param name="constants">Their values.</param>
    public Value Formula(
        Value x, string name, string formula, Func<double, double> fold, string parameters = "", params double[] constants)
    {
        if (x.Constant is { } constant)
        {
            return Value.Of(Fold.Map(constant.Type, constant, fold));
        }

        if (OfTokens(x, fold) is { } looked)
        {
            return looked;
        }

        string method = Method(name, parameters.Length > 0 ? $"x, {parameters}" : "x", formula);
        return x.With(graph.Activation("Apply", x.Step, string.Join(", ", [method, .. constants.Select(Double)])));
    }

    /// <summary>
    /// A function of tokens that are looked up elsewhere, as whether one is padding: looked up, too, in a table that is not learnt.
    /// </summary>
    private Value? OfTokens(Value x, Func<double, double> function)
    {
        if (x.Step is not { Kind: "TokenInput", Vocabulary: < int.MaxValue and var vocabulary } tokens)
        {
            return null;
        }

        Tensor table = Tensor.Of(DataType.Float, [vocabulary, 1], token => function(token));
        return x.With(graph.Add(new()
        {
            Kind = "Embedding", Inputs = [tokens], Form = [tokens.Size, 1], Before = "1", IsFrozen = true,
            Weights = [Weight.Of("weight", Safe(table), vocabulary, 1)],
        }));
    }

    public Value Add(Value x, Value y) => Pair(Pairing.Add, x, y);

    public Value Subtract(Value x, Value y) => Pair(Pairing.Subtract, x, y);

    public Value Multiply(Value x, Value y) => Pair(Pairing.Multiply, x, y);

    public Value Divide(Value x, Value y) =>
        Pair(Tensor.IsFloat(x.Type) ? Pairing.Divide : Pairing.DivideIntegers, x, y);

    /// <summary>A function of two values, each repeated along what it has one of.</summary>
    public Value Pair(Pairing pairing, Value x, Value y)
    {
        DataType type = pairing.IsCondition ? DataType.Bool : x.Type;
        if (x.Constant is { } a && y.Constant is { } b)
        {
            return Value.Of(a.IsInteger && b.IsInteger && pairing.FoldIntegers is { } exact
                ? Fold.MapIntegers(type, a, b, exact)
                : Fold.Map(type, a, b, pairing.Fold));
        }

        long[] dims = Fold.Broadcast(x.Dims, y.Dims);
        if (x.IsConstant)
        {
            return WithConstant(Swapped(pairing), Fitted(y, dims), x).OfType(type);
        }

        return y.IsConstant
            ? WithConstant(pairing, Fitted(x, dims), y).OfType(type)
            : OfTwo(pairing, x, y, dims).OfType(type);
    }

    /// <summary>f(x, y, z) element by element: what has the most elements first.</summary>
    public Value Three(string name, string formula, Func<double, double, double, double> fold, Value x, Value y, Value z, DataType type)
    {
        long[] dims = Fold.Broadcast(Fold.Broadcast(x.Dims, y.Dims), z.Dims);
        if (x.Constant is { } a && y.Constant is { } b && z.Constant is { } c)
        {
            int[] all = Fold.Dims(dims);
            (a, b, c) = (Fold.Expand(a, dims), Fold.Expand(b, dims), Fold.Expand(c, dims));
            return Value.Of(Tensor.Of(type, all, i => fold(a[i], b[i], c[i])));
        }

        Value model = new[] { x, y, z }.Where(static value => !value.IsConstant).MaxBy(static value => value.Size)!;
        Value whole = Expand(model, dims);
        Step[] steps = [.. new[] { x, y, z }.Select(value => value.IsConstant ? Constant(value, whole, trains: false) : value)
            .Select(value => graph.Reshape(Expand(value, dims).Step, whole.Step.Form))];
        Step step = graph.Add(new()
        {
            Kind = "Merge", Inputs = steps, Form = whole.Step.Form, Before = Method(name, "x, y, z", formula), Joins = true,
        });
        return Value.Of(step, type, dims);
    }

    /// <summary>As large as the result needs it to be.</summary>
    private Value Fitted(Value x, long[] dims) => x.Dims.SequenceEqual(dims) ? x : Expand(x, dims);

    private static Pairing Swapped(Pairing pairing) => pairing switch
    {
        { Attribute: "Add" or "Multiply" } or { Name: "Larger" or "Smaller" } => pairing,
        _ => pairing with
        {
            Name = $"{pairing.Name}Turned", Attribute = null, Neutral = null, FoldIntegers = null,
            Formula = Exchange(pairing.Formula), Fold = (x, y) => pairing.Fold(y, x),
        },
    };

    /// <summary>x for y, and y for x, where they are names of their own.</summary>
    private static string Exchange(string formula) => System.Text.RegularExpressions.Regex.Replace(
        formula, @"\b[xy]\b", static match => match.Value == "x" ? "y" : "x");

    private Value WithConstant(Pairing pairing, Value x, Value constant)
    {
        Tensor numbers = constant.Constant!;
        if (numbers.Count > 0 && Enumerable.Range(1, numbers.Count - 1).All(i => numbers[i].Equals(numbers[0])) && IsOne(numbers, pairing))
        {
            if (IsNeutral(numbers, pairing))
            {
                return x;
            }

            if (OfTokens(x, v => pairing.Fold(v, numbers[0])) is { } looked)
            {
                return looked;
            }

            bool isHalf = (pairing.Name == "Times" && numbers[0] == 0.5) || (pairing.Name == "Over" && numbers[0] == 2);
            return isHalf && Idioms.OfHalf(graph, x.Step) is { } named
                ? x.With(named)
                : x.With(graph.Activation("Apply", x.Step, $"{Method(pairing.Name, "x, y", pairing.Formula)}, {AsWritten(numbers)}"));
        }

        long[] dims = [.. Enumerable.Repeat(1L, x.Rank - constant.Rank), .. constant.Dims];
        if (x.BatchAxis is >= 0 and var batch && dims[batch] != 1)
        {
            throw new UnsupportedException($"a constant of {constant} has numbers of its own for each sample of {x}.");
        }

        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(i => dims[i] > 1)];
        int[] own = [.. axes.Select(axis => x.SampleAxis(axis))];
        int[] sample = x.Sample;
        if (own.Length == 0)
        {
            own = [0];
        }

        // Axes between those of the constant that have one element do not part them.
        bool isOneRun = sample.Skip(own[0]).Take(own[^1] - own[0] + 1).Where(
            (dim, i) => dim > 1 && !own.Contains(own[0] + i)).Any() is false;
        if (!isOneRun)
        {
            int[] order = [.. axes, .. Enumerable.Range(0, x.Rank).Except(axes)];
            Value turned = WithConstant(
                pairing, Transpose(x, order), Value.Of(Fold.Transpose(numbers.Reshaped([.. dims.Select(static dim => (int)dim)]), order)));
            return Transpose(turned, [.. Enumerable.Range(0, x.Rank).Select(i => Array.IndexOf(order, i))]);
        }

        bool trains = pairing.Learns && Tensor.IsFloat(numbers.Type);
        if (pairing.Attribute == "Add" && trains && sample.Length == 2 && numbers.Count == x.Size && x.Step.Form.SequenceEqual(sample))
        {
            // A vector for each position.
            return x.With(graph.Apply("LearnedPositions", x.Step, sample, "", Weight.Of("positions", Safe(numbers), sample)));
        }

        return OverChannels(x, own[0], own[^1] - own[0] + 1, step => PerChannel(pairing, step, numbers, trains));
    }

    /// <summary>A weight of one number stays one; a number that is written many times is one, too, where it is not learnt.</summary>
    private static bool IsOne(Tensor numbers, Pairing pairing) =>
        numbers.Count == 1 || !pairing.Learns || IsNeutral(numbers, pairing);

    /// <summary>Whether nothing changes; a weight of several numbers learns to, though biases and gains begin so.</summary>
    private static bool IsNeutral(Tensor numbers, Pairing pairing) => pairing.Neutral == numbers[0]
        && !(numbers.Count > 1 && numbers.Source is not null && pairing.Learns && Tensor.IsFloat(numbers.Type));

    /// <summary>A number for each channel.</summary>
    private Step PerChannel(Pairing pairing, Step step, Tensor numbers, bool trains)
    {
        Tensor safe = Safe(numbers);
        if (Idioms.OfNorm(graph, step, pairing, numbers) is { } norm)
        {
            return norm;
        }

        if (pairing.Attribute == "Multiply")
        {
            return graph.Add(new()
            {
                Kind = "Scale", Inputs = [step], Form = step.Form, Weights = [Weight.Of("weight", safe, safe.Count)], IsFrozen = !trains,
            });
        }

        string method = Method(pairing.Name + "Each", $"x, [Learnable(Per = Axis.Channels)] {methods.Number} y", pairing.Formula);
        return graph.Add(new()
        {
            Kind = "Apply", Inputs = [step], Form = step.Form, Before = method, Weights = [Weight.Of("y", safe, safe.Count)],
            IsFrozen = !trains,
        });
    }

    private Value OfTwo(Pairing pairing, Value x, Value y, long[] dims)
    {
        if (x.Size == y.Size)
        {
            // The form of one of them serves both.
            int[] form = y.Step.Form.Length > x.Step.Form.Length ? y.Step.Form : x.Step.Form;
            return Value.Of(Merged(pairing, graph.Reshape(x.Step, form), graph.Reshape(y.Step, form), form), x.Type, dims);
        }

        bool xIsWhole = x.Size > y.Size;
        (Value whole, Value part) = xIsWhole ? (x, y) : (y, x);
        whole = whole.Dims.SequenceEqual(dims) ? whole : Expand(whole, dims);
        long[] own = [.. Enumerable.Repeat(1L, dims.Length - part.Rank), .. part.Dims];
        if (whole.BatchAxis is >= 0 and var batch && own[batch] == 1)
        {
            throw new UnsupportedException($"{part} has no batch, but is to go together with {whole}.");
        }

        // Rows behind the part's own axes: then its numbers are one for each channel.
        int[] axes = [.. Enumerable.Range(0, dims.Length).Where(i => own[i] != 1 && !Batch.Is(own[i]))];
        if (own.Any(static dim => Batch.Is(dim) && dim != Batch.Marker))
        {
            part = Expand(part, dims);
            int[] form = Form(whole.Sample);
            return Value.Of(Ordered(graph.Reshape(whole.Step, form), graph.Reshape(part.Step, form), form), x.Type, dims);
        }

        int[] sampleAxes = [.. axes.Select(axis => whole.SampleAxis(axis))];
        bool isLast = sampleAxes.Length > 0 && Enumerable.SequenceEqual(
            sampleAxes, Enumerable.Range(whole.Sample.Length - sampleAxes.Length, sampleAxes.Length));
        Step features = graph.Reshape(part.Step, part.Size);
        if (isLast)
        {
            Step rows = graph.Reshape(whole.Step, whole.Size / part.Size, part.Size);
            return Value.Of(Ordered(rows, features, rows.Form), x.Type, dims);
        }

        int[] order = [.. Enumerable.Range(0, dims.Length).Where(i => Batch.Is(dims[i])), .. axes,
            .. Enumerable.Range(0, dims.Length).Where(i => own[i] == 1)];
        Value turned = Transpose(whole, order);
        Step image = turned.Sample.Length == 3 && axes.Length == 1
            ? graph.Reshape(turned.Step, turned.Sample)
            : graph.Reshape(turned.Step, part.Size, whole.Size / part.Size, 1);
        Value merged = Value.Of(Ordered(image, features, image.Form), x.Type, [.. order.Select(axis => dims[axis])]);
        return Transpose(merged, [.. Enumerable.Range(0, dims.Length).Select(i => Array.IndexOf(order, i))]);

        Step Ordered(Step larger, Step smaller, int[] form) =>
            xIsWhole ? Merged(pairing, larger, smaller, form) : Merged(pairing, smaller, larger, form);
    }

    private Step Merged(Pairing pairing, Step x, Step y, int[] form)
    {
        Step? named = pairing.Name switch
        {
            "Over" => Idioms.OfQuotient(graph, x, y),
            "Times" => Idioms.OfProduct(graph, x, y),
            _ => null,
        };
        return named is null ? Plain(pairing, x, y, form) : graph.Reshape(named, form);
    }

    private Step Plain(Pairing pairing, Step x, Step y, int[] form) => graph.Add(new()
    {
        Kind = pairing.Attribute ?? "Merge", Inputs = [x, y], Form = form, Joins = true,
        Before = pairing.Attribute is null ? Method(pairing.Name, "x, y", pairing.Formula) : "",
    });

    /// <summary>A constant's first number with the digits that it was written with.</summary>
    private static string AsWritten(Tensor numbers) => numbers.Type == DataType.Double || numbers.IsInteger
        ? Double(numbers[0])
        : ((float)Import.Graph.Methods.Finite(numbers[0])).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number as an argument of an attribute.</summary>
    public static string Double(double number) => Import.Graph.Methods.Finite(number).ToString("R", CultureInfo.InvariantCulture);
}
