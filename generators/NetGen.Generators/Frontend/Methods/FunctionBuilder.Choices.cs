using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <content>Bools, choices between values, and the path that conditions narrow.</content>
internal sealed partial class FunctionBuilder
{
    /// <summary>1 where a bool holds, else 0.</summary>
    public Symbolic Settled(Symbolic condition) => condition switch
    {
        KnownTruth or Truth => condition,
        _ => Choose(condition, new Known(1), new Known(0)) is var chosen and not Known ? new Truth(StepOf(chosen)) : condition,
    };

    public Symbolic Not(Symbolic condition) => condition switch
    {
        KnownTruth k => new KnownTruth(!k.Value),
        Comparison { Kind: ComparisonKind.Greater } c => new Comparison(ComparisonKind.AtLeast, c.Right, c.Left),
        Comparison { Kind: ComparisonKind.AtLeast } c => new Comparison(ComparisonKind.Greater, c.Right, c.Left),
        Comparison { Kind: ComparisonKind.Equal } c => c with { Kind = ComparisonKind.Different },
        Comparison c => c with { Kind = ComparisonKind.Equal },
        _ => new Truth(StepOf(Map(x => 1 - x[0], condition))),
    };

    /// <summary>What a formula of 1 and 0 says, for each element of a row if one is given.</summary>
    public Truth Holds(Expr formula, int[] operands, int row = -1) => new(Add(
        new FunctionStep(StepKind.Map, operands.ToEquatableArray())
        {
            Body = formula, IsRow = row >= 0, Width = row >= 0 ? _steps[row].Width : 1,
        }));

    public Symbolic And(Symbolic a, Symbolic b) => (a, b) switch
    {
        (KnownTruth k, _) => k.Value ? b : k,
        (_, KnownTruth k) => k.Value ? a : k,
        _ => new Truth(StepOf(Map(x => x[0] * x[1], Settled(a), Settled(b)))),
    };

    public Symbolic Or(Symbolic a, Symbolic b) => Not(And(Not(a), Not(b)));

    /// <summary>One of two numbers, rows, bools or composites.</summary>
    public Symbolic Choose(Symbolic condition, Symbolic then, Symbolic otherwise)
    {
        if (condition is KnownTruth known)
        {
            return known.Value ? then : otherwise;
        }

        if (Equals(then, otherwise))
        {
            return then;
        }

        switch (then, otherwise)
        {
            case (Composite a, Composite b):
                return a with { Fields = [.. a.Fields.Zip(b.Fields, (x, y) => Choose(condition, x, y))] };
            case (KnownTruth or Truth or Comparison, KnownTruth or Truth or Comparison):
                return new Truth(StepOf(Choose(condition, AsNumber(then), AsNumber(otherwise))));
        }

        if (then is Matrix || otherwise is Matrix)
        {
            throw new MisfitException("A choice between matrices", "multiply both, and choose between the rows");
        }

        return condition switch
        {
            Comparison { Kind: ComparisonKind.Greater } c => Select(c.Left, c.Right, then, otherwise),
            Comparison { Kind: ComparisonKind.AtLeast } c => Select(c.Right, c.Left, otherwise, then),
            Comparison { Kind: ComparisonKind.Equal } c => Same(c, then, otherwise),
            Comparison c => Same(c, otherwise, then),
            Truth t => Map(x => Expr.Greater(x[0], 0.5, x[1], x[2]), new Number(t.Step), then, otherwise),
            _ => throw new InvalidOperationException($"{condition} is no bool."),
        };

        Symbolic Select(int left, int right, Symbolic a, Symbolic b) =>
            Map(x => Expr.Greater(x[0], x[1], x[2], x[3]), Of(left), Of(right), a, b);

        Symbolic Same(Comparison c, Symbolic a, Symbolic b) => Map(
            x => Expr.Greater(x[0], x[1], x[3], Expr.Greater(x[1], x[0], x[3], x[2])), Of(c.Left), Of(c.Right), a, b);
    }

    private Symbolic AsNumber(Symbolic truth) => Settled(truth) is KnownTruth known
        ? new Known(known.Value ? 1 : 0)
        : new Number(StepOf(Settled(truth)));

    /// <summary>A step as a number, or as the constant it is.</summary>
    private Symbolic Of(int step) => _steps[step] is { Kind: StepKind.Map, Body: Expr.Constant constant }
        ? new Known(constant.Value)
        : new Number(step);

    /// <summary>Narrows the path by a condition; gives what it was.</summary>
    public int Enter(Symbolic condition)
    {
        int before = Path;
        if (condition is not KnownTruth { Value: true })
        {
            int holds = StepOf(condition is KnownTruth ? new Known(0) : Settled(condition));
            int path = before < 0 ? holds : StepOf(Map(x => x[0] * x[1], new Number(before), new Number(holds)));
            if (path != before)
            {
                _outer[path] = before;
                Path = path;
            }
        }

        return before;
    }

    /// <summary>Whether what is computed under a condition is there on the path.</summary>
    private bool IsReached(int guard)
    {
        for (int path = Path; path != guard; path = _outer[path])
        {
            if (path < 0)
            {
                return false;
            }
        }

        return true;
    }
}
