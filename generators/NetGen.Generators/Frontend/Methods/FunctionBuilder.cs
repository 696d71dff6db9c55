using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Collects the steps of a method: equal ones once, constants computed, each under the condition it is computed at.</summary>
internal sealed partial class FunctionBuilder
{
    /// <summary>What a loop written out may come to.</summary>
    public const int MostSteps = 20_000;

    /// <summary>Expressions that may be read, calls put in place and loops written out.</summary>
    private const int MostReads = 1_000_000;

    private readonly List<FunctionStep> _steps = [];
    private readonly Dictionary<FunctionStep, List<int>> _known = [];
    private int _reads;

    public IReadOnlyList<FunctionStep> Steps => _steps;

    /// <summary>The step that is 1 where the statement read is reached; −1 for always.</summary>
    public int Path { get; set; } = -1;

    /// <summary>The conditions that hold wherever the path is reached.</summary>
    private readonly Dictionary<int, int> _outer = [];

    public FunctionStep this[int step] => _steps[step];

    /// <summary>A number unlike any other, to see what becomes of it.</summary>
    public int Mark() => Add(new FunctionStep(StepKind.Given, EquatableArray<int>.Empty) { Index = -1 - _steps.Count });

    /// <summary>Whether it, or its derivative, may be no number where it is not meant to be computed.</summary>
    private static bool IsRisky(FunctionStep step) => step.Guard >= 0 && step.Body is { } body && body.Subexpressions().Any(
        part => part is Expr.Binary { Operator: BinaryOperator.Divide }
            or Expr.Unary { Operator: UnaryOperator.Exp or UnaryOperator.Log or UnaryOperator.Sqrt or UnaryOperator.Log1P });

    /// <summary>Counts an expression that is read.</summary>
    /// <exception cref="MisfitException">There are too many.</exception>
    public void Count()
    {
        if (++_reads > MostReads || _steps.Count > MostSteps)
        {
            throw new MisfitException("So much computation", $"at most {MostSteps} steps, loops written out, are supported");
        }
    }

    /// <summary>The path that holds for whole rows and numbers: what single elements of a row decide is left out.</summary>
    public int WholePath
    {
        get
        {
            int path = Path;
            while (path >= 0 && _steps[path].IsRow)
            {
                path = _outer[path];
            }

            return path;
        }
    }

    /// <summary>A value from outside.</summary>
    public int Add(FunctionStep step)
    {
        step = step with { Guard = step.Kind is StepKind.Given or StepKind.Learnt ? -1 : Path };
        if (!step.IsRow && IsRisky(step) && _steps[Path].IsRow)
        {
            // A number that only some elements of a row need is computed for each.
            step = step with { IsRow = true, Width = _steps[Path].Width };
        }

        FunctionStep key = step with { Name = "", Guard = -1 };
        if (!_known.TryGetValue(key, out List<int> equal))
        {
            _known[key] = equal = [];
        }

        // What is computed only elsewhere is computed again.
        int found = equal.FindIndex(index => IsReached(_steps[index].Guard));
        if (found >= 0)
        {
            return equal[found];
        }

        _steps.Add(step);
        equal.Add(_steps.Count - 1);
        return _steps.Count - 1;
    }

    /// <summary>Gives a step the name of the user's variable, unless it has one.</summary>
    public void Name(Symbolic value, string name)
    {
        int step = value switch { Number n => n.Step, Row r => r.Step, _ => -1 };
        if (step >= 0 && _steps[step] is { Name: "", Kind: not (StepKind.Given or StepKind.Learnt) })
        {
            _steps[step] = _steps[step] with { Name = name };
        }
    }

    /// <summary>A formula of values; a constant where all are.</summary>
    public Symbolic Map(Func<Expr[], Expr> formula, params Symbolic[] values)
    {
        bool isRow = values.Any(static value => value is Row);
        CheckRows(values, isRow);
        List<int> operands = [];
        Expr[] inputs = [.. values.Select(value =>
        {
            if (value is Known known)
            {
                return new Expr.Constant(known.Value);
            }

            int step = StepOf(value);
            int place = operands.IndexOf(step);
            if (place < 0)
            {
                place = operands.Count;
                operands.Add(step);
            }

            return (Expr)new Expr.Input(place);
        })];
        int path = Path;
        Path = isRow ? WholePath : path;
        Symbolic result = Mapped(formula(inputs), operands, isRow);
        Path = path;
        return result;
    }

    private void CheckRows(Symbolic[] values, bool isRow)
    {
        int[] rows = [.. values.Select(static value => value switch { Row r => r.Step, Number n => n.Step, _ => -1 })
            .Where(step => step >= 0 && _steps[step].IsRow)];
        if (isRow && values.Any(value => value is Number n && _steps[n.Step].IsRow))
        {
            throw new MisfitException("A whole row with one of its elements", "inside a loop over a row use its elements: row[i]");
        }

        int[] widths = [.. rows.Select(row => _steps[row].Width).Distinct()];
        if (widths.Length > 1)
        {
            throw new MisfitException($"A row of {NameOf(widths[0])} numbers with one of {NameOf(widths[1])}", "use rows of one length");
        }

        static string NameOf(int width) => width == 0 ? "the network's" : $"{width}";
    }

    /// <summary>The step of a number, row or bool that is no constant.</summary>
    public int StepOf(Symbolic value) => value switch
    {
        Number n => n.Step,
        Row r => r.Step,
        Truth t => t.Step,
        Known k => Constant(k.Value),
        Length l => StepOf(Map(x => x[0] + x[1], new Number(Add(
            new FunctionStep(StepKind.Length, new[] { l.Of }.ToEquatableArray()))), new Known(l.Plus))),
        Label => throw new MisfitException("Arithmetic with a class label", "use it as the place of an element: scores[label]"),
        Position => throw new MisfitException("Arithmetic with a place in a row", "use it as the place of an element: row[i]"),
        Matrix => throw new MisfitException("A matrix here", "multiply it with a row"),
        _ => throw new MisfitException("This value", "use numbers and rows"),
    };

    private int Constant(double value) =>
        Add(new FunctionStep(StepKind.Map, EquatableArray<int>.Empty) { Body = new Expr.Constant(value) });

    private Symbolic Mapped(Expr body, List<int> operands, bool isRow)
    {
        body = Apart(body, operands, isWhole: true);
        switch (body)
        {
            case Expr.Constant constant when !isRow:
                return new Known(constant.Value);
            case Expr.Input same when _steps[operands[same.Index]].IsRow == isRow || !isRow:
                return isRow ? new Row(operands[same.Index]) : new Number(operands[same.Index]);
        }

        // What was put apart may leave operands that nothing mentions.
        IReadOnlyList<int> mentioned = body.Inputs();
        body = body.Substitute(input => new Expr.Input(mentioned.ToList().IndexOf(input)));
        operands = [.. mentioned.Select(input => operands[input])];
        int step = Add(new FunctionStep(StepKind.Map, operands.ToEquatableArray())
        {
            Body = body,
            IsRow = operands.Any(operand => _steps[operand].IsRow),
            Width = operands.Where(operand => _steps[operand].IsRow).Select(operand => _steps[operand].Width).DefaultIfEmpty(1).Max(),
        });
        return isRow ? new Row(step) : new Number(step);
    }

    /// <summary>
    /// The formula with its costly parts as steps of their own, so that equal ones are computed once and derivatives read them; what stands
    /// in a choice stays there.
    /// </summary>
    private Expr Apart(Expr formula, List<int> operands, bool isWhole)
    {
        Expr inner = formula switch
        {
            Expr.Unary u => u with { Operand = Apart(u.Operand, operands, isWhole: false) },
            Expr.Binary b => b with { Left = Apart(b.Left, operands, isWhole: false), Right = Apart(b.Right, operands, isWhole: false) },
            _ => formula,
        };
        if (isWhole || inner.Inputs().Count == 0
            || inner is not (Expr.Unary { Operator: not (UnaryOperator.Negate or UnaryOperator.Abs) }
                or Expr.Binary { Operator: BinaryOperator.Divide }))
        {
            return inner;
        }

        IReadOnlyList<int> read = inner.Inputs();
        int step = Mapped(
            inner.Substitute(input => new Expr.Input(read.ToList().IndexOf(input))), [.. read.Select(input => operands[input])],
            isRow: false) is Number number ? number.Step : -1;
        if (step < 0)
        {
            return inner;
        }

        if (!operands.Contains(step))
        {
            operands.Add(step);
        }

        return new Expr.Input(operands.IndexOf(step));
    }

    /// <summary>A number for each element of a row, as a row.</summary>
    public Symbolic AsRow(Symbolic elements, Row row) => elements is Number { Step: var step } && _steps[step].IsRow
        ? new Row(step)
        : Filled(elements, row);

    private Row Filled(Symbolic value, Row row)
    {
        // A formula that mentions the row only to have its elements.
        int[] operands = value is Known ? [row.Step] : [row.Step, StepOf(value)];
        Expr body = value is Known known ? known.Value : new Expr.Input(1);
        return new Row(Add(new FunctionStep(StepKind.Map, operands.ToEquatableArray())
        {
            Body = body, IsRow = true, Width = _steps[row.Step].Width,
        }));
    }

    /// <summary>One number of a row.</summary>
    public Symbolic Reduced(StepKind kind, int row, int index = 0, int label = -1)
    {
        int[] operands = label >= 0 ? [row, label] : [row];
        return new Number(Add(new FunctionStep(kind, operands.ToEquatableArray()) { Index = index }));
    }
}
