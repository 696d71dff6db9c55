using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>
/// Gradients of weights: dW[o, c, tap] = Σ_m dy[m, o] · x[m, tap, c] as a tiled matrix product over the rows m of the batch, which are cut into
/// pieces where the weights are too few to keep the GPU busy; the pieces are added up after it, in their order.
/// </summary>
internal static class GradientKernels
{
    private const int SumThreads = 128;

    public static void Emit(DeviceKernel kernel, SplitGradientLaunch launch, string element)
    {
        ConvolutionGeometry g = launch.Geometry;
        SourceWriter w = kernel.Body;
        string x = kernel.View(element, "X"), dy = kernel.View(element, "Dy"), sums = kernel.View(element, launch.Splits == 1 ? "Gradient" : "Sums");
        kernel.Summary = [launch.Title, launch.Detail];
        int taps = g.Kernel * g.Kernel, depth = g.Depth;
        Tile tile = Tile.Best(g.GroupOutputs, depth, g.Groups * launch.Splits, element);
        TileCode code = new(tile, element);
        bool dense = g.IsMatrixProduct && !launch.X.Layout.HasHalo && !launch.Dy.Layout.HasHalo;
        int pixels = g.OutHeight * g.OutWidth, tilesAcross = (depth + tile.Columns - 1) / tile.Columns;
        string rows = DeviceKernel.Rows(g.Length, pixels), zero = element == "float" ? "0f" : "0.0";
        kernel.Threads = tile.Threads;
        kernel.Groups = [$"{(g.GroupOutputs + tile.Rows - 1) / tile.Rows * tilesAcross}", $"{g.Groups}", $"{launch.Splits}"];

        code.Begin(w);
        w.Line($"int output0 = {Code.Times(Code.Over("Grid.IdxX", tilesAcross), tile.Rows)}, column0 = {Code.Times(Code.Modulo("Grid.IdxX", tilesAcross), tile.Columns)}, rows = {rows};");
        w.Line(launch.Splits == 1
            ? "int begin = 0, end = rows;"
            : $"int piece = (rows + {launch.Splits - 1}) / {launch.Splits}, begin = Grid.IdxZ * piece, end = DeviceMath.Min(begin + piece, rows);");

        for (int i = 0; i < code.LoadsOf(tile.Rows); i++)
        {
            string output = Code.Sum("output0", code.Place(tile.Rows, false, i).Place);
            w.Line($"int outputA{i} = {(g.GroupOutputs % tile.Rows == 0 ? output : $"DeviceMath.Min({output}, {g.GroupOutputs - 1})")}{(g.Groups == 1 ? "" : $" + {Code.Times("Grid.IdxY", g.GroupOutputs)}")};");
        }

        for (int i = 0; i < code.LoadsOf(tile.Columns); i++)
        {
            string column = Code.Sum("column0", code.Place(tile.Columns, false, i).Place);
            w.Line($"int j{i} = {(depth % tile.Columns == 0 ? column : $"DeviceMath.Min({column}, {depth - 1})")}, columnB{i} = {TapOffset(g, launch.X.Layout, $"j{i}")};");
        }

        using (w.Open($"for (int m0 = begin; m0 < end; m0 += {tile.Depth})"))
        {
            int number = 0;
            code.Load(w, isA: true, alongDepth: false, (i, _, product) => Row(product) is var m ? $"{m} < end ? g.{dy}[{Code.Sum(DyOffset(g, launch.Dy.Layout, dense, m), $"outputA{i}")}] : {zero}" : "");
            code.Load(w, isA: false, alongDepth: false, (i, _, product) => Row(product) is var m ? $"{m} < end ? g.{x}[{Code.Sum(XOffset(g, launch.X.Layout, dense, m), $"columnB{i}")}] : {zero}" : "");
            code.Multiply(w);

            string Row(string product)
            {
                string m = $"m{++number}";
                w.Line($"int {m} = m0 + {product};");
                return m;
            }
        }

        w.Line();
        string piecePlace = Code.Times(launch.Splits == 1 ? "0" : "Grid.IdxZ", g.WeightCount), groupPlace = Code.Times(g.Groups == 1 ? "0" : "Grid.IdxY", g.GroupOutputs * depth);
        code.End(w, "output0", $"{g.GroupOutputs}", depth, (row, column, sum) =>
            $"g.{sums}[{Code.Sum(piecePlace, groupPlace, Code.Times(row, depth), WeightPlace(g, taps, column))}] {(launch.Accumulates ? "+=" : "=")} {sum}");
    }

    /// <summary>Adds up the pieces.</summary>
    public static void EmitSum(DeviceKernel kernel, SumLaunch launch, string element)
    {
        SourceWriter w = kernel.Body;
        string sums = kernel.View(element, "Sums"), gradient = kernel.View(element, "Gradient");
        kernel.Summary = [launch.Title, $"dW = Σ over {launch.Splits} pieces"];
        kernel.Threads = SumThreads;
        kernel.Groups[0] = $"{(launch.Size + SumThreads - 1) / SumThreads}";
        w.Line($"int i = Grid.IdxX * {SumThreads} + Group.IdxX;");
        using (w.Open($"if (i < {launch.Size})"))
        {
            w.Line($"{element} sum = {(launch.Accumulates ? $"g.{gradient}[i]" : element == "float" ? "0f" : "0.0")};");
            using (w.Open($"for (int piece = 0; piece < {launch.Splits}; piece++)"))
            {
                w.Line($"sum += g.{sums}[piece * {launch.Size} + i];");
            }

            w.Line();
            w.Line($"g.{gradient}[i] = sum;");
        }
    }

    /// <summary>Columns run over (tap, channel), so that neighbouring threads read neighbouring channels; weights lie as (channel, tap).</summary>
    private static string WeightPlace(ConvolutionGeometry g, int taps, string column) =>
        taps == 1 ? column : Code.Sum(Code.Times(Code.Modulo(column, g.GroupChannels), taps), Code.Over(column, g.GroupChannels));

    private static string TapOffset(ConvolutionGeometry g, Layout x, string j) => Code.Sum(
        Nest.Offset(j, g.Kernel, g.Kernel, g.GroupChannels, g.Dilation * x.Line, g.Dilation * g.Channels, 1), Code.Times(g.Groups == 1 ? "0" : "Grid.IdxY", g.GroupChannels));

    private static string XOffset(ConvolutionGeometry g, Layout x, bool dense, string m) => dense
        ? Code.Times(m, g.Channels)
        : Place(g, m, x.Size, g.Stride * x.Line, g.Stride * g.Channels, x.Origin - g.Padding * (x.Line + g.Channels));

    private static string DyOffset(ConvolutionGeometry g, Layout dy, bool dense, string m) => dense
        ? Code.Times(m, g.Outputs)
        : Place(g, m, dy.Size, dy.Line, g.Outputs, dy.Origin);

    private static string Place(ConvolutionGeometry g, string m, int sample, int line, int pixel, int origin) => Code.Sum(
        Code.Times(Code.Over(m, g.OutHeight * g.OutWidth), sample), Code.Times(Code.Modulo(Code.Over(m, g.OutWidth), g.OutHeight), line),
        Code.Times(Code.Modulo(m, g.OutWidth), pixel), $"{origin}");
}
