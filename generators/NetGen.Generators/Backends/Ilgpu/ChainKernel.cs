using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// A narrow multilayer perceptron in one kernel: a group takes a few samples at a time through every layer and back, their values in shared
/// memory; weights pass through shared memory a few products at a time, sums lie in registers. What is read later leaves the kernel as
/// well.
/// </summary>
internal sealed class ChainKernel
{
    private const int Threads = 128;

    private readonly ChainLaunch _chain;
    private readonly string _element;
    private readonly SourceWriter _w;
    private readonly Dictionary<Buffer, string> _views = [];
    private readonly List<(DeviceBody Body, Store Store, int Size)> _totals = [];
    private readonly int _widest;

    private ChainKernel(DeviceKernel kernel, ChainLaunch chain, string element)
    {
        _chain = chain;
        _element = element;
        _w = kernel.Body;
        _widest = chain.Members.OfType<ContractionLaunch>().Max(Chains.Columns);
        foreach (Buffer buffer in Views(chain))
        {
            _views[buffer] = $"g.{kernel.View(buffer.Layout.Type.Code(element), buffer.Name)}";
        }
    }

    private string Zero => DevicePrinter.Literal(0, _element);

    /// <summary>What the kernel reads from outside, and what leaves it.</summary>
    public static IReadOnlyList<Buffer> Views(ChainLaunch chain) =>
        [.. chain.Accesses.Select(access => access.Buffer).Distinct().Where(buffer => chain.PlaceOf(buffer) < 0 || chain.IsStored(buffer))];

    public static void Emit(DeviceKernel kernel, ChainLaunch chain, string element)
    {
        kernel.Summary =
        [
            .. chain.Members.Select(member => member.Title),
            $"{chain.Rows} samples at a time, their values in shared memory",
        ];
        kernel.Threads = Threads;
        kernel.Groups[0] = "DeviceGroup.Chunks";
        new ChainKernel(kernel, chain, element).Emit();
    }

    private void Emit()
    {
        DeviceBody[] bodies = [.. _chain.Members.Select(Body)];
        _w.Lines(
            $"ArrayView<{_element}> shared = SharedMemory.Allocate<{_element}>({Threads});",
            $"ArrayView<{_element}> values = SharedMemory.Allocate<{_element}>({_chain.SharedSize});",
            $"ArrayView<{_element}> sums = SharedMemory.Allocate<{_element}>({_chain.Rows * TypicalGpu.Pitch(_widest)});",
            $"ArrayView<{_element}> weights = SharedMemory.Allocate<{_element}>({Chains.WeightDepth * (_widest + 1)});",
            "int t = Group.IdxX, rows = g.Batch;");
        DeclareTotals(bodies);
        using (_w.Open($"for (int first = Grid.IdxX * {_chain.Rows}; first < rows; first += DeviceGroup.Chunks * {_chain.Rows})"))
        {
            _w.Line($"int end = DeviceMath.Min(first + {_chain.Rows}, rows);");
            for (int i = 0; i < bodies.Length; i++)
            {
                _w.Line();
                _w.Line($"// {_chain.Members[i].Title}");
                foreach (string formula in bodies[i].Formulas())
                {
                    _w.Line($"// {formula}");
                }

                if (_chain.Members[i] is ContractionLaunch contraction)
                {
                    EmitProduct(contraction);
                    EmitElements(bodies[i], Chains.Columns(contraction));
                }
                else if (bodies[i].Spec.Statements.Any(s => s.Kind != StatementKind.Element)
                    || bodies[i].Spec.Stores.Any(s => bodies[i].Spec.Operands[s.Operand].Kind == OperandKind.Rows))
                {
                    EmitRows(bodies[i]);
                }
                else
                {
                    EmitElements(bodies[i], bodies[i].Spec.Channels);
                }

                _w.Line();
                _w.Line("Group.Barrier();");
            }
        }

        foreach ((DeviceBody body, Store store, int size) in _totals)
        {
            _w.Line();

            // A group without samples has nothing to add up, so its threads need not meet.
            using (_w.Open($"if (Grid.IdxX * {_chain.Rows} < rows)"))
            {
                _w.Line($"{body.Value(store.Value)} = DeviceGroup.Sum(shared, {body.Value(store.Value)}, {Threads});");
            }

            _w.Line();
            using (_w.Open("if (t == 0)"))
            {
                _w.Line($"{body.Field(store.Operand)}[Grid.IdxX * {size}] = {body.Value(store.Value)};");
            }
        }
    }

    private DeviceBody Body(Launch member)
    {
        Elementwise work = member.Work ?? throw new InvalidOperationException($"No chain has a {member.GetType().Name}.");
        string? producer = (member as ContractionLaunch)?.Node.Name;
        return new DeviceBody(work, producer, _element, (_, operand) => Place(work.Buffers[operand]), $"{Math.Max(member.Stream, 0)}u");
    }

    private DeviceBody.Location Place(Buffer buffer)
    {
        _views.TryGetValue(buffer.Root, out string view);
        return new DeviceBody.Location(view ?? "", _chain.PlaceOf(buffer));
    }

    /// <summary>
    /// Sums over everything run on from one round of samples to the next: declared before the first, each under a name of its own.
    /// </summary>
    private void DeclareTotals(IEnumerable<DeviceBody> bodies)
    {
        foreach (DeviceBody body in bodies)
        {
            IReadOnlyList<int> totals = body.Statements(StatementKind.ElementTotal, StatementKind.RowTotal);
            foreach (Store store in body.Spec.Stores.Where(s => totals.Contains(s.Value)))
            {
                body.Rename(store.Value, $"total{_totals.Count}");
                _totals.Add((body, store, body.Spec.Operands[store.Operand].Layout.RoundedSize));
                _w.Line($"{_element} {body.Value(store.Value)} = {Zero};");
            }
        }
    }

    /// <summary>sums[local, c] = Σ_k x[local, k] · W[k, c]: each thread a few rows of a few columns.</summary>
    private void EmitProduct(ContractionLaunch launch)
    {
        int columns = Chains.Columns(launch), depth = Chains.Depth(launch);
        int across = DeviceKernel.PowerOfTwo(columns, 1, 32), down = Threads / across;
        int threadRows = Math.Max(_chain.Rows / down, 1), threadColumns = (columns + across - 1) / across, pitch = _widest + 1;
        (int columnStep, int depthStep) = launch.Node.Role == ContractionRole.Output ? (depth, 1) : (1, columns);
        string weights = _views[launch.Phases[0].Weights.Root];
        int[] ownRows = [.. Enumerable.Range(0, threadRows)], ownColumns = [.. Enumerable.Range(0, threadColumns)];
        using (_w.Open(""))
        {
            string last = Code.Over("t", across);
            last = down > _chain.Rows ? $"DeviceMath.Min({last}, {_chain.Rows - 1})" : last;
            _w.Line($"int across = {Code.Modulo("t", across)}, down = {last};");
            foreach (int i in ownRows)
            {
                _w.Line($"{_element} {string.Join(", ", ownColumns.Select(j => $"s{i}{j} = {Zero}"))};");
            }

            if (depth <= Chains.WeightDepth)
            {
                EmitProducts("0", $"{depth}");
            }
            else
            {
                using (_w.Open($"for (int k0 = 0; k0 < {depth}; k0 += {Chains.WeightDepth})"))
                {
                    string products = $"{Chains.WeightDepth}";
                    if (depth % Chains.WeightDepth != 0)
                    {
                        _w.Line($"int products = DeviceMath.Min({depth} - k0, {Chains.WeightDepth});");
                        products = "products";
                    }

                    EmitProducts("k0", products);
                }
            }

            _w.Line();
            foreach (int i in ownRows)
            {
                foreach (int j in ownColumns)
                {
                    string column = Code.Sum("across", $"{j * across}");
                    string guard = (j + 1) * across > columns ? $"if ({column} < {columns}) " : "";
                    string place = Code.Sum(Code.Times(Code.Sum("down", $"{i * down}"), TypicalGpu.Pitch(_widest)), column);
                    _w.Line($"{guard}sums[{place}] = s{i}{j};");
                }
            }
        }

        _w.Line();
        _w.Line("Group.Barrier();");

        void EmitProducts(string k0, string products)
        {
            using (_w.Open($"for (int i = t; i < {products} * {columns}; i += {Threads})"))
            {
                // Neighbouring threads read neighbouring weights.
                (string k, string c) = depthStep == 1 ? ($"i % {products}", $"i / {products}") : ($"i / {columns}", $"i % {columns}");
                string source = Code.Sum(Code.Times(c, columnStep), Code.Times(Code.Sum(k0, k), depthStep));
                _w.Line($"weights[{Code.Sum(Code.Times(k, pitch), c)}] = {weights}[{source}];");
            }

            _w.Line();
            _w.Line("Group.Barrier();");
            using (_w.Open($"for (int k = 0; k < {products}; k++)"))
            {
                foreach (int i in ownRows)
                {
                    _w.Line($"{_element} a{i} = {ReadA(launch.A, Code.Sum("down", $"{i * down}"), k0, depth)};");
                }

                foreach (int j in ownColumns)
                {
                    string column = Code.Sum("across", $"{j * across}");
                    string within = (j + 1) * across > columns ? $"DeviceMath.Min({column}, {columns - 1})" : column;
                    _w.Line($"{_element} b{j} = weights[{Code.Sum(Code.Times("k", pitch), within)}];");
                }

                foreach (int i in ownRows)
                {
                    _w.Line(string.Join(" ", ownColumns.Select(j => $"s{i}{j} += a{i} * b{j};")));
                }
            }

            _w.Line();
            _w.Line("Group.Barrier();");
        }
    }

    private string ReadA(Buffer a, string local, string k0, int depth) => _chain.PlaceOf(a) is var place and >= 0
        ? $"values[{Code.Sum(Code.Times(local, TypicalGpu.Pitch(depth)), $"{place}", k0, "k")}]"
        : $"{_views[a.Root]}[{Code.Sum(Code.Times($"DeviceMath.Min(first + {local}, rows - 1)", depth), k0, "k")}]";

    /// <summary>What happens at each element of the samples, after a product with its sum.</summary>
    private void EmitElements(DeviceBody body, int columns)
    {
        using (_w.Open($"for (int i = t; i < {_chain.Rows * columns}; i += {Threads})"))
        {
            _w.Line(
                $"int local = {Code.Over("i", columns)}, c = {Code.Modulo("i", columns)}, row = DeviceMath.Min(first + local, rows - 1);");
            if (body.Spec.HasProducer)
            {
                _w.Line($"{_element} {body.Producer} = sums[{Code.Sum(Code.Times("local", TypicalGpu.Pitch(_widest)), "c")}];");
            }

            body.Context(_w, body.Bodies);
            body.Row(_w);
            body.Compute(_w, body.Spec.Stores.Select(s => s.Value));
            body.Stores(_w, body.Spec.Stores, "first + local < rows");
        }
    }

    /// <summary>Reductions along each sample.</summary>
    private void EmitRows(DeviceBody body)
    {
        int lanes = RowKernels.Lanes(body.Spec.Channels), together = Threads / lanes;
        using (_w.Open($"for (int pass = 0; pass < {_chain.Rows}; pass += {together})"))
        {
            _w.Line(
                $"int {(lanes == 1 ? "" : $"lane = t % {lanes}, ")}own = first + pass + {Code.Over("t", lanes)}, "
                + "row = own < end ? own : end - 1, local = row - first;");
            body.Context(_w, body.Bodies);
            RowKernels.EmitRow(_w, body, lanes, "end");
        }
    }
}
