using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>y[n] = scale · a[n]·b[n], tile by tile: stretches of the factors are brought to shared memory, turned as needed.</summary>
internal static class BatchedProduct
{
    // Products of a sum whose factors are in shared memory at a time.
    private const int Stretch = 16;

    public static OpaquePart Part(ProductKernel kernel, Func<string, Layout> boxOf, string element) => new("", kernel.Formula, device =>
    {
        int rows = kernel.Rows, columns = kernel.Columns;
        GpuTile tile = rows <= 16 && columns <= 16 ? new(8, 4, GpuTile.Pieces(rows, 4), GpuTile.Pieces(columns, 8)) : new(16, 8, 4, 4);
        int down = GpuTile.Pieces(rows, tile.Rows), across = GpuTile.Pieces(columns, tile.Columns);
        device.Groups[0] = $"Batch * {down} * {across}";
        device.Threads = tile.Threads;
        Write(device.Body, kernel, boxOf, tile, down, across, element);
    });

    private static void Write(
        SourceWriter w, ProductKernel kernel, Func<string, Layout> boxOf, GpuTile tile, int down, int across, string element)
    {
        int rows = kernel.Rows, columns = kernel.Columns, depth = kernel.Depth;
        int aPitch = TypicalGpu.Pitch(tile.Rows), bPitch = TypicalGpu.Pitch(tile.Columns);
        w.Lines(
            $"ArrayView<{element}> left = SharedMemory.Allocate<{element}>({Stretch * aPitch});",
            $"ArrayView<{element}> right = SharedMemory.Allocate<{element}>({Stretch * bPitch});",
            tile.Place,
            $"int column = Grid.IdxX % {across} * {tile.Columns}, row = Grid.IdxX / {across} % {down} * {tile.Rows};",
            $"int sample = Grid.IdxX / {across} / {down};");
        tile.Declare(w, element, "s", DevicePrinter.Literal(0, element));
        using (w.Open($"for (int start = 0; start < {depth}; start += {Stretch})"))
        {
            w.Line("Group.Barrier();");
            Load(w, tile, element, "left", "A", boxOf("A"), tile.Rows, aPitch, rows, depth, "row", kernel.TransposeA);
            Load(w, tile, element, "right", "B", boxOf("B"), tile.Columns, bPitch, columns, depth, "column", !kernel.TransposeB);
            w.Line("Group.Barrier();");
            using (w.Open($"for (int k = 0; k < {Stretch}; k++)"))
            {
                tile.Multiply(
                    w, element, "s", "a", a => $"left[k * {aPitch} + {tile.Row(a)}]", "b", b => $"right[k * {bPitch} + {tile.Column(b)}]");
            }
        }

        string factor = kernel.Scale == 1 ? "" : $" * {DevicePrinter.Literal(kernel.Scale, element)}";
        for (int a = 0; a < tile.RowsEach; a++)
        {
            for (int b = 0; b < tile.ColumnsEach; b++)
            {
                using (w.Open($"if (row + {tile.Row(a)} < {rows} && column + {tile.Column(b)} < {columns})"))
                {
                    w.Line($"g.Y[{boxOf("Y").RowAt("sample", $"row + {tile.Row(a)}")} + column + {tile.Column(b)}] = s{a}_{b}{factor};");
                }
            }
        }
    }

    /// <summary>
    /// Brings a stretch of a factor to shared memory as [Stretch × lines], where lines are rows of the left or columns of the
    /// right factor. Neighbouring threads read neighbouring elements, and all loads are under way before the first is stored:
    /// outside the factor they read its last line or element, and 0 is stored.
    /// </summary>
    private static void Load(
        SourceWriter w, GpuTile tile, string element, string target, string operand, Layout box,
        int size, int pitch, int lines, int depth, string first, bool linesAreTogether)
    {
        int[] each = [.. Enumerable.Range(0, Stretch * size / tile.Threads)];
        using (w.Open(""))
        {
            foreach (int t in each)
            {
                string e = t == 0 ? "Group.IdxX" : $"(Group.IdxX + {t * tile.Threads})";
                w.Lines(
                    linesAreTogether
                        ? $"int k{t} = {e} / {size}, line{t} = {e} % {size};"
                        : $"int k{t} = {e} % {Stretch}, line{t} = {e} / {Stretch};",
                    $"int step{t} = start + k{t} < {depth} ? start + k{t} : {depth} - 1;",
                    $"int from{t} = {first} + line{t} < {lines} ? {first} + line{t} : {lines} - 1;",
                    $"int inside{t} = start + k{t} < {depth} ? {lines} : 0;");
            }

            w.Declare(element, each.Select(t => linesAreTogether
                ? $"e{t} = g.{operand}[{box.RowAt("sample", $"step{t}")} + from{t}]"
                : $"e{t} = g.{operand}[{box.RowAt("sample", $"from{t}")} + step{t}]"));
            w.Lines([.. each.Select(t =>
                $"{target}[k{t} * {pitch} + line{t}] = {first} + line{t} < inside{t} ? e{t} : {DevicePrinter.Literal(0, element)};")]);
        }
    }
}
