using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// Elementwise passes: a thread for each element, lanes for each row where something is reduced along it, chunks of rows where something is
/// summed over them.
/// </summary>
internal static class ElementKernels
{
    public static void Emit(DeviceKernel kernel, Elementwise work, string title, string element)
    {
        DeviceBody body = new(work, null, element, kernel);
        kernel.Summary = [title, $"over {body.Domain}", .. body.Formulas()];
        if (work.Spec.Mode == ElementMode.Channels)
        {
            EmitChannels(kernel, body);
        }
        else if (body.Statements(StatementKind.ColumnSum).Count > 0)
        {
            EmitColumns(kernel, body);
        }
        else if (body.Spec.Statements.Any(s => s.Kind != StatementKind.Element)
            || body.Spec.Stores.Any(s => body.Spec.Operands[s.Operand].Kind == OperandKind.Rows))
        {
            RowKernels.Emit(kernel, body);
        }
        else
        {
            EmitElements(kernel, body);
        }
    }

    /// <summary>One thread for each element.</summary>
    private static void EmitElements(DeviceKernel kernel, DeviceBody body)
    {
        ElementwiseSpec spec = body.Spec;
        SourceWriter w = kernel.Body;
        using (kernel.ForEach(spec.Rows.OfBatch, spec.Channels))
        {
            body.Context(w, body.Bodies);
            w.Line($"int row = {Code.Over("i", spec.Channels)}, c = {Code.Modulo("i", spec.Channels)};");
            body.Row(w);
            body.Compute(w, spec.Stores.Select(s => s.Value));
            body.Stores(w, spec.Stores);
        }
    }

    /// <summary>A vector over the channels, or a scalar: one thread for each.</summary>
    private static void EmitChannels(DeviceKernel kernel, DeviceBody body)
    {
        SourceWriter w = kernel.Body;
        int channels = body.Spec.Channels;
        kernel.Threads = DeviceKernel.PowerOfTwo(channels, 1, 64);
        kernel.Groups[0] = $"{(channels + kernel.Threads - 1) / kernel.Threads}";
        w.Line($"int c = {Code.Times("Grid.IdxX", kernel.Threads)} + Group.IdxX;");
        using (w.Open($"if (c < {channels})"))
        {
            body.Context(w, body.Bodies);
            body.Compute(w, body.Spec.Stores.Select(s => s.Value));
            body.Stores(w, body.Spec.Stores);
        }
    }

    /// <summary>
    /// Sums over the rows, channel by channel: each chunk of rows leaves its sums; threads side by side take channels side by side.
    /// </summary>
    private static void EmitColumns(DeviceKernel kernel, DeviceBody body)
    {
        ElementwiseSpec spec = body.Spec;
        SourceWriter w = kernel.Body;
        IReadOnlyList<int> sums = body.Statements(StatementKind.ColumnSum);
        Store[] elementStores = [.. body.ElementStores()];
        int[] needed = [.. elementStores.Select(s => s.Value), .. sums.SelectMany(s => spec.StatementOf(s)!.Body.Inputs())];
        bool isSmall = spec.Channels * spec.Height * spec.Width < 256;
        int across = DeviceKernel.PowerOfTwo(spec.Channels, 1, 32), down = isSmall ? 4 : Math.Min(256 / across, 16);
        kernel.Threads = across * down;
        kernel.Groups = [$"{(spec.Channels + across - 1) / across}", "DeviceGroup.Chunks", "1"];
        w.Line($"ArrayView<{body.Element}> shared = SharedMemory.Allocate<{body.Element}>({kernel.Threads});");
        string channel = Code.Sum(Code.Times("Grid.IdxX", across), Code.Modulo("Group.IdxX", across));
        string first = $"{Code.Times("Grid.IdxY", down)} + {Code.Over("Group.IdxX", across)}";
        w.Line($"int c = {channel}, first = {first}, rows = {spec.Rows.OfBatch.InKernel()};");
        body.Context(w, body.Bodies);
        foreach (int sum in sums)
        {
            w.Line($"{body.Element} {body.Value(sum)} = {body.Number(0)};");
        }

        using (w.Open($"for (int row = first; row < rows && c < {spec.Channels}; row += DeviceGroup.Chunks * {down})"))
        {
            body.Row(w);
            body.Compute(w, needed);
            foreach (int sum in sums)
            {
                w.Line($"{body.Value(sum)} += {body.Print(spec.StatementOf(sum)!.Body)};");
            }

            body.Stores(w, elementStores);
        }

        w.Line();
        // A group without rows has nothing to add up, so its threads need not meet.
        using (w.Open($"if ({Code.Times("Grid.IdxY", down)} < rows)"))
        {
            foreach (int sum in sums)
            {
                w.Line($"{body.Value(sum)} = DeviceGroup.SumDown(shared, {body.Value(sum)}, {across}, {down});");
            }
        }

        w.Line();

        using (w.Open($"if (c < {spec.Channels} && Group.IdxX < {across})"))
        {
            foreach (Store store in spec.Stores.Where(s => sums.Contains(s.Value)))
            {
                int size = spec.Operands[store.Operand].Layout.RoundedSize;
                w.Line($"{body.Field(store.Operand)}[Grid.IdxY * {size} + c] = {body.Value(store.Value)};");
            }
        }
    }
}
