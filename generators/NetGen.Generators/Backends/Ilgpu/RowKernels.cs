using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// Passes with reductions along each row, and sums over everything: a row belongs to as many lanes as its channels are worth, which meet in
/// shared memory. With sums over everything, each group takes every so many rows and leaves its sum.
/// </summary>
internal static class RowKernels
{
    private const int Threads = 128;

    public static void Emit(DeviceKernel kernel, DeviceBody body)
    {
        ElementwiseSpec spec = body.Spec;
        SourceWriter w = kernel.Body;
        IReadOnlyList<int> totals = body.Statements(StatementKind.ElementTotal, StatementKind.RowTotal);
        int lanes = Lanes(spec.Channels);
        kernel.Threads = Math.Max(lanes, spec.Height * spec.Width * spec.Channels < 64 ? 16 : Threads);
        int rowsPerGroup = kernel.Threads / lanes;
        kernel.Groups[0] = totals.Count > 0 ? "DeviceGroup.Chunks" : $"Ceil({spec.Rows.OfBatch.OnHost()}, {rowsPerGroup})";

        if (lanes > 1 || totals.Count > 0)
        {
            w.Line($"ArrayView<{body.Element}> shared = SharedMemory.Allocate<{body.Element}>({kernel.Threads});");
        }

        w.Line($"int {(lanes == 1 ? "" : $"lane = Group.IdxX % {lanes}, ")}rows = {spec.Rows.OfBatch.InKernel()};");
        body.Context(w, body.Bodies);
        foreach (int total in totals)
        {
            w.Line($"{body.Element} {body.Value(total)} = {body.Number(0)};");
        }

        string first = Code.Times("Grid.IdxX", rowsPerGroup), place = Code.Over("Group.IdxX", lanes);
        if (totals.Count == 0)
        {
            w.Line($"int own = {first} + {place}, row = own < rows ? own : rows - 1;");
            EmitRow(w, body, lanes, "rows");
            return;
        }

        // Every thread goes round as often: they meet within.
        using (w.Open($"for (int first = {first}; first < rows; first += {Code.Times("DeviceGroup.Chunks", rowsPerGroup)})"))
        {
            w.Line($"int own = first + {place}, row = own < rows ? own : rows - 1;");
            EmitRow(w, body, lanes, "rows");
        }

        w.Line();
        foreach (Store store in spec.Stores.Where(s => totals.Contains(s.Value)))
        {
            // A group without rows has nothing to add up, so its threads need not meet.
            using (w.Open($"if ({first} < rows)"))
            {
                w.Line($"{body.Value(store.Value)} = DeviceGroup.Sum(shared, {body.Value(store.Value)}, {kernel.Threads});");
            }

            w.Line();
            using (w.Open("if (Group.IdxX == 0)"))
            {
                int size = spec.Operands[store.Operand].Layout.RoundedSize;
                w.Line($"{body.Field(store.Operand)}[Grid.IdxX * {size}] = {body.Value(store.Value)};");
            }
        }
    }

    /// <summary>Threads that share a row.</summary>
    public static int Lanes(int channels) => channels <= 8 ? 1 : channels <= 64 ? 8 : channels <= 256 ? 32 : 128;

    /// <summary>
    /// The work of one row: "own" is the thread's row, "row" the same or, behind the last one, that one: it is computed again and not kept.
    /// </summary>
    /// <param name="w">Where to.</param>
    /// <param name="body">The work.</param>
    /// <param name="lanes">Threads that share the row.</param>
    /// <param name="limit">Where rows end.</param>
    public static void EmitRow(SourceWriter w, DeviceBody body, int lanes, string limit)
    {
        ElementwiseSpec spec = body.Spec;
        string step = lanes == 1 ? "c++" : $"c += {lanes}", lane = lanes == 1 ? "0" : "lane", onlyFirst = lanes == 1 ? "" : " && lane == 0";
        body.Row(w);
        for (int value = spec.FirstStatementValue; value < spec.FirstStatementValue + spec.Statements.Count; value++)
        {
            Statement statement = spec.StatementOf(value)!;
            string name = body.Value(value), formula = body.Print(statement.Body);
            switch (statement.Kind)
            {
                case StatementKind.Row:
                    w.Line($"{body.Element} {name} = {formula};");
                    break;
                case StatementKind.RowTotal:
                    using (w.Open($"if (own < {limit}{onlyFirst})"))
                    {
                        w.Line($"{name} += {formula};");
                    }

                    w.Line();
                    break;
                case StatementKind.RowSum or StatementKind.RowMax or StatementKind.ElementTotal:
                    bool max = statement.Kind == StatementKind.RowMax, total = statement.Kind == StatementKind.ElementTotal;
                    if (!total)
                    {
                        w.Line($"{body.Element} {name} = {(max ? $"{body.Element}.NegativeInfinity" : body.Number(0))};");
                    }

                    using (w.Open($"for (int c = {lane}; c < {spec.Channels}{(total ? $" && own < {limit}" : "")}; {step})"))
                    {
                        body.Compute(w, statement.Body.Inputs());
                        w.Line(max ? $"{name} = DeviceMath.Max({name}, {formula});" : $"{name} += {formula};");
                    }

                    w.Line();
                    if (!total && lanes > 1)
                    {
                        w.Line($"{name} = DeviceGroup.{(max ? "Max" : "Sum")}(shared, {name}, {lanes});");
                    }

                    break;
            }
        }

        Store[] elements = [.. body.ElementStores()];
        if (elements.Length > 0)
        {
            using (w.Open($"for (int c = {lane}; c < {spec.Channels} && own < {limit}; {step})"))
            {
                body.Compute(w, elements.Select(s => s.Value));
                body.Stores(w, elements);
            }

            w.Line();
        }

        Store[] rows = [.. spec.Stores.Where(s => spec.Operands[s.Operand].Kind == OperandKind.Rows)];
        if (rows.Length > 0)
        {
            using (w.Open($"if (own < {limit}{onlyFirst})"))
            {
                body.Stores(w, rows);
            }
        }
    }
}
