using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// Rows of one number each, which lie apart: the numbers of a cell at one position. Vectors hold those of several samples, gathered. The
/// JIT inlines no more once a method has 512 variables: much work is several methods, which hand what they share on in memory.
/// </summary>
internal sealed partial class ElementwiseEmitter
{
    /// <summary>Work of one method; a function of the runtime counts for <see cref="FunctionWork"/> operators.</summary>
    private const int MostWork = 80, FunctionWork = 12;

    private bool AreNumbers => _spec is { Mode: ElementMode.Rows, Channels: 1, Length: < 0 }
        && _spec.Operands.All(operand => operand.Kind is OperandKind.Elements or OperandKind.Scalar)
        && _spec.Statements.All(statement => statement.Kind == StatementKind.Element)
        && !_body.Uses<Expr.Uniform>() && !_body.Uses<Expr.IsChannel>();

    private void EmitNumbers()
    {
        string arguments = Join([.. BodyOperands(), "row", .. ContextArguments()]);
        using (Method())
        {
            _w.Line($"(nint row, nint end) = worker.Rows({_spec.Rows.Code()});");
            Loop("row", "end", vector => $"{_name}At<{vector}>({arguments});");
        }

        List<List<int>> parts = Parts();
        if (parts.Count == 1)
        {
            EmitPart($"{_name}At", Inline, parts[0], [], new Dictionary<int, int>(), [.. BodyOperandNumbers()]);
            return;
        }

        // What a part gives to later ones lies in a place of its own.
        Dictionary<int, int> places = [];
        foreach (int value in parts.SelectMany(part => part))
        {
            int own = parts.FindIndex(part => part.Contains(value));
            if (parts.Skip(own + 1).SelectMany(part => part).Any(later => Reads(later).Contains(value)))
            {
                places[value] = places.Count;
            }
        }

        _w.Line();
        _w.Line(Inline);
        using (_w.Open($"private static void {_name}At<V>({NumberParameters(BodyOperandNumbers(), [])}) where V : struct, ISimd<V, {_body.Element}>"))
        {
            _w.Line("Unsafe.SkipInit(out Handed<V> handed);");
            for (int part = 0; part < parts.Count; part++)
            {
                IEnumerable<string> operands = _body.OperandArguments(OperandsOf(parts[part]).Contains);
                _w.Line($"{_name}Part{part + 1}<V>({Join([.. operands, "row", "ref handed.First", .. ContextArguments()])});");
            }
        }

        for (int part = 0; part < parts.Count; part++)
        {
            int[] read = [.. parts[part].SelectMany(Reads).Distinct().Where(value => !parts[part].Contains(value)).OrderBy(value => value)];
            EmitPart($"{_name}Part{part + 1}", NotInlined, parts[part], read, places, OperandsOf(parts[part]));
        }
    }

    private const string NotInlined = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    /// <summary>Loads and statements in order, as much in each part as one method has room for.</summary>
    private List<List<int>> Parts()
    {
        List<List<int>> parts = [[]];
        int work = 0;
        foreach (int value in _body.Needed(ElementStores().Select(store => store.Value)))
        {
            int own = _spec.StatementOf(value) is { } statement ? statement.Body.Subexpressions().Sum(Work) : 1;
            if (work + own > MostWork && parts[parts.Count - 1].Count > 0)
            {
                parts.Add([]);
                work = 0;
            }

            parts[parts.Count - 1].Add(value);
            work += own;
        }

        return parts;
    }

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

    private IEnumerable<int> BodyOperandNumbers() => Enumerable.Range(0, _spec.Operands.Count).Where(o => InBody(_spec.Operands[o]));

    private string NumberParameters(IEnumerable<int> operands, IEnumerable<string> more)
    {
        HashSet<int> which = [.. operands];
        return Join([.. _body.OperandParameters(which.Contains), "nint row", .. more, .. ContextParameters()]);
    }

    private void EmitPart(
        string name, string inlining, List<int> values, IReadOnlyList<int> read, IReadOnlyDictionary<int, int> places, HashSet<int> operands)
    {
        _w.Line();
        _w.Line(inlining);
        string parameters = NumberParameters(operands, places.Count > 0 ? ["ref V handed"] : []);
        using (_w.Open($"private static void {name}<V>({parameters}) where V : struct, ISimd<V, {_body.Element}>"))
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
