using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// Rows of one number each, which lie apart: the numbers of a cell at one position. Vectors hold those of several samples, gathered. The
/// JIT inlines no more once a method has 512 variables: much work is several methods, which hand what they share on in memory; what is the
/// same for all samples is computed once before.
/// </summary>
internal sealed partial class ElementwiseEmitter
{
    /// <summary>Work of one method; a function of the runtime counts for <see cref="FunctionWork"/> operators.</summary>
    private const int MostWork = 80, FunctionWork = 12;

    /// <summary>Values that NetGen.Numerics.Handed has room for.</summary>
    private const int MostHanded = 256;

    private const string NotInlined = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    private bool AreNumbers => _spec is { Mode: ElementMode.Rows, Channels: 1, Length: < 0 }
        && _spec.Operands.All(operand => operand.Kind is OperandKind.Elements or OperandKind.Scalar)
        && _spec.Statements.All(statement => statement.Kind == StatementKind.Element)
        && !_body.Uses<Expr.Uniform>() && !_body.Uses<Expr.IsChannel>();

    private void EmitNumbers()
    {
        List<List<int>> parts = Parts();
        Dictionary<int, int> places = [];
        foreach (int value in parts.SelectMany(part => part))
        {
            int own = parts.FindIndex(part => part.Contains(value));
            if (parts.Skip(own + 1).SelectMany(part => part).Any(later => Reads(later).Contains(value)))
            {
                places[value] = places.Count;
            }
        }

        if (places.Count is 0 or > MostHanded)
        {
            parts = [[.. parts.SelectMany(part => part)]];
            places.Clear();
        }

        bool hasOnce = parts.Count > 1 && parts[0].All(IsUniform);
        using (Method())
        {
            _w.Line($"(nint row, nint end) = worker.Rows({_spec.Rows.Code()});");
            Run("V", "for (; row <= end - V.Count; row += V.Count)");
            _w.Line();
            Run("S", "for (; row < end; row++)");
        }

        for (int part = 0; part < parts.Count; part++)
        {
            int[] read = [.. parts[part].SelectMany(Reads).Distinct().Where(value => !parts[part].Contains(value)).OrderBy(value => value)];
            EmitPart(parts.Count == 1 ? "At" : $"Part{part + 1}", parts.Count == 1 ? Inline : NotInlined, parts[part], read, places);
        }

        void Run(string vector, string loop)
        {
            string handed = vector == "V" ? "handed" : "rest";
            if (parts.Count > 1)
            {
                _w.Line($"Unsafe.SkipInit(out Handed<{vector}> {handed});");
            }

            if (hasOnce)
            {
                _w.Line(Call(0));
            }

            using (_w.Open(loop))
            {
                for (int part = hasOnce ? 1 : 0; part < parts.Count; part++)
                {
                    _w.Line(Call(part));
                }
            }

            string Call(int part) => $"{_name}{(parts.Count == 1 ? "At" : $"Part{part + 1}")}<{vector}>("
                + Join([
                    .. _body.OperandArguments(OperandsOf(parts[part]).Contains), "row",
                    .. parts.Count > 1 ? new[] { $"ref {handed}.First" } : [], .. ContextArguments(),
                ]) + ");";
        }
    }

    /// <summary>What is the same for all, then loads and statements in order, as much in each part as one method has room for.</summary>
    private List<List<int>> Parts()
    {
        int[] needed = [.. _body.Needed(ElementStores().Select(store => store.Value))];
        int[] once = [.. needed.Where(IsUniform)], each = [.. needed.Where(value => !IsUniform(value))];
        List<List<int>> parts = once.Length > 0 ? [[.. once]] : [];
        int work = int.MaxValue / 2;
        foreach (int value in each)
        {
            int own = _spec.StatementOf(value) is { } statement ? statement.Body.Subexpressions().Sum(Work) : 1;
            if (work + own > MostWork)
            {
                parts.Add([]);
                work = 0;
            }

            parts[parts.Count - 1].Add(value);
            work += own;
        }

        return parts;
    }

    /// <summary>Whether a value is computed from numbers that all samples share, and leaves for none of them.</summary>
    private bool IsUniform(int value) => _spec.StatementOf(value) is { } statement
        && ElementStores().All(store => store.Value != value)
        && statement.Body.Subexpressions().Sum(Work) >= FunctionWork
        && statement.Body.Inputs().All(input => !_body.IsElement(input) || IsUniform(input));

    private static int Work(Expr part) => part switch
    {
        Expr.Unary { Operator: not (UnaryOperator.Negate or UnaryOperator.Abs or UnaryOperator.Sqrt) } => FunctionWork,
        Expr.Unary or Expr.Binary or Expr.Select => 1,
        _ => 0,
    };

    /// <summary>The element values that a value is computed from.</summary>
    private IEnumerable<int> Reads(int value) => _spec.StatementOf(value) is { } statement
        ? statement.Body.Inputs().Where(_body.IsElement)
        : [];

    private HashSet<int> OperandsOf(List<int> values) =>
    [
        .. values.Concat(values.SelectMany(value => _spec.StatementOf(value)?.Body.Inputs() ?? []))
            .Where(value => values.Contains(value) || !_body.IsElement(value))
            .Select(_spec.OperandOf).Where(operand => operand >= 0),
        .. ElementStores().Where(store => values.Contains(store.Value)).Select(store => store.Operand),
    ];

    private void EmitPart(
        string name, string inlining, List<int> values, IReadOnlyList<int> read, IReadOnlyDictionary<int, int> places)
    {
        HashSet<int> operands = OperandsOf(values);
        _w.Line();
        _w.Line(inlining);
        string parameters = Join([
            .. _body.OperandParameters(operands.Contains), "nint row", .. places.Count > 0 ? new[] { "ref V handed" } : [],
            .. ContextParameters(),
        ]);
        using (_w.Open($"private static void {_name}{name}<V>({parameters}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            foreach (int value in read)
            {
                _w.Line($"V {_body.Value(value)} = Unsafe.Add(ref handed, {places[value]});");
            }

            _body.Compute(
                _w, "V", values, Place, except: [.. _body.Needed(values).Except(values)],
                load: (operand, memory) => Stride(operand) == 1
                    ? $"V.Load({memory}, {Place(operand)})"
                    : $"Strided.Load<V, {_body.Element}>({memory}, {Place(operand)}, {Stride(operand)})");
            foreach (int value in values.Where(places.ContainsKey))
            {
                _w.Line($"Unsafe.Add(ref handed, {places[value]}) = {_body.Value(value)};");
            }

            foreach (Store store in ElementStores().Where(store => values.Contains(store.Value)))
            {
                string value = _body.Value(store.Value), memory = $"ref {_body.Operand(store.Operand)}, {Place(store.Operand)}";
                _w.Line(Stride(store.Operand) == 1
                    ? $"{value}.Store({memory});"
                    : $"Strided.Store<V, {_body.Element}>({value}, {memory}, {Stride(store.Operand)});");
            }
        }
    }

    private int Stride(int operand) => _spec.Operands[operand].Layout.Pixel;

    private string Place(int operand) => (Stride(operand) == 1 ? "row" : $"row * {Stride(operand)}") + From(_spec.Operands[operand].Layout);
}
