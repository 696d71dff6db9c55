using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>What the methods of every elementwise pass have: what they take, what they read of the worker, loops with vectors.</summary>
/// <param name="writer">Where to.</param>
/// <param name="body">What is computed.</param>
/// <param name="name">Of the pass's method; those it calls begin with it.</param>
internal sealed class KernelFrame(SourceWriter writer, SimdBody body, string name)
{
    public const string Inline = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    public const string NotInlined = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    public SourceWriter Writer { get; } = writer;

    public SimdBody Body { get; } = body;

    public ElementwiseSpec Spec => Body.Spec;

    public string Name { get; } = name;

    public int Channels => Spec.HasWholeLines ? Spec.Width * Spec.Channels : Spec.Channels;

    /// <summary>Whether it draws random numbers.</summary>
    public bool IsRandom => Body.Uses<Expr.Uniform>();

    /// <summary>Elements of the widest vectors there are, of 512 bits.</summary>
    private int WidestVector => Body.Element == "double" ? 8 : 16;

    public static string Join(IEnumerable<string> parts) => string.Join(", ", parts);

    /// <summary>Whether each row has a start of its own in an operand.</summary>
    public static bool HasStart(OperandSpec operand) =>
        operand.Kind is OperandKind.Elements or OperandKind.Positions or OperandKind.Samples;

    /// <summary>Whether what happens at an element touches an operand itself: not what is read once for a row.</summary>
    public static bool IsInner(OperandSpec operand) => HasStart(operand)
        || operand.Kind is OperandKind.Channels or OperandKind.Scalar or OperandKind.Partial;

    public IEnumerable<Store> ElementStores() => Spec.Stores.Where(s => Spec.Operands[s.Operand].Kind == OperandKind.Elements);

    /// <summary>The values of statements of a kind.</summary>
    public IReadOnlyList<int> Statements(StatementKind kind) =>
    [
        .. Enumerable.Range(0, Spec.Statements.Count)
            .Where(i => Spec.Statements[i].Kind == kind)
            .Select(i => i + Spec.FirstStatementValue),
    ];

    /// <summary>Opens the pass's method.</summary>
    public SourceWriter.Block Open(bool hasContext = true)
    {
        // Not inlined: a whole step's kernels exceed what the compiler inlines into one method, so that vectors became calls.
        Writer.Line(NotInlined);
        string parameters = Join(["Worker worker", .. StreamParameter(), .. Body.OperandParameters(_ => true)]);
        Writer.Line($"internal static void {Name}<V, S>({parameters})");
        Writer.Indented($"where V : struct, ISimd<V, {Body.Element}>");
        SourceWriter.Block block = Writer.Open($"    where S : struct, ISimd<S, {Body.Element}>");
        if (hasContext)
        {
            EmitContext();
        }

        return block;
    }

    /// <summary>Which of the program's random numbers are its own.</summary>
    public IEnumerable<string> StreamParameter() => IsRandom ? ["uint stream"] : [];

    public IEnumerable<string> InnerParameters() => Body.OperandParameters(o => IsInner(Spec.Operands[o]));

    public IEnumerable<string> InnerOperands() => Body.OperandArguments(o => IsInner(Spec.Operands[o]));

    public IEnumerable<string> ContextParameters() =>
        [.. IsRandom ? new[] { "uint step", "uint seed" } : [], .. SimdBody.Inverses(Body.Bodies).Select(i => $"double {i.Name}")];

    public IEnumerable<string> ContextArguments() =>
        [.. IsRandom ? new[] { "step", "seed" } : [], .. SimdBody.Inverses(Body.Bodies).Select(i => i.Name)];

    /// <summary>Reads what formulas take of the worker.</summary>
    public void EmitContext()
    {
        if (IsRandom)
        {
            Writer.Line("uint step = worker.Step, seed = worker.Seed + stream;");
            Writer.Line($"nint first = {Body.First};");
        }

        foreach ((string inverse, string source) in SimdBody.Inverses(Body.Bodies))
        {
            Writer.Line($"double {inverse} = {source};");
        }
    }

    /// <summary>The method for what is stored at an element.</summary>
    public void EmitAt(IReadOnlyList<Store> stores, IEnumerable<string> parameters, Func<int, string> offset)
    {
        Writer.Line();
        Writer.Line(Inline);
        using (Writer.Open($"private static void {Name}At<V>({Join(parameters)}) where V : struct, ISimd<V, {Body.Element}>"))
        {
            Body.Compute(Writer, "V", stores.Select(s => s.Value), offset);
            EmitStores(stores, offset);
        }
    }

    public void EmitStores(IEnumerable<Store> stores, Func<int, string> offset)
    {
        foreach (Store store in stores)
        {
            Writer.Line($"{Body.Value(store.Value)}.Store(ref {Body.Operand(store.Operand)}, {offset(store.Operand)});");
        }
    }

    /// <summary>Vectors while they fit, then single elements; only what can run where the end is a constant.</summary>
    public void Loop(string counter, string end, Func<string, string> body)
    {
        int? count = int.TryParse(end, out int known) ? known : null;
        bool hasVectors = FillVectors(count), hasRest = count is not { } all || all % WidestVector != 0;
        if (hasVectors)
        {
            using (Writer.Open($"for (; {counter} <= {end} - V.Count; {counter} += V.Count)"))
            {
                Writer.Line(body("V"));
            }
        }

        if (hasVectors && hasRest)
        {
            Writer.Line();
        }

        if (hasRest)
        {
            using (Writer.Open($"for (; {counter} < {end}; {counter}++)"))
            {
                Writer.Line(body("S"));
            }
        }
    }

    /// <summary>Whether so many elements may fill the narrowest vectors there are, of 128 bits.</summary>
    public bool FillVectors(int? count, int vectors = 1) => count is not { } all || all >= vectors * WidestVector / 4;
}
