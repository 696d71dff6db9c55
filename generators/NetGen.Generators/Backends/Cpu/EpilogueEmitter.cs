using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>What rides in the store of a contraction or pooling, as a struct the runtime's loops call for each vector of results.</summary>
internal static class EpilogueEmitter
{
    /// <summary>Whether the struct is made with the worker: for random numbers, counts, or the run's length.</summary>
    public static bool NeedsWorker(ElementwiseSpec spec) =>
        (spec.Mode == ElementMode.Lines && spec.Length >= 0)
        || spec.Statements.Any(s => ElementBody.Contains<Expr.Uniform>(s.Body) || ElementBody.Contains<Expr.InverseBatch>(s.Body));

    public static void Emit(SourceWriter w, SimdBody body, string name, string title)
    {
        ElementwiseSpec spec = body.Spec;
        bool lines = spec.Mode == ElementMode.Lines, random = body.Uses<Expr.Uniform>(), free = lines && spec.Length >= 0;
        List<Layout> layouts = [.. spec.Operands.Where(o => o.Kind == OperandKind.Elements).Select(o => o.Layout).Distinct()];
        string element = body.Element;
        w.Line();
        w.Summary([$"Store of {title}", $"over {body.Domain}", .. body.Formulas()]);
        string parameters = string.Join(", ",
        [
            .. NeedsWorker(spec) ? new[] { "Worker worker" } : [],
            .. random ? new[] { "uint stream" } : [],
            .. body.OperandParameters(_ => true),
        ]);
        using (w.Open($"internal ref struct {name}({parameters}) : IEpilogue<{element}>"))
        {
            for (int operand = 0; operand < spec.Operands.Count; operand++)
            {
                w.Line($"private readonly ref {element} {Field(operand)} = ref {body.Operand(operand)};");
            }

            if (random)
            {
                w.Line("private readonly uint step = worker.Step, seed = worker.Seed + stream;");
                w.Line($"private readonly nint first = {body.First};");
            }

            foreach ((string inverse, string source) in SimdBody.Inverses(body.Bodies))
            {
                w.Line($"private readonly double {inverse} = {source};");
            }

            if (free)
            {
                w.Line($"private readonly int _rows = {spec.Rows.Code()};");
            }

            // A pooling that is computed again may be wanted for its places only.
            if (lines && (layouts.Count > 0 || random))
            {
                w.Line($"private nint {string.Join(", ", [.. layouts.Select((_, i) => $"_line{i}"), .. random ? new[] { "_row" } : []])};");
            }

            w.Line();
            w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (w.Open("public void MoveTo(int sample, int y)"))
            {
                for (int i = 0; lines && i < layouts.Count; i++)
                {
                    Layout l = layouts[i];
                    w.Line($"_line{i} = (nint)sample * {(l.Length >= 0 ? $"_rows * {l.Pixel}" : $"{l.Size} + y * {l.Line}")}{From(l)};");
                }

                if (lines && random)
                {
                    w.Line(free ? "_row = (nint)sample * _rows;" : $"_row = ((nint)sample * {spec.Height} + y) * {spec.Width};");
                }
            }

            w.Line();
            w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (w.Open($"public readonly void At<V>(V {body.Producer}, int x, int c) where V : struct, ISimd<V, {element}>"))
            {
                if (random)
                {
                    w.Line($"nint index = first + {(lines ? "(_row + x)" : "(nint)x")} * {spec.Channels} + c;");
                }

                string Offset(int operand) => spec.Operands[operand] is { Kind: OperandKind.Channels } ? "c"
                    : spec.Operands[operand].Layout is var l && lines ? $"_line{layouts.IndexOf(l)} + x * {l.Pixel} + c"
                    : $"(nint)x * {l.Pixel}{From(l)} + c";
                body.Compute(w, "V", spec.Stores.Select(s => s.Value), Offset, Field);
                foreach (Store store in spec.Stores)
                {
                    w.Line($"{body.Value(store.Value)}.Store(ref {Field(store.Operand)}, {Offset(store.Operand)});");
                }
            }
        }

        static string From(Layout layout) => layout.Origin > 0 ? $" + {layout.Origin}" : "";

        string Field(int operand) => "_" + body.Operand(operand).TrimStart('@');
    }
}
