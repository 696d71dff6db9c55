using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Emit.Cpu;

/// <summary>The part all elementwise kernels share: names of values, loads of operands, statements, stores.</summary>
internal sealed class ElementBody
{
    private readonly Dictionary<int, string> _operandNames = [];
    private readonly Dictionary<int, string> _valueNames = [];

    public ElementBody(ElementwiseSpec spec, IReadOnlyList<string> names, string? producer, string element)
    {
        Spec = spec;
        Element = element;
        Names scope = new("worker", "row", "rows", "c", "x", "y", "n", "i", "at", "index", "step", "seed", "inverseBatch", "end", "lanes", "stream", "position", "V", "S");
        Producer = producer is null ? "" : scope.Unique(Names.Local(producer));
        _valueNames[0] = Producer;
        for (int operand = 0; operand < spec.Operands.Count; operand++)
        {
            _operandNames[operand] = scope.Unique(Names.Local(names[operand]) + (IsRead(operand) || IsSum(operand) ? "" : "Out"));
        }

        for (int value = spec.HasProducer ? 1 : 0; value < spec.FirstStatementValue + spec.Statements.Count; value++)
        {
            int operand = spec.OperandOf(value);
            _valueNames[value] = operand >= 0
                ? spec.Operands[operand].Kind is OperandKind.Label ? scope.Unique(_operandNames[operand] + "Class") : scope.Unique(_operandNames[operand] + "Value")
                : scope.Unique(Names.Local(names[spec.Operands.Count + value - spec.FirstStatementValue]));
        }
    }

    public ElementwiseSpec Spec { get; }

    /// <summary>"float" or "double".</summary>
    public string Element { get; }

    /// <summary>The value that a contraction or pooling hands over.</summary>
    public string Producer { get; }

    /// <summary>Every statement as a formula, stores named.</summary>
    public IEnumerable<string> Formulas()
    {
        for (int i = 0; i < Spec.Statements.Count; i++)
        {
            Statement s = Spec.Statements[i];
            string formula = Formula.Print(s.Body, FormulaName);
            string left = _valueNames[Spec.FirstStatementValue + i];
            yield return s.Kind switch
            {
                StatementKind.RowSum => $"{left} = Σ over channels of {formula}",
                StatementKind.RowMax => $"{left} = max over channels of {formula}",
                StatementKind.ColumnSum => $"{left} = Σ over rows of {formula}",
                StatementKind.ElementTotal or StatementKind.RowTotal => $"{left} = Σ over everything of {formula}",
                _ => $"{left} = {formula}",
            };
        }
    }

    public string Operand(int operand) => _operandNames[operand];

    public string Value(int value) => _valueNames[value];

    /// <summary>Parameters by reference, one for each operand: "ref float x".</summary>
    public IEnumerable<string> OperandParameters(Func<int, bool> which) => Enumerable.Range(0, Spec.Operands.Count)
        .Where(which)
        .Select(o => $"ref {(Spec.Operands[o].Kind == OperandKind.Label ? "int" : Element)} {_operandNames[o]}");

    public IEnumerable<string> OperandArguments(Func<int, bool> which) => Enumerable.Range(0, Spec.Operands.Count)
        .Where(which)
        .Select(o => $"ref {_operandNames[o]}");

    /// <summary>All formulas.</summary>
    public IEnumerable<Expr> Bodies => Spec.Statements.Select(s => s.Body);

    /// <summary>Whether some statement contains such a formula.</summary>
    public bool Uses<T>()
        where T : Expr => Spec.Statements.Any(s => Contains<T>(s.Body));

    /// <summary>
    /// The formulas computed where the values are: those of the element statements they need, and, for a reduction along the row,
    /// its own and those it needs.
    /// </summary>
    public IEnumerable<Expr> Formulas(IEnumerable<int> values)
    {
        int[] requested = [.. values];
        IEnumerable<int> reductions = requested.Where(v => !IsElement(v) && Spec.StatementOf(v) is not null);
        IEnumerable<int> needed = Needed(requested.Concat(reductions.SelectMany(v => Spec.StatementOf(v)!.Body.Inputs())));
        return reductions.Concat(needed).Select(v => Spec.StatementOf(v)?.Body).OfType<Expr>();
    }

    /// <summary>Element values (loads and statements) that the requested values need, in order.</summary>
    public IReadOnlyList<int> Needed(IEnumerable<int> requested)
    {
        SortedSet<int> needed = [];
        Stack<int> open = new(requested);
        while (open.Count > 0)
        {
            int value = open.Pop();
            if (IsElement(value) && needed.Add(value) && Spec.StatementOf(value) is { } statement)
            {
                foreach (int input in statement.Body.Inputs())
                {
                    open.Push(input);
                }
            }
        }

        return [.. needed];
    }

    /// <summary>Whether a value is computed (or loaded) for each element, not once a row.</summary>
    public bool IsElement(int value) => Spec.StatementOf(value) is { } statement
        ? statement.Kind is StatementKind.Element
        : Spec.OperandOf(value) is var operand && (operand < 0 || Spec.Operands[operand].Kind is OperandKind.Elements or OperandKind.Channels or OperandKind.Positions or OperandKind.Partial);

    /// <summary>Loads and statements for the requested values.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="vector">"V" or "S".</param>
    /// <param name="requested">Values wanted.</param>
    /// <param name="offset">Where an operand's element lies.</param>
    /// <param name="reference">How an operand's memory is named here.</param>
    /// <param name="except">Values that are there already.</param>
    public void Compute(
        SourceWriter w, string vector, IEnumerable<int> requested, Func<int, string> offset, Func<int, string>? reference = null, IReadOnlyList<int>? except = null)
    {
        reference ??= operand => _operandNames[operand];
        SimdPrinter printer = new(vector, Element);
        foreach (int value in Needed(requested).Except(except ?? []))
        {
            int operand = Spec.OperandOf(value);
            if (Spec.StatementOf(value) is { } statement)
            {
                w.Line($"{vector} {_valueNames[value]} = {printer.Print(statement.Body, v => Read(v, vector, reference))};");
            }
            else if (operand >= 0)
            {
                w.Line(Spec.Operands[operand].Kind == OperandKind.Partial
                    ? $"{vector} {_valueNames[value]} = Partials.Sum<{vector}, {Element}>(ref {reference(operand)}, {Spec.Operands[operand].Layout.RoundedSize}, worker, c);"
                    : $"{vector} {_valueNames[value]} = {vector}.Load(ref {reference(operand)}, {offset(operand)});");
            }
        }
    }

    /// <summary>A value inside a formula: a local, or a row's number broadcast.</summary>
    public string Read(int value, string vector, Func<int, string>? reference = null)
    {
        if (IsElement(value))
        {
            return _valueNames[value];
        }

        int operand = Spec.OperandOf(value);
        return operand < 0 || Spec.Operands[operand].Kind == OperandKind.Rows ? $"{vector}.Create({_valueNames[value]})"
            : Spec.Operands[operand].Kind == OperandKind.Scalar ? $"{vector}.Create({(reference is null ? _operandNames[operand] : reference(operand))})"
            : _valueNames[value];
    }

    private string FormulaName(int value) => Spec.OperandOf(value) is var operand && operand >= 0 ? _operandNames[operand] : _valueNames[value];

    private bool IsRead(int operand) => Spec.Inputs.Contains(operand);

    private bool IsSum(int operand) => Spec.Operands[operand].Kind == OperandKind.Partial;

    /// <summary>Whether a formula contains such a part.</summary>
    public static bool Contains<T>(Expr e)
        where T : Expr => e.Parts().OfType<T>().Any();

    /// <summary>The counts that formulas divide by, as names and where they come from.</summary>
    public static IEnumerable<(string Name, string Source)> Inverses(IEnumerable<Expr> formulas) => formulas
        .SelectMany(f => f.Parts().OfType<Expr.InverseBatch>()).Distinct().OrderBy(i => i.Length)
        .Select(i => (SimdPrinter.Inverse(i), i.Length < 0 ? "worker.InverseBatch" : $"worker.InverseRows({i.Length})"));
}
