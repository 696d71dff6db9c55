using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends;

/// <summary>What all elementwise kernels share, whatever prints them: names of operands and values, and which values need which.</summary>
internal class ElementBody
{
    private readonly Dictionary<int, string> _operandNames = [];
    private readonly Dictionary<int, string> _valueNames = [];

    /// <param name="spec">The work.</param>
    /// <param name="names">Names of the operands, then of the statements.</param>
    /// <param name="producer">Name of the value that a contraction or pooling hands over; null without one.</param>
    /// <param name="element">"float" or "double".</param>
    /// <param name="reserved">Names that the code around it uses.</param>
    protected ElementBody(ElementwiseSpec spec, IReadOnlyList<string> names, string? producer, string element, params string[] reserved)
    {
        Spec = spec;
        Element = element;
        Names scope = new(reserved);
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
                ? spec.Operands[operand].Kind is OperandKind.Label
                    ? scope.Unique(_operandNames[operand] + "Class")
                    : scope.Unique(_operandNames[operand] + "Value")
                : scope.Unique(NewName(Names.Local(names[spec.Operands.Count + value - spec.FirstStatementValue])));
        }
    }

    /// <summary>What is computed anew from a value of the same name: "newRunningMean".</summary>
    private string NewName(string name) =>
        _operandNames.ContainsValue(name) ? $"new{char.ToUpperInvariant(name[0])}{name.Substring(1)}" : name;

    public ElementwiseSpec Spec { get; }

    /// <summary>"float" or "double".</summary>
    public string Element { get; }

    /// <summary>The value that a contraction or pooling hands over.</summary>
    public string Producer { get; }

    /// <summary>The elements it runs over, for people.</summary>
    public string Domain => Spec switch
    {
        { Mode: ElementMode.Channels, Channels: 1 } => "one number",
        { Mode: ElementMode.Channels } => $"{Spec.Channels} channels",
        { Height: 1, Width: 1 } => $"batch × {Spec.Channels}",
        { Height: 1 } => $"batch × {Spec.Width} × {Spec.Channels}",
        _ => $"batch × {Spec.Height} × {Spec.Width} × {Spec.Channels}",
    };

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
        : Spec.OperandOf(value) is var operand
            && (operand < 0
                || Spec.Operands[operand].Kind
                    is OperandKind.Elements or OperandKind.Channels or OperandKind.Positions or OperandKind.Samples
                        or OperandKind.Partial);

    private string FormulaName(int value) =>
        Spec.OperandOf(value) is var operand && operand >= 0 ? _operandNames[operand] : _valueNames[value];

    private bool IsRead(int operand) => Spec.Inputs.Contains(operand);

    private bool IsSum(int operand) => Spec.Operands[operand].Kind == OperandKind.Partial;

    /// <summary>The name that 1 / a count has in a kernel: "inverseBatch", "inverseRows0", "lossScale".</summary>
    public static string Inverse(Expr.InverseBatch inverse) => inverse.Length < 0
        ? (inverse.IsLossScale ? "lossScale" : "inverseBatch")
        : (inverse.IsLossScale ? "lossScale" : "inverseRows") + inverse.Length;

    /// <summary>Whether a formula contains such a part.</summary>
    public static bool Contains<T>(Expr e)
        where T : Expr => e.Subexpressions().OfType<T>().Any();
}
