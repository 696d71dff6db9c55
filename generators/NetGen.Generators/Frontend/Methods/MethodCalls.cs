using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Puts methods' bodies in the place of their calls, and knows what a body refers to outside of it.</summary>
/// <param name="compilation">Where the methods are.</param>
/// <param name="builder">Receives the steps.</param>
/// <param name="diagnostics">Receives warnings.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class MethodCalls(
    Compilation compilation, FunctionBuilder builder, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private const int MostDepth = 64;

    private readonly Stack<IMethodSymbol> _callers = new();

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Whether a body has what the C# compiler rejects.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What was read last, for diagnostics.</summary>
    public IMethodSymbol Current => _callers.Peek();

    public static bool IsDifferentiable(IMethodSymbol method) => method.GetAttributes().Any(static a => a.Is<DifferentiableAttribute>());

    public static bool IsRow(ITypeSymbol type) => IsOwn(type, "Row");

    public static bool IsMatrix(ITypeSymbol type) => IsOwn(type, "Matrix");

    private static bool IsOwn(ITypeSymbol type, string name) => type is INamedTypeSymbol { Arity: 1 } named && named.Name == name
        && named.ContainingNamespace is { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The parameters of a record, each of which is a property, too; empty for other types.</summary>
    public static IReadOnlyList<IParameterSymbol> PartsOf(ITypeSymbol type) => type is not INamedTypeSymbol { IsRecord: true } named ? []
        : named.InstanceConstructors
            .Where(c => c.Parameters.Length > 0
                && c.Parameters.All(p => named.GetMembers(p.Name).Any(static m => m is IPropertySymbol or IFieldSymbol)))
            .OrderByDescending(static c => c.Parameters.Length).FirstOrDefault()?.Parameters ?? [];

    /// <summary>What a method gives for values.</summary>
    /// <exception cref="UnsupportedException">Its body, or the call, cannot be differentiated.</exception>
    public Symbolic Inline(IMethodSymbol method, IReadOnlyList<Symbolic> arguments, IOperation? call)
    {
        method = method.OriginalDefinition;
        if (_callers.Any(caller => SymbolEqualityComparer.Default.Equals(caller, method)) || _callers.Count == MostDepth)
        {
            throw new UnsupportedException(call!.Syntax, $"The call of {method.Name} by itself", "write a loop with known bounds");
        }

        IOperation body = BodyOf(method) ?? throw new UnsupportedException(
            call!.Syntax, $"The call of {method.Name}, whose source is not in this project",
            "link the file that declares it, or write it here");
        _callers.Push(method);
        MethodEvaluator.CallScope scope = new();
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            scope.Variables[method.Parameters[i]] = arguments[i];
        }

        int path = builder.Path;
        MethodEvaluator evaluator = new(builder, scope, this);
        evaluator.RunBody(body);
        builder.Path = path;
        _callers.Pop();
        Symbolic result = scope.IsDone ? scope.Result! : throw new UnsupportedException(
            body.Syntax, "A way through the method without a return", "return a value on each way");
        return GradientOf(method) is { } gradient ? WithGradient(method, result, arguments, gradient, call) : result;
    }

    private static AttributeData? GradientOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(static a => a.Is<GradientAttribute>());

    /// <summary>The value with the derivative that another method gives.</summary>
    private Symbolic WithGradient(
        IMethodSymbol method, Symbolic value, IReadOnlyList<Symbolic> arguments, AttributeData gradient, IOperation? call)
    {
        string? name = gradient.ConstructorArguments is [{ Value: string text }] ? text : null;
        IMethodSymbol? derivative = method.ContainingType.GetMembers(name ?? "").OfType<IMethodSymbol>().FirstOrDefault();
        SyntaxNode at = gradient.ApplicationSyntaxReference?.GetSyntax() ?? call!.Syntax;
        bool fits = derivative is { IsStatic: true } && IsDifferentiable(derivative)
            && derivative.Parameters.Select(static p => p.Type).SequenceEqual(method.Parameters.Select(static p => p.Type), SymbolEqualityComparer.Default)
            && arguments.Append(value).All(static a => a is Number or Known);
        if (!fits)
        {
            throw new UnsupportedException(
                at, $"The gradient '{name}'", $"name a static method with [Differentiable] that takes the same numbers as {method.Name}");
        }

        Symbolic given = Inline(derivative!, arguments, call);
        IReadOnlyList<Symbolic> derivatives = given is Composite composite ? composite.Fields : [given];
        if (derivatives.Count != arguments.Count)
        {
            throw new UnsupportedException(
                at, $"The gradient '{name}' of {derivatives.Count} derivatives", $"return one for each of the {arguments.Count} parameters");
        }

        int count = arguments.Count;
        return builder.Map(
            x => new Expr.WithGradient(
                x[0], x.Skip(1).Take(count).ToEquatableArray(), x.Skip(1 + count).ToEquatableArray()),
            [value, .. arguments, .. derivatives]);
    }

    /// <summary>The body of a method of this project; null for one of another.</summary>
    private IOperation? BodyOf(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(CancellationToken) is not BaseMethodDeclarationSyntax syntax
            || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            return null;
        }

        IOperation? body = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, CancellationToken);
        HasErrors |= body is null || body.Descendants().Any(static operation => operation.Kind is OperationKind.Invalid or OperationKind.None);
        return body;
    }

    /// <summary>The constant a static readonly field starts with; null for none.</summary>
    public Symbolic? Initial(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && compilation.ContainsSyntaxTree(value.SyntaxTree)
        && compilation.GetSemanticModel(value.SyntaxTree).GetConstantValue(value, CancellationToken) is { HasValue: true, Value: { } constant }
            ? MethodEvaluator.Constant(constant)
            : null;

    /// <summary>The default of a type: zeros.</summary>
    public Symbolic Default(ITypeSymbol type, IOperation expression) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => new KnownTruth(false),
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => new Known(0),
        INamedTypeSymbol { IsTupleType: true } tuple => new Composite(
            type, MethodEvaluator.FieldNames(type), [.. tuple.TupleElements.Select(element => Default(element.Type, expression))]),
        _ when PartsOf(type) is { Count: > 0 } parts && type.IsValueType => new Composite(
            type, MethodEvaluator.FieldNames(type), [.. parts.Select(part => Default(part.Type, expression))]),
        _ => throw new UnsupportedException(expression.Syntax, $"The default of {type.Name}", "use numbers, tuples and record structs"),
    };

    /// <summary>A matrix times a row.</summary>
    public Symbolic Product(int matrix, int row, IOperation expression)
    {
        if (builder[row].Width is var width && width > 0 && builder[matrix].Columns is var columns && columns != width)
        {
            throw new UnsupportedException(
                expression.Syntax, $"A matrix of {builder[matrix].Width} × {columns} times a row of {width}",
                "give the matrix as many columns as the row has numbers");
        }

        return new Row(builder.Add(new FunctionStep(StepKind.Product, new[] { matrix, row }.ToEquatableArray())
        {
            IsRow = true, Width = builder[matrix].Width,
        }));
    }

    public Symbolic Slice(int row, int start, int length, IOperation expression)
    {
        int width = builder[row].Width;
        if (start < 0 || length < 1 || (width > 0 && start + length > width))
        {
            throw new UnsupportedException(
                expression.Syntax, $"A slice of {length} from {start}", $"stay within the {width} numbers of the row");
        }

        return new Row(builder.Add(new FunctionStep(StepKind.Slice, new[] { row }.ToEquatableArray())
        {
            Index = start, IsRow = true, Width = length,
        }));
    }

    public void CheckWidths(Symbolic a, Symbolic b, IOperation expression)
    {
        if (a is Row first && b is Row second && builder[first.Step].Width != builder[second.Step].Width)
        {
            throw new UnsupportedException(
                expression.Syntax, $"A row of {builder[first.Step].Width} numbers with one of {builder[second.Step].Width}",
                "use rows of one length");
        }
    }

    /// <summary>Warns of what has no useful derivative.</summary>
    public void Warn(IOperation expression, string why)
    {
        DiagnosticInfo warning = DiagnosticInfo.Create("NG0092", MethodSite.Of(expression.Syntax, Current), Current.Name, why);
        if (!diagnostics.Contains(warning))
        {
            diagnostics.Add(warning);
        }
    }
}
