using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Lowering;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>A program's parts as methods that call kernels in order, and its buffers as named references.</summary>
/// <param name="program">The program.</param>
/// <param name="kernels">The network's kernels.</param>
/// <param name="kind">What tells its kernels from those of a training step: "Inference".</param>
internal sealed class ProgramEmitter(LoweredProgram program, KernelLibrary kernels, string kind = "")
{
    private readonly CallEmitter _calls = new(
        program, isDevice: false,
        "Run", "Update", "UpdateAt", "Values", "Tokens", "Labels", "Targets", "Signature", "Capacity", "Pack", "Forward", "ComputeLoss",
        "Backward", "FirstTrained", "SumOverProcesses", "IsForwardOnly", "Activations", "Threads", "Plan", "Scratch", "Activation", "Panel",
        "Partial");
    private readonly Dictionary<string, int> _variables = [];

    /// <summary>A method that makes the calls of one phase.</summary>
    public void EmitSection(SourceWriter w, SourceWriter kernelWriter, string name, string summary, IReadOnlyList<Launch> launches)
    {
        w.Line();
        w.Summary(summary);
        w.Line($"private void {name}<V, S>(Worker worker)");
        w.Indented($"where V : struct, ISimd<V, {kernels.Element}>");
        using (w.Open($"    where S : struct, ISimd<S, {kernels.Element}>"))
        {
            _calls.Emit(w, launches, launch => Emit(w, kernelWriter, launch));
        }
    }

    /// <summary>The memory plan: every buffer by name, with its shape beside it.</summary>
    public void EmitBuffers(SourceWriter w) => new BufferEmitter(program, _calls, kernels.Element, isDevice: false).Emit(w);

    private void Emit(SourceWriter w, SourceWriter kernelWriter, Launch launch)
    {
        string t = kernels.Element;
        switch (launch)
        {
            case BarrierLaunch s:
                w.Line(s.OnlyShared ? "worker.SyncShared();" : "worker.Sync();");
                break;
            case ElementwiseLaunch e:
                string name = kernels.Elementwise(kernelWriter, e.Work, null, kind);
                w.Line($"Kernels.{name}<V, S>(worker, {Random(e)}{References(e.Work)});");
                break;
            case ContractionLaunch c:
                EmitContraction(w, kernelWriter, c);
                break;
            case PackLaunch p:
                string packer = (p.ToPoints, p.IntegerRun > 0) switch
                {
                    (true, true) => "QuantizedWinograd.Pack<V>",
                    (false, true) => "QuantizedContraction.Pack<V>",
                    (true, _) => $"Winograd.Pack<V, {t}>",
                    _ => $"Panels.Pack<V, {t}>",
                };
                string run = p is { IntegerRun: > 0, ToPoints: false } ? $", {p.IntegerRun}" : "";
                string pack = $"{packer}(worker, {p.Shape.Code()}{run}, ref {Name(p.Weights)}, ref {Name(p.Panels)});";
                if (!p.IsForMany)
                {
                    w.Line(pack);
                    break;
                }

                using (w.Open("if (worker.Batch > 1)"))
                {
                    w.Line(pack);
                }

                break;
            case RowsGradientLaunch r:
                string rows = Dim.Of(r.Geometry.Length, r.Geometry.OutHeight * r.Geometry.OutWidth).OfBatch.Code();
                string product = $"<V, S, {t}>(worker, {rows}, {r.Geometry.Channels}, {r.Geometry.Outputs}, {First(r.X)}, {First(r.Dy)}";
                string steps = Step("xRow", r.X.Layout) + Step("dyRow", r.Dy.Layout);
                w.Line(r.Updates
                    ? $"WeightGradient.Update{product}, UpdateAt({_calls.Buffers.Offset(r.Weights)}){steps});"
                    : $"WeightGradient.Rows{product}, ref {Name(r.Gradient)}{Accumulate(r.Accumulates)}{steps});");
                break;
            case WeightGradientLaunch { Schedule: { Method: GradientMethod.Winograd } tiled } g:
                w.Line($"Winograd.WeightGradient<V, S, {t}>(worker, {g.Shape.Code()}, {tiled.TilesAtOnce},");
                w.Indented($"ref {Name(g.X)}, ref {Name(g.Dy)}, ref Scratch(worker), ref {_calls.Buffers.Own(g.Partial)});");
                break;
            case WeightGradientLaunch g:
                string gradient = g.Schedule.Method == GradientMethod.Depthwise ? "Depthwise.WeightGradient" : "WeightGradient.Run";
                w.Line($"{gradient}<V, S, {t}>(worker, {g.Shape.Code()},");
                w.Indented($"ref {Name(g.X)}, ref {Name(g.Dy)}, ref {_calls.Buffers.Own(g.Partial)});");
                break;
            case CombineLaunch c:
                w.Line($"WeightGradient.Combine<V, S, {t}>(worker, {c.Shape.Code()},");
                w.Indented(
                    $"{c.Taps}, ref {Name(c.Partial)}, {c.Partial.Layout.RoundedSize}, worker.Count, "
                    + $"ref {Name(c.Gradient)}{Accumulate(c.Accumulates)});");
                break;
            case PoolLaunch p:
                string poolStore = Store(w, kernelWriter, p, p.Work, p.Node);
                string sources = string.Join(", ", p.Operands.Select(s => $"ref {Name(s)}"));
                string places = p.Shape.Place.Type is var type && p.HasPlaces ? $", {type.Code(t)}" : "";
                w.Line($"Pooling.{p.Node.Role}<V, S, {t}{places}, Kernels.{poolStore}>(");
                w.Indented($"worker, {p.Shape.Code()},", $"{sources}, ref {Variable(poolStore)});");
                break;
            case MoveLaunch m:
                w.Line($"Moves.Copy<V, {t}>(worker, {m.Shape.Code()}, ref {Name(m.From)}, ref {Name(m.To)});");
                break;
            case ClearLaunch { IsWhole: true } c:
                string clear = $"Moves.Clear<{t}>(worker, {c.Buffer.Layout.SampleSize.Code()}, ref {Name(c.Buffer)});";
                if (!c.IsAtStart)
                {
                    w.Line(clear);
                    break;
                }

                using (w.Open("if (worker.Past == 0)"))
                {
                    w.Line(clear);
                }

                break;
            case ClearLaunch h:
                Layout l = h.Buffer.Layout;
                w.Line($"Moves.ClearHalo<{t}>(worker, {l.Height}, {l.Width}, {l.Channels}, {l.HaloY}, {l.HaloX}, ref {Name(h.Buffer)});");
                break;
            case ProcessSumLaunch s:
                string vectors = string.Join(", ", s.Vectors.Select(vector => $"ref {Name(vector)}"));
                w.Line($"SumOverProcesses(worker, {s.Vectors[0].Size}, {vectors});");
                break;
            case OpaqueLaunch o:
                EmitOpaque(w, o);
                break;
            default:
                throw new InvalidOperationException($"No code for {launch.GetType().Name}.");
        }
    }

    private void EmitContraction(SourceWriter w, SourceWriter kernelWriter, ContractionLaunch launch)
    {
        string store = Store(w, kernelWriter, launch, launch.Work, launch.Node);
        string variable = Variable(store), stride = kernels.Stride(kernelWriter, launch.Stride), t = kernels.Element;
        if (launch.Range is { } range)
        {
            EmitIntegers(w, launch, range, stride, store);
            return;
        }

        foreach (ContractionPhase phase in launch.Phases)
        {
            string shape = phase.Shape.Code(launch.Schedule.Method == ContractionMethod.Winograd ? launch.Stride : null);
            if (launch.Schedule.Method == ContractionMethod.Winograd)
            {
                w.Line($"Winograd.Run<V, S, {t}, Kernels.{stride}, Kernels.{store}>(");
                w.Indented(
                    $"worker, {shape}, {launch.Schedule.TilesAtOnce},",
                    $"ref {Name(launch.A)}, ref {Name(phase.Weights)}, ref Scratch(worker), ref {variable});");
                continue;
            }

            string kernel = launch.Schedule.Method == ContractionMethod.Depthwise ? "Depthwise" : "Contraction";
            string product = $"{kernel}.Run<V, S, {t}, Kernels.{stride}, Kernels.{store}>(";
            string[] arguments = [$"worker, {shape},", $"ref {Name(launch.A)}, ref {Name(phase.Weights)}, ref {variable});"];
            if (launch.Unpacked is not { } weights)
            {
                w.Line(product);
                w.Indented(arguments);
                continue;
            }

            using (w.Open("if (worker.Batch > 1)"))
            {
                w.Line(product);
                w.Indented(arguments);
            }

            using (w.Open("else"))
            {
                w.Line($"MatrixVector.Run<V, S, {t}, Kernels.{store}>(");
                w.Indented($"worker, {phase.Pack.Code()},", $"ref {Name(launch.A)}, ref {Name(weights)}, ref {variable});");
            }
        }
    }

    private void EmitIntegers(SourceWriter w, ContractionLaunch launch, Buffer range, string stride, string store)
    {
        bool inTiles = launch.Schedule.Method == ContractionMethod.QuantizedWinograd;
        string kernel = inTiles ? "QuantizedWinograd" : "QuantizedContraction";
        ContractionPhase phase = launch.Phases[0];
        string shape = phase.Shape.Code(inTiles ? launch.Stride : null);
        using (w.Open("if (Observer is not null)"))
        {
            w.Line($"Observer.Observe<Kernels.{stride}>(worker, {shape}, ref {Name(launch.A)}, ref ParameterAt(0), ref {Name(range)});");
        }

        w.Line();
        w.Line($"{kernel}.Run<V, S, Kernels.{stride}, Kernels.{store}>(");
        w.Indented(
            inTiles ? $"worker, {shape}, {launch.Schedule.TilesAtOnce}," : $"worker, {shape},",
            $"ref {Name(launch.A)}, ref {Name(phase.Weights)}, ref {Name(range)}, ref Scratch(worker), ref {Variable(store)});");
    }

    private void EmitOpaque(SourceWriter w, OpaqueLaunch launch)
    {
        OpaqueKernel kernel = launch.Kernel;
        string arguments = kernel switch
        {
            AttentionWeightsKernel weights => $"{weights.Shape.Code(null)}, {weights.Pitch}",
            AttentionKernel attention => attention.Shape.Code(launch.Stream >= 0 ? _calls.Buffers.Stream(launch) : null),
            ProductKernel product => product.Code(launch.Boxes),
            MaximumGradientKernel gradient => gradient.Code(),
            _ => string.Join(", ", kernel.Numbers.Select(n => n.Code())),
        };
        IEnumerable<string> references = launch.Buffers.Select((buffer, i) => kernel.Operands[i].Kind switch
        {
            OperandSource.NoTokens => "ref Unsafe.NullRef<int>()",
            OperandSource.Scratch => "ref Scratch(worker)",
            _ => $"ref {Name(buffer!)}",
        });
        string further = kernel.FurtherType is { } type ? $", {type.Code(kernels.Element)}" : "";
        w.Line($"{kernel.Method}<V, S, {kernels.Element}{further}>(");
        string accumulate = launch.Accumulates is { } accumulates ? $", accumulate: {(accumulates ? "true" : "false")}" : "";
        IEnumerable<string> boxes = launch.Boxes
            .Where(box => kernel is not ProductKernel && !box.Layout.IsDense)
            .Select(box => $", {box.Name.ToLowerInvariant()}Rows: new{box.Layout.Rows()}");
        w.Indented($"worker, {arguments},", $"{string.Join(", ", references)}{accumulate}{string.Concat(boxes)});");
    }

    /// <summary>A reference to the first element.</summary>
    private string First(Buffer buffer) =>
        buffer.Layout.Origin == 0 ? $"ref {Name(buffer)}" : $"ref Unsafe.Add(ref {Name(buffer)}, {buffer.Layout.Origin})";

    /// <summary>The argument that says how far rows lie apart; none where they lie side by side.</summary>
    private static string Step(string name, Layout layout) => layout.IsDense ? "" : $", {name}: {layout.Pixel}";

    private static string Accumulate(bool accumulates) => accumulates ? ", accumulate: true" : "";

    /// <summary>Declares the epilogue of a contraction or pooling.</summary>
    private string Store(SourceWriter w, SourceWriter kernelWriter, Launch launch, Elementwise work, Node producer)
    {
        string store = kernels.Elementwise(kernelWriter, work, producer.Name, kind);
        string worker = EpilogueEmitter.NeedsWorker(work.Spec) ? "worker, " : "";
        _variables.TryGetValue(store, out int count);
        _variables[store] = count + 1;
        w.Line($"Kernels.{store} {Variable(store)} = new({worker}{Random(launch)}{References(work)});");
        return store;
    }

    private string Variable(string store)
    {
        string camel = char.ToLowerInvariant(store[0]) + store.Substring(1);
        return _variables[store] is > 1 and var use ? $"{camel}{(char.IsDigit(camel[camel.Length - 1]) ? "_" : "")}{use}" : camel;
    }

    /// <summary>The argument that tells a kernel its random stream; none where it draws from none.</summary>
    private string Random(Launch launch) => launch.Stream >= 0 ? $"{_calls.Buffers.Stream(launch)}, " : "";

    private string References(Elementwise work)
    {
        HashSet<int> written = [.. work.Spec.Stores.Select(s => s.Operand)];
        return string.Join(", ", work.Buffers.Select((b, i) =>
            $"ref {(b.Kind == BufferKind.Partial && written.Contains(i) ? _calls.Buffers.Own(b) : Name(b))}"));
    }

    private string Name(Buffer buffer) => _calls.Buffers.Name(buffer);
}
