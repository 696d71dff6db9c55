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
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    /// <summary>
    /// Callers outside of the stated derivative that is read; 0 for none. Such a method may call the one it is the derivative of, as
    /// in σ' = σ(1 − σ), whose stated derivative nobody asks for then.
    /// </summary>
    private int _outer;

    /// <summary>Whether a method is read whose derivative is stated, so that flat steps of it do not matter.</summary>
    private bool _isStated;

    private readonly HashSet<ISymbol> _fields = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a loop over a row is read.</summary>
    public bool IsInRow { get; set; }

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What was read so far.</summary>
    public List<IOperation> Bodies { get; } = [];

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
            .Where(c => c.Parameters.Length > 0 && c.Parameters.All(p => named.GetMembers(p.Name).Any(IsPart)))
            .OrderByDescending(static c => c.Parameters.Length).FirstOrDefault()?.Parameters ?? [];

    /// <summary>Whether a member of a record is what its parameter says, and nothing else.</summary>
    private static bool IsPart(ISymbol member) => member is IPropertySymbol
        && member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            PropertyDeclarationSyntax { Initializer.Value: IdentifierNameSyntax same } => same.Identifier.ValueText == member.Name,
            PropertyDeclarationSyntax => false,
            _ => true,
        };

    /// <summary>What a method gives for values.</summary>
    /// <exception cref="UnsupportedException">Its body, or the call, cannot be differentiated.</exception>
    public Symbolic Inline(IMethodSymbol method, IReadOnlyList<Symbolic> arguments, SyntaxNode? call)
    {
        method = method.OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (_callers.Take(_callers.Count - _outer).Contains(method, SymbolEqualityComparer.Default) || _callers.Count == MostDepth)
        {
            throw new UnsupportedException(call!, $"The call of {method.Name} by itself", "write a loop with known bounds");
        }

        IOperation body = BodyOf(method) ?? throw new UnsupportedException(
            call!, $"The call of {method.Name}, whose source is not in this project", "link the file that declares it, or write it here");
        _callers.Push(method);
        CallScope scope = new(builder);
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            scope.Variables[method.Parameters[i]] = arguments[i];
        }

        int path = builder.Path;
        AttributeData? gradient = GradientOf(method);
        bool isStated = _isStated;
        _isStated |= gradient is not null;
        new MethodEvaluator(builder, scope, this).RunBody(body);
        _isStated = isStated;
        builder.Path = path;
        Symbolic result = scope.IsDone ? scope.Result! : throw new UnsupportedException(
            body.Syntax, "A way through the method without a return", "return a value on each way");
        if (_outer == 0 && gradient is not null)
        {
            result = WithGradient(method, result, arguments, gradient);
        }

        _callers.Pop();
        return result;
    }

    private static AttributeData? GradientOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(static a => a.Is<GradientAttribute>());

    /// <summary>The value with the derivative that another method gives.</summary>
    private Symbolic WithGradient(
        IMethodSymbol method, Symbolic value, IReadOnlyList<Symbolic> arguments, AttributeData gradient)
    {
        string? name = gradient.ConstructorArguments is [{ Value: string text }] ? text : null;
        IMethodSymbol? derivative = method.ContainingType.GetMembers(name ?? "").OfType<IMethodSymbol>().FirstOrDefault(
            m => m.IsStatic && IsDifferentiable(m) && m.Parameters.Select(static p => p.Type).SequenceEqual(
                method.Parameters.Select(static p => p.Type), SymbolEqualityComparer.Default));
        SyntaxNode at = gradient.ApplicationSyntaxReference!.GetSyntax(CancellationToken);
        if (derivative is null || !arguments.Append(value).All(static a => a is Number or Known))
        {
            throw new UnsupportedException(
                at, $"The gradient '{name}'", $"name a static method with [Differentiable] that takes the same numbers as {method.Name}");
        }

        _outer = _callers.Count;
        Symbolic given = Inline(derivative, arguments, at);
        _outer = 0;
        IReadOnlyList<Symbolic> derivatives = given is Composite composite ? composite.Fields : [given];
        if (derivatives.Count != arguments.Count)
        {
            throw new UnsupportedException(
                at, $"The gradient '{name}' of {derivatives.Count} derivatives",
                $"return one for each of the {arguments.Count} parameters");
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

        IOperation? body = ModelOf(syntax).GetOperation(syntax, CancellationToken);
        Bodies.AddRange(body is null ? [] : [body]);
        HasErrors |= body is null ? !method.IsExtern : body.Descendants().Any(IsInvalid);
        return body;
    }

    /// <summary>What the C# compiler reports: a name that is not known, an operator without a meaning for what stands beside it.</summary>
    private static bool IsInvalid(IOperation operation) => operation.Kind == OperationKind.Invalid
        || operation is IBinaryOperation { Type.TypeKind: TypeKind.Error } or IUnaryOperation { Type.TypeKind: TypeKind.Error };

    private SemanticModel ModelOf(SyntaxNode syntax)
    {
        if (!_models.TryGetValue(syntax.SyntaxTree, out SemanticModel model))
        {
            _models[syntax.SyntaxTree] = model = compilation.GetSemanticModel(syntax.SyntaxTree);
        }

        return model;
    }

    /// <summary>The constant a static readonly field starts with; null for none.</summary>
    public Symbolic? Initial(IFieldSymbol field)
    {
        bool isFixed = field is { IsStatic: true, IsReadOnly: true }
            && field.ContainingType.StaticConstructors.All(static constructor => constructor.IsImplicitlyDeclared);
        if (!isFixed || field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(CancellationToken)
                is not VariableDeclaratorSyntax { Initializer.Value: { } value }
            || !compilation.ContainsSyntaxTree(value.SyntaxTree)
            || ModelOf(value).GetOperation(value, CancellationToken) is not { } initial
            || initial.DescendantsAndSelf().Any(IsInvalid))
        {
            return null;
        }

        Bodies.Add(initial);

        // Two fields that read each other have no value.
        if (!_fields.Add(field))
        {
            return null;
        }

        try
        {
            Symbolic constant = new ExpressionEvaluator(builder, new CallScope(builder), this).Evaluate(initial);
            return constant is Known or KnownTruth ? constant : null;
        }
        catch (UnsupportedException)
        {
            return null;
        }
        finally
        {
            _fields.Remove(field);
        }
    }

    /// <summary>The default of a type: zeros.</summary>
    public Symbolic Default(ITypeSymbol type, IOperation expression) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => new KnownTruth(false),
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => new Known(0),
        INamedTypeSymbol { IsTupleType: true } tuple => new Composite(
            type, RecordEvaluator.FieldNames(type), [.. tuple.TupleElements.Select(element => Default(element.Type, expression))]),
        _ when PartsOf(type) is { Count: > 0 } parts && type.IsValueType => new Composite(
            type, RecordEvaluator.FieldNames(type), [.. parts.Select(part => Default(part.Type, expression))]),
        _ => throw new UnsupportedException(expression.Syntax, $"The default of {type.Name}", "use numbers, tuples and record structs"),
    };

    /// <summary>Warns of what has no useful derivative.</summary>
    public void Warn(IOperation expression, string why)
    {
        DiagnosticInfo warning = DiagnosticInfo.Create("NG0092", MethodSite.Of(expression.Syntax, Current), Current.Name, why);
        if (!_isStated && _outer == 0 && !diagnostics.Contains(warning))
        {
            diagnostics.Add(warning);
        }
    }
}
