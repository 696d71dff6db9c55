using System.Globalization;
using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;
using NetGen.Generators.Model;


namespace NetGen.Generators.Emit.Cpu;

/// <summary>A program's parts as methods that call kernels in order, and its buffers as named references.</summary>
internal sealed class ProgramEmitter(LoweredProgram program, KernelLibrary kernels)
{
    private readonly Names _identifiers = new("Run", "Update", "Values", "Tokens", "Labels", "Targets", "Signature", "Capacity", "Pack", "Forward", "Loss", "Backward", "Threads", "Plan");
    private readonly Dictionary<Buffer, string> _buffers = [];
    private readonly Dictionary<Launch, int> _calls = new(ReferenceComparer.Instance);
    private readonly Dictionary<string, int> _variables = [];

    /// <summary>A method that makes the calls of one part.</summary>
    public void EmitPart(SourceWriter w, SourceWriter kernelWriter, string name, string summary, IReadOnlyList<Launch> launches)
    {
        w.Line();
        w.Summary(summary);
        w.Line($"private void {name}<V, S>(Worker worker)");
        w.Indented($"where V : struct, ISimd<V, {kernels.Element}>");
        using (w.Open($"    where S : struct, ISimd<S, {kernels.Element}>"))
        {
            bool first = true;
            foreach (Launch launch in launches)
            {
                if (!first)
                {
                    w.Line();
                }

                first = false;
                if (launch is SyncLaunch)
                {
                    w.Line("worker.Sync();");
                    continue;
                }

                w.Line($"// {CallNumber(launch)}: {launch.Title}");
                if (launch.Detail.Length > 0)
                {
                    w.Line($"// {launch.Detail}");
                }

                Emit(w, kernelWriter, launch);
            }
        }
    }

    /// <summary>The memory plan: every buffer by name, with its shape beside it.</summary>
    public void EmitBuffers(SourceWriter w)
    {
        foreach (KeyValuePair<Buffer, string> pair in _buffers.OrderBy(b => b.Key.Kind).ThenBy(b => b.Key.Offset))
        {
            Buffer buffer = pair.Key;
            int[] used = [.. program.All.Where(call => call.Accesses.Any(a => a.Buffer == buffer)).Select(CallNumber)];
            string lives = used.Length == 0 ? "" : $", calls {used[0]} to {used[used.Length - 1]}";
            string per = buffer.Kind switch
            {
                BufferKind.Activation => $"batch × {buffer.Layout}, from {buffer.Offset} per sample{lives}",
                BufferKind.Input or BufferKind.Target => $"batch × {buffer.Layout}",
                BufferKind.Label => "batch",
                BufferKind.Partial => $"workers × {buffer.Layout}",
                _ => $"{buffer.Layout}",
            };
            w.Line();
            w.Summary($"{buffer.Name}: {per}");
            string type = buffer.Kind == BufferKind.Label ? "int" : kernels.Element;
            w.Line($"private ref {type} {pair.Value} => ref {buffer.Kind switch
            {
                BufferKind.Input => "InputBlock(0)",
                BufferKind.Target => "TargetBlock(0)",
                BufferKind.Label => "LabelBlock(0)",
                BufferKind.Activation => $"Activation({buffer.Offset})",
                BufferKind.Vector => $"VectorAt({buffer.Offset})",
                BufferKind.Partial => $"Partial({buffer.Offset})",
                BufferKind.Panel => $"Panel({buffer.Offset})",
                BufferKind.Parameter => $"ParameterAt({buffer.Offset})",
                _ => $"GradientAt({buffer.Offset})",
            }};");
        }
    }

    /// <summary>The call's place in the program, which the memory plan refers to.</summary>
    private int CallNumber(Launch launch)
    {
        if (_calls.Count == 0)
        {
            foreach (Launch call in program.All.Where(call => call is not SyncLaunch))
            {
                _calls[call] = _calls.Count + 1;
            }
        }

        return _calls[launch];
    }

    private void Emit(SourceWriter w, SourceWriter kernelWriter, Launch launch)
    {
        string t = kernels.Element;
        switch (launch)
        {
            case ElementwiseLaunch e:
                string name = kernels.Elementwise(kernelWriter, e.Spec, e.Names, e.Title, null);
                w.Line($"Kernels.{name}<V, S>(worker, {References(e.Spec, e.Buffers)});");
                break;
            case ContractionLaunch c:
                string store = Store(w, kernelWriter, c.Spec, c.Buffers, c.Names, c.Title, c.Node);
                string stride = kernels.Stride(kernelWriter, c.Stride);
                foreach (ContractionPart part in c.Parts)
                {
                    w.Line($"Contraction.Run<V, S, {t}, Kernels.{stride}, Kernels.{store}>(");
                    w.Indented($"worker, {Shape("ContractionShape", part.Shape)},", $"ref {Name(c.A)}, ref {Name(part.Panels)}, ref {Variable(store)});");
                }

                break;
            case PackLaunch p:
                w.Line($"Panels.Pack<V, {t}>(worker, {Shape("PackShape", p.Shape)}, ref {Name(p.Weights)}, ref {Name(p.Panels)});");
                break;
            case RowsGradientLaunch r:
                string rows = r.Rows == 1 ? "worker.Batch" : $"worker.Batch * {r.Rows}";
                w.Line($"WeightGradient.Rows<V, S, {t}>(worker, {rows}, {r.Features}, {r.Outputs}, ref {Name(r.X)}, ref {Name(r.Dy)}, ref {Name(r.Gradient)});");
                break;
            case WeightGradientLaunch g:
                w.Line($"WeightGradient.Run<V, S, {t}>(worker, {Shape("WeightGradientShape", g.Shape)},");
                w.Indented($"ref {Name(g.X)}, ref {Name(g.Dy)}, ref {Own(g.Partial)});");
                break;
            case CombineLaunch c:
                w.Line($"WeightGradient.Combine<{t}>(worker, {Shape("WeightGradientShape", c.Shape)},");
                w.Indented($"{c.Taps}, ref {Name(c.Partial)}, {c.Partial.Layout.RoundedSize}, worker.Count, ref {Name(c.Gradient)});");
                break;
            case PoolLaunch p:
                string poolStore = Store(w, kernelWriter, p.Spec, p.Buffers, p.Names, p.Title, p.Node);
                string sources = string.Join(", ", p.Sources.Select(s => $"ref {Name(s)}"));
                w.Line($"Pooling.{p.Node.Role}<V, S, {t}, Kernels.{poolStore}>(");
                w.Indented($"worker, {Shape("PoolShape", p.Shape)},", $"{sources}, ref {Variable(poolStore)});");
                break;
            case MoveLaunch m:
                w.Line($"Moves.Copy<V, {t}>(worker, {Shape("MoveShape", m.Shape)}, ref {Name(m.From)}, ref {Name(m.To)});");
                break;
            case ClearHaloLaunch h:
                Layout l = h.Buffer.Layout;
                w.Line($"Moves.ClearHalo<{t}>(worker, {l.Height}, {l.Width}, {l.Channels}, {l.HaloY}, {l.HaloX}, ref {Name(h.Buffer)});");
                break;
            default:
                throw new InvalidOperationException($"No code for {launch.GetType().Name}.");
        }
    }

    /// <summary>Declares the epilogue of a contraction or pooling.</summary>
    private string Store(
        SourceWriter w, SourceWriter kernelWriter, ElementwiseSpec spec, IReadOnlyList<Buffer> buffers, IReadOnlyList<string> names, string title, Node producer)
    {
        string store = kernels.Elementwise(kernelWriter, spec, names, title, producer.Name);
        ElementBody body = new(spec, names, producer.Name, kernels.Element);
        string worker = body.Uses<Expr.Uniform>() || body.Uses<Expr.InverseBatch>() ? "worker, " : "";
        _variables.TryGetValue(store, out int count);
        _variables[store] = count + 1;
        w.Line($"Kernels.{store} {Variable(store)} = new({worker}{References(spec, buffers)});");
        return store;
    }

    private string Variable(string store)
    {
        string camel = char.ToLowerInvariant(store[0]) + store.Substring(1);
        return _variables[store] > 1 ? $"{camel}{_variables[store]}" : camel;
    }

    private string References(ElementwiseSpec spec, IReadOnlyList<Buffer> buffers)
    {
        HashSet<int> written = [.. spec.Stores.Select(s => s.Operand)];
        return string.Join(", ", buffers.Select((b, i) => b.Kind == BufferKind.Partial
            ? written.Contains(i) ? $"ref {Own(b)}" : $"ref {Name(b)}"
            : $"ref {Name(b)}"));
    }

    /// <summary>A worker's own block of a sum.</summary>
    private string Own(Buffer partial)
    {
        Name(partial);
        return $"Partial({partial.Offset}, {partial.Layout.RoundedSize}, worker)";
    }

    private string Name(Buffer buffer)
    {
        Buffer root = buffer.Root;
        if (!_buffers.TryGetValue(root, out string name))
        {
            _buffers[root] = name = _identifiers.Unique(Names.Pascal(root.Name));
        }

        return name;
    }

    private static string Shape(string type, EquatableArray<Field> fields) =>
        $"new {type} {{ {string.Join(", ", fields.Select(f => $"{f.Name} = {f.Value.ToString(CultureInfo.InvariantCulture)}"))} }}";

    /// <summary>Two calls that do the same are still two calls.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<Launch>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(Launch x, Launch y) => ReferenceEquals(x, y);

        public int GetHashCode(Launch launch) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(launch);
    }
}
