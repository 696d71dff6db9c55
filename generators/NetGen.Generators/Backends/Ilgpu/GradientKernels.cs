using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// Gradients of weights: dW[o, c, tap] = Σ_m dy[m, o] · x[m, tap, c] as a tiled matrix product over the rows m of the batch, which are cut
/// into pieces where the weights are too few to keep the GPU busy; the pieces are added up after it, in their order.
/// </summary>
internal static class GradientKernels
{
    public static void Emit(DeviceKernel kernel, SplitGradientLaunch launch, string element)
    {
        ConvolutionGeometry g = launch.Geometry;
        int splits = launch.Schedule.Splits;
        SourceWriter w = kernel.Body;
        string x = kernel.View(element, "X"), dy = kernel.View(element, "Dy");
        string sums = kernel.View(element, splits == 1 ? "Gradient" : "Sums");
        kernel.Summary = [launch.Title, launch.Detail];
        int taps = g.Taps, depth = g.Depth;
        Tile tile = launch.Schedule.Tile!;
        bool rowwise = g.IsMatrixProduct && launch.X.Layout.HasEvenRows && launch.Dy.Layout.HasEvenRows;
        int pixels = g.OutHeight * g.OutWidth, tilesAcross = (depth + tile.Columns - 1) / tile.Columns;
        string rows = Dim.Of(g.Length, pixels).OfBatch.InKernel();
        Layout xl = launch.X.Layout, dyl = launch.Dy.Layout;
        TileCode code = new(
            tile, element,
            (false, TileSide.AreAligned(g.GroupOutputs, dyl.Pixel, dyl.Origin, dyl.Size, dyl.Line)),
            (false, TileSide.AreAligned(g.GroupChannels, xl.Pixel, xl.Origin, xl.Size, xl.Line)));
        kernel.Threads = tile.Threads;
        kernel.Groups = [$"{(g.GroupOutputs + tile.Rows - 1) / tile.Rows * tilesAcross}", $"{g.Groups}", $"{splits}"];

        code.Begin(w);
        w.Line(
            $"int output0 = {Code.Times(Code.Over("Grid.IdxX", tilesAcross), tile.Rows)}, "
            + $"column0 = {Code.Times(Code.Modulo("Grid.IdxX", tilesAcross), tile.Columns)}, rows = {rows};");
        w.Line(splits == 1
            ? "int begin = 0, end = rows;"
            : $"int piece = (rows + {splits - 1}) / {splits}, begin = Grid.IdxZ * piece, end = DeviceMath.Min(begin + piece, rows);");

        for (int i = 0; i < code.A.Loads; i++)
        {
            string output = Code.Sum("output0", code.A.At(i).Place);
            string groupOutput = g.Groups == 1 ? "" : $" + {Code.Times("Grid.IdxY", g.GroupOutputs)}";
            w.Line($"int outputA{i} = {Clamp(output, g.GroupOutputs, tile.Rows, code.A.IsWide)}{groupOutput};");
        }

        for (int i = 0; i < code.B.Loads; i++)
        {
            string column = Code.Sum("column0", code.B.At(i).Place);
            w.Line(
                $"int j{i} = {Clamp(column, depth, tile.Columns, code.B.IsWide)}, columnB{i} = {TapOffset(g, launch.Shape, $"j{i}")};");
        }

        code.Loop(w, "begin", "end", (isNew, k0) =>
        {
            for (int i = 0; i < code.A.Loads; i++)
            {
                w.Line($"{(isNew ? "int " : "")}ma{i} = {Code.Sum(k0, code.A.At(i).Product)};");
            }

            for (int i = 0; i < code.B.Loads; i++)
            {
                w.Line($"{(isNew ? "int " : "")}mb{i} = {Code.Sum(k0, code.B.At(i).Product)};");
            }

            code.A.Fetch(
                w, isNew, $"g.{dy}", i => Code.Sum(Place(g, launch.Shape.Dy, rowwise, $"ma{i}"), $"outputA{i}"), i => $"ma{i} < end");
            code.B.Fetch(
                w, isNew, $"g.{x}", i => Code.Sum(Place(g, launch.Shape.X, rowwise, $"mb{i}"), $"columnB{i}"), i => $"mb{i} < end");
        });
        string piecePlace = Code.Times(splits == 1 ? "0" : "Grid.IdxZ", g.WeightCount);
        string groupPlace = Code.Times(g.Groups == 1 ? "0" : "Grid.IdxY", g.GroupOutputs * depth);
        code.End(w, "output0", $"{g.GroupOutputs}", depth, (row, column, sum) =>
            $"g.{sums}[{Code.Sum(piecePlace, groupPlace, Code.Times(row, depth), WeightPlace(g, taps, column))}] "
            + $"{(launch.Accumulates ? "+=" : "=")} {sum}");
    }

    /// <summary>What lies behind the last row or column is read like it.</summary>
    private static string Clamp(string index, int count, int tile, bool isWide) =>
        count % tile == 0 ? index : $"DeviceMath.Min({index}, {count - (isWide ? 4 : 1)})";

    /// <summary>Adds up the pieces.</summary>
    public static void EmitSum(DeviceKernel kernel, SumLaunch launch, string element)
    {
        SourceWriter w = kernel.Body;
        string sums = kernel.View(element, "Sums"), gradient = kernel.View(element, "Gradient");
        kernel.Summary = [launch.Title, $"dW = Σ over {launch.Splits} pieces"];
        using (kernel.ForEach(launch.Size))
        {
            w.Line($"{element} sum = {(launch.Accumulates ? $"g.{gradient}[i]" : DevicePrinter.Literal(0, element))};");
            using (w.Open($"for (int piece = 0; piece < {launch.Splits}; piece++)"))
            {
                w.Line($"sum += g.{sums}[piece * {launch.Size} + i];");
            }

            w.Line();
            w.Line($"g.{gradient}[i] = sum;");
        }
    }

    /// <summary>
    /// Columns run over (tap, channel), so that neighbouring threads read neighbouring channels; weights lie as (channel, tap).
    /// </summary>
    private static string WeightPlace(ConvolutionGeometry g, int taps, string column) =>
        taps == 1 ? column : Code.Sum(Code.Times(Code.Modulo(column, g.GroupChannels), taps), Code.Over(column, g.GroupChannels));

    // A group of its own for each channel, too, where the CPU takes them as columns of one: the shape says the latter.
    private static string TapOffset(ConvolutionGeometry g, WeightGradientShape shape, string j) =>
        Code.Sum(shape.Products.Offset(j), Code.Times(g.Groups == 1 ? "0" : "Grid.IdxY", g.GroupChannels));

    /// <summary>Where row <paramref name="m"/> of the batch lies in an operand.</summary>
    private static string Place(ConvolutionGeometry g, Steps steps, bool rowwise, string m) => rowwise
        ? Code.Sum(Code.Times(m, steps.Pixel), $"{steps.Origin}")
        : Code.Sum(
            Code.Times(Code.Over(m, g.OutHeight * g.OutWidth), steps.Sample.Factor),
            Code.Times(Code.Modulo(Code.Over(m, g.OutWidth), g.OutHeight), steps.Line),
            Code.Times(Code.Modulo(m, g.OutWidth), steps.Pixel), $"{steps.Origin}");
}
