using Microsoft.CodeAnalysis;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>What a method's parameters stand for, and what its result is.</summary>
internal sealed class MethodSignature(FunctionBuilder builder, IMethodSymbol method)
{
    private const string Numbers = "float or double";

    public List<GivenModel> Given { get; } = [];

    public List<LearntModel> Learnt { get; } = [];

    /// <summary>The steps of its parameters; null where they do not fit the role.</summary>
    public IReadOnlyList<Symbolic>? Arguments(MethodRole role, double[] constants, out string? fault) => role switch
    {
        MethodRole.Recurrent => OfCell(out fault),
        MethodRole.Loss => OfLoss(out fault),
        _ => OfNumbers(role, constants, out fault),
    };

    /// <summary>The steps of what it returns; null where that does not fit.</summary>
    public IReadOnlyList<int>? Results(MethodRole role, Symbolic result, out string? fault)
    {
        fault = null;
        if (role != MethodRole.Recurrent)
        {
            fault = result is Number or Known && IsNumber(method.ReturnType)
                ? null
                : $"it returns {method.ReturnType.ToDisplayString()}, where {Numbers} is meant";
            return fault is null ? [builder.StepOf(result)] : null;
        }

        // The state, or the state and what is given beside it.
        ITypeSymbol state = method.Parameters[1].Type;
        bool isPair = !AreAlike(method.ReturnType, state)
            && result is Composite { Fields: [_, ..] } pair && method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            && AreAlike(tuple.TupleElements[0].Type, state);
        if (!isPair && !AreAlike(method.ReturnType, state))
        {
            fault = $"it returns {method.ReturnType.ToDisplayString()}, where the state ({state.ToDisplayString()}) is meant, "
                + "or a tuple of it and what is given";
            return null;
        }

        List<Symbolic> parts = isPair
            ? [.. ((Composite)result).Fields.SelectMany(Flat)]
            : [.. Flat(result), .. Flat(result)];
        fault = parts.All(static part => part is Number or Known or Row) ? null : "it returns something else than numbers and rows";
        return fault is null ? [.. parts.Select(builder.StepOf)] : null;
    }

    /// <summary>Whether two types are one, whatever the elements of tuples are called.</summary>
    private static bool AreAlike(ITypeSymbol one, ITypeSymbol other) =>
        one is INamedTypeSymbol { IsTupleType: true } a && other is INamedTypeSymbol { IsTupleType: true } b
            ? a.TupleElements.Length == b.TupleElements.Length
                && a.TupleElements.Zip(b.TupleElements, (x, y) => AreAlike(x.Type, y.Type)).All(static alike => alike)
            : SymbolEqualityComparer.Default.Equals(one, other);

    private static IEnumerable<Symbolic> Flat(Symbolic value) => value is Composite composite ? composite.Fields.SelectMany(Flat) : [value];

    private IReadOnlyList<Symbolic>? OfNumbers(MethodRole role, double[] constants, out string? fault)
    {
        List<Symbolic> arguments = [];
        Queue<double> left = new(constants);
        fault = null;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            bool isConstant = role == MethodRole.Apply && Given.Count > 0 && LearnableOf(parameter) is null;
            if (!IsNumber(parameter.Type) && !(IsWhole(parameter.Type) && isConstant))
            {
                fault = $"its parameter {parameter.Name} is {parameter.Type.ToDisplayString()}, where {Numbers} is meant";
                return null;
            }

            if (LearnableOf(parameter) is { } learnable)
            {
                arguments.Add(AddLearnt(parameter.Name, parameter.Type, learnable, out fault));
            }
            else if (role == MethodRole.Merge || Given.Count == 0)
            {
                arguments.Add(AddGiven(parameter.Name, GivenKind.Value));
            }
            else if (left.Count > 0)
            {
                double constant = left.Dequeue();
                arguments.Add(new Known(constant));
                fault = IsWhole(parameter.Type) && constant != Math.Floor(constant)
                    ? FormattableString.Invariant($"its parameter {parameter.Name} is whole, and {constant} is given")
                    : null;
            }
            else
            {
                fault = role == MethodRole.Regularizer ? "it takes more than a weight"
                    : $"its parameter {parameter.Name} has no value: mark it with [Learnable], or give a constant behind the method's name";
            }

            if (fault is not null)
            {
                return null;
            }
        }

        fault = left.Count > 0 ? $"{constants.Length} constants are given, {left.Count} more than it has parameters for"
            : Given.Count == 0 ? "it takes no value"
            : role == MethodRole.Regularizer && Learnt.Count > 0 ? "a penalty has nothing to learn"
            : null;
        return fault is null ? arguments : null;
    }

    private IReadOnlyList<Symbolic>? OfLoss(out string? fault)
    {
        IParameterSymbol[] parameters = [.. method.Parameters];
        bool isRow = parameters.Length > 0 && IsSpan(parameters[0].Type);
        bool fits = parameters.Length is 2 or 3 && (isRow
            ? IsSpan(parameters[1].Type) || parameters[1].Type.SpecialType == SpecialType.System_Int32
            : IsNumber(parameters[0].Type) && IsNumber(parameters[1].Type))
            && parameters.Skip(2).All(p => IsNumber(p.Type));
        fault = parameters.Any(static p => LearnableOf(p) is not null) ? "a loss has nothing to learn"
            : fits ? null
            : "it must take prediction and target, and perhaps the sample's weight: (float, float), "
                + "(ReadOnlySpan<float>, ReadOnlySpan<float>) or (ReadOnlySpan<float>, int)";
        if (fault is not null)
        {
            return null;
        }

        bool isLabel = isRow && !IsSpan(parameters[1].Type);
        int width = isRow ? 0 : 1;
        List<Symbolic> arguments =
        [
            AddGiven(parameters[0].Name, GivenKind.Value, width),
            AddGiven(parameters[1].Name, isLabel ? GivenKind.Label : GivenKind.Target, width),
        ];
        arguments.AddRange(parameters.Skip(2).Select(p => AddGiven(p.Name, GivenKind.Weight)));
        return arguments;
    }

    private IReadOnlyList<Symbolic>? OfCell(out string? fault)
    {
        fault = method.Parameters.Length is 2 or 3 ? null : "a cell takes its inputs, its state and perhaps its weights";
        if (fault is not null)
        {
            return null;
        }

        List<Symbolic> arguments = [];
        for (int i = 0; i < method.Parameters.Length && fault is null; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            GivenKind? kind = i == 0 ? GivenKind.Value : i == 1 ? GivenKind.State : null;
            IReadOnlyList<(string Name, ITypeSymbol Type, ISymbol? Declared)> parts = Parts(parameter.Type);
            if (parts.Count == 0)
            {
                arguments.Add(Part(parameter.Name, parameter.Type, parameter, kind, isWhole: true, out fault));
                continue;
            }

            List<Symbolic> fields = [];
            foreach ((string name, ITypeSymbol type, ISymbol? declared) in parts)
            {
                if (fault is null)
                {
                    fields.Add(Part(name, type, declared, kind, isWhole: false, out fault));
                }
            }

            arguments.Add(new Composite(parameter.Type, [.. parts.Select(static part => part.Name)], fields));
        }

        return fault is null ? arguments : null;
    }

    private static IReadOnlyList<(string Name, ITypeSymbol Type, ISymbol? Declared)> Parts(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple
            ? [.. tuple.TupleElements.Select(static element => (element.Name, element.Type, (ISymbol?)element))]
            : [.. MethodCalls.PartsOf(type).Select(static part => (part.Name, part.Type, (ISymbol?)part))];

    private Symbolic Part(string name, ITypeSymbol type, ISymbol? declared, GivenKind? kind, bool isWhole, out string? fault)
    {
        fault = null;
        if (kind is null)
        {
            AttributeData? learnable = LearnableOf(declared);
            Symbolic learnt = AddLearnt(name, type, learnable, out fault);
            fault ??= learnable is null ? $"{name} needs [Learnable]" : null;
            return learnt;
        }

        if (IsNumber(type))
        {
            return AddGiven(name, kind.Value);
        }

        if (!MethodCalls.IsRow(type))
        {
            fault = $"{name} is {type.ToDisplayString()}, where float, double or a Row of them is meant";
            return new Known(0);
        }

        int width = Attribute<WidthAttribute>(declared)?.ConstructorArguments is [{ Value: int count }] ? count : 0;
        fault = width < 0 || (width == 0 && !(isWhole && kind == GivenKind.Value))
            ? $"{name} needs [Width(n)]: how many numbers it has, at least 1"
            : null;
        return AddGiven(name, kind.Value, width, isRow: true);
    }

    private Symbolic AddGiven(string name, GivenKind kind, int width = 1, bool isRow = false)
    {
        isRow |= width == 0 && kind != GivenKind.Label;
        Given.Add(new GivenModel(name, kind, width));
        int step = builder.Add(new FunctionStep(StepKind.Given, EquatableArray<int>.Empty)
        {
            Index = Given.Count - 1, Name = name, IsRow = isRow, Width = width,
        });
        return kind == GivenKind.Label ? new Label(step) : isRow ? new Row(step) : new Number(step);
    }

    private Symbolic AddLearnt(string name, ITypeSymbol type, AttributeData? learnable, out string? fault)
    {
        int[] sizes = learnable?.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } given]
            ? [.. given.Values.Select(static value => value.Value is int size ? size : 0)]
            : [];
        int wanted = MethodCalls.IsMatrix(type) ? 2 : MethodCalls.IsRow(type) ? 1 : 0;
        object? Value(string argument) => learnable?.NamedArguments.FirstOrDefault(a => a.Key == argument).Value.Value;
        double Number(string argument, double otherwise) => Value(argument) is float number ? Rate.AsWritten(number) : otherwise;
        double? start = Value("Start") is float first ? Rate.AsWritten(first) : null;
        double min = Number("Min", double.NegativeInfinity), max = Number("Max", double.PositiveInfinity);
        fault = wanted == 0 && !IsNumber(type) ? $"{name} is {type.ToDisplayString()}, where {Numbers}, a Row or a Matrix is meant"
            : sizes.Length != wanted || sizes.Any(static size => size is < 1 or > 1 << 24)
                ? $"{name} needs [Learnable] with {(wanted == 0 ? "no size" : wanted == 1 ? "its length" : "its rows and columns")}"
            : !(min < max) || start < min || start > max || (start is { } s && !(Math.Abs(s) <= 1e9))
                ? $"{name} starts outside of Min and Max, or these are no interval"
            : null;
        Learnt.Add(new LearntModel(name, sizes.ToEquatableArray(), start, min, max, Value("Per") is 0));
        int step = builder.Add(new FunctionStep(StepKind.Learnt, EquatableArray<int>.Empty)
        {
            Index = Learnt.Count - 1,
            Columns = sizes.ElementAtOrDefault(1),
            Name = name,
            IsRow = wanted == 1,
            Width = wanted == 0 ? 1 : sizes.FirstOrDefault(),
        });
        return wanted == 2 ? new Matrix(step) : wanted == 1 ? new Row(step) : new Number(step);
    }

    private static AttributeData? LearnableOf(ISymbol? declared) => Attribute<LearnableAttribute>(declared);

    /// <summary>An attribute of a record's parameter, or of the property it becomes.</summary>
    private static AttributeData? Attribute<T>(ISymbol? declared) => declared is null ? null
        : declared.GetAttributes().FirstOrDefault(static a => a.Is<T>())
            ?? (declared is IParameterSymbol parameter
                ? parameter.ContainingType?.GetMembers(parameter.Name)
                    .SelectMany(static m => m.GetAttributes()).FirstOrDefault(static a => a.Is<T>())
                : null);

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        || type.TypeKind == TypeKind.TypeParameter;

    private static bool IsWhole(ITypeSymbol type) => type.SpecialType == SpecialType.System_Int32;

    private static bool IsSpan(ITypeSymbol type) => type is INamedTypeSymbol { Name: "ReadOnlySpan", Arity: 1 } span
        && IsNumber(span.TypeArguments[0]);
}
