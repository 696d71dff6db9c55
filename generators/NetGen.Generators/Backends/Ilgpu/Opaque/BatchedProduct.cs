using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>y[n] = scale · a[n]·b[n], tile by tile: stretches of the factors are brought to shared memory, turned as needed.</summary>
internal sealed class BatchedProduct : OpaqueTemplate
{
    // Products of a sum whose factors are in shared memory at a time.
    private const int Stretch = 16;

    public override IReadOnlyList<string> Operands(OpaqueKernel kernel) => Named(kernel, "A", "B", "Y");

    public override IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element)
    {
        GpuNumbers numbers = new(kernel);
        GpuNumber rows = numbers["Rows"], columns = numbers["Columns"], depth = numbers["Depth"];
        bool isSmall = rows.Constant <= 16 && columns.Constant <= 16;
        GpuTile tile = isSmall
            ? new(8, 4, GpuTile.Pieces(rows.Constant ?? 0, 4), GpuTile.Pieces(columns.Constant ?? 0, 8))
            : new(16, 8, 4, 4);
        GpuNumber down = rows.Pieces(tile.Rows), across = columns.Pieces(tile.Columns);
        string zero = Literal(0, element);
        int aPitch = TypicalGpu.Pitch(tile.Rows), bPitch = TypicalGpu.Pitch(tile.Columns);

        SourceWriter w = new();
        w.Lines(
            $"ArrayView<{element}> left = SharedMemory.Allocate<{element}>({Stretch * aPitch});",
            $"ArrayView<{element}> right = SharedMemory.Allocate<{element}>({Stretch * bPitch});",
            tile.Place,
            $"int column = Grid.IdxX % {across.Device} * {tile.Columns}, row = Grid.IdxX / {across.Device} % {down.Device} * {tile.Rows};",
            $"int sample = Grid.IdxX / {across.Device} / {down.Device};");
        tile.Declare(w, element, "s", zero);
        using (w.Open($"for (int start = 0; start < {depth.Device}; start += {Stretch})"))
        {
            w.Line("Group.Barrier();");
            Load(w, tile, element, "left", "A", tile.Rows, aPitch, rows, depth, "row", numbers.Flag("TransposeA"));
            Load(w, tile, element, "right", "B", tile.Columns, bPitch, columns, depth, "column", !numbers.Flag("TransposeB"));
            w.Line("Group.Barrier();");
            using (w.Open($"for (int k = 0; k < {Stretch}; k++)"))
            {
                tile.Multiply(
                    w, element, "s", "a", a => $"left[k * {aPitch} + {tile.Row(a)}]", "b", b => $"right[k * {bPitch} + {tile.Column(b)}]");
            }
        }

        double scale = numbers.Real("Scale", 1);
        string factor = scale == 1 ? "" : $" * {Literal(scale, element)}";
        for (int a = 0; a < tile.RowsEach; a++)
        {
            for (int b = 0; b < tile.ColumnsEach; b++)
            {
                using (w.Open($"if (row + {tile.Row(a)} < {rows.Device} && column + {tile.Column(b)} < {columns.Device})"))
                {
                    w.Line($"g.Y[(sample * {rows.Device} + row + {tile.Row(a)}) * {columns.Device} + column + {tile.Column(b)}] = s{a}_{b}{factor};");
                }
            }
        }

        yield return new GpuKernelText("", "y = a · b for each sample", $"Batch * {down.Host} * {across.Host}", tile.Threads, Lines(w));
    }

    /// <summary>
    /// Brings a stretch of a factor to shared memory as [Stretch × lines], where lines are rows of the left or columns of the
    /// right factor. Neighbouring threads read neighbouring elements, and all loads are under way before the first is stored:
    /// outside the factor they read its last line or element, and 0 is stored.
    /// </summary>
    private static void Load(
        SourceWriter w, GpuTile tile, string element, string target, string operand, int size, int pitch, GpuNumber lines, GpuNumber depth, string first, bool linesAreTogether)
    {
        int[] each = [.. Enumerable.Range(0, Stretch * size / tile.Threads)];
        using (w.Open(""))
        {
            foreach (int t in each)
            {
                string e = t == 0 ? "Group.IdxX" : $"(Group.IdxX + {t * tile.Threads})";
                w.Lines(
                    linesAreTogether ? $"int k{t} = {e} / {size}, line{t} = {e} % {size};" : $"int k{t} = {e} % {Stretch}, line{t} = {e} / {Stretch};",
                    $"int step{t} = start + k{t} < {depth.Device} ? start + k{t} : {depth.Device} - 1;",
                    $"int from{t} = {first} + line{t} < {lines.Device} ? {first} + line{t} : {lines.Device} - 1;",
                    $"int inside{t} = start + k{t} < {depth.Device} ? {lines.Device} : 0;");
            }

            w.Declare(element, each.Select(t => linesAreTogether
                ? $"e{t} = g.{operand}[(sample * {depth.Device} + step{t}) * {lines.Device} + from{t}]"
                : $"e{t} = g.{operand}[(sample * {lines.Device} + from{t}) * {depth.Device} + step{t}]"));
            w.Lines([.. each.Select(t => $"{target}[k{t} * {pitch} + line{t}] = {first} + line{t} < inside{t} ? e{t} : {DevicePrinter.Literal(0, element)};")]);
        }
    }
}
