using NetGen.Generators.Emit.Cpu;
using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>
/// Contractions that write elements: a matrix product whose operand A is read through the affine map of the convolution (implicit GEMM), tiled
/// in shared memory and registers; where groups of channels are narrow (depthwise), one thread for each result. What follows rides in the store.
/// </summary>
internal static class ContractionKernels
{
    /// <summary>Batch size for which tiles are chosen: a step's true one is known at run time only.</summary>
    private const int TypicalBatch = 64;

    private const int DirectThreads = 128;

    public static void Emit(DeviceKernel kernel, ContractionLaunch launch, int number, string element)
    {
        ElementwiseSpec spec = launch.Work.Spec;
        ContractionPart part = launch.Parts[number];
        Nest nest = new(part.Shape), pack = new(part.Pack);
        string a = kernel.View(element, "A"), w = kernel.View(element, "W");
        DeviceBody body = new(launch.Work, launch.Node.Name, element, kernel);
        kernel.Summary = [launch.Title, launch.Detail, .. body.Formulas()];
        bool rows = nest["Lines"] == 0;
        int length = launch.Node.Geometry.Length, pixels = rows ? length >= 0 ? 1 : nest["Pixels"] : nest["Lines"] * nest["Pixels"];
        Map map = new(launch, nest, pack, rows, pixels, length, a, w);
        EmitStore(kernel, body, spec, nest, rows, pixels);
        if (nest["Groups", 1] > 1 && nest["Columns"] < 8)
        {
            EmitDirect(kernel, map, element);
        }
        else
        {
            EmitTiled(kernel, map, element);
        }
    }

    /// <summary>The store as a method: row and column of the product → element of the result.</summary>
    private static void EmitStore(DeviceKernel kernel, DeviceBody body, ElementwiseSpec spec, Nest nest, bool rows, int pixels)
    {
        SourceWriter w = kernel.Helpers;
        w.Line();
        w.Summary($"What is done with a sum of <see cref=\"{kernel.Name}\"/>: m is the row of the product, c the channel.");
        using (w.Open($"private static void {kernel.Name}Store({kernel.Name}Arguments g, int m, int c, {body.Element} {body.Producer})"))
        {
            string row = "m";
            if (!rows)
            {
                string y = Affine($"m / {nest["Pixels"]} % {nest["Lines"]}", nest["YStep", 1], nest["YOrigin"]), x = Affine($"m % {nest["Pixels"]}", nest["XStep", 1], nest["XOrigin"]);
                bool whole = nest["YStep", 1] == 1 && nest["XStep", 1] == 1 && nest["Lines"] == spec.Height && nest["Pixels"] == spec.Width;
                row = whole ? "m" : $"(m / {pixels} * {spec.Height} + {y}) * {spec.Width} + {x}";
            }

            w.Line($"int row = {row};");
            body.Context(w, body.Bodies);
            body.Row(w);
            body.Compute(w, spec.Stores.Select(s => s.Value));
            body.Stores(w, spec.Stores);
        }
    }

    private static void EmitTiled(DeviceKernel kernel, Map map, string element)
    {
        SourceWriter w = kernel.Body;
        int columns = map.Columns, depth = map.Depth;
        Tile tile = Tile.Best((long)TypicalBatch * map.TypicalRows, columns, map.Groups, element);
        TileCode code = new(tile, element);
        kernel.Threads = tile.Threads;
        kernel.Groups = [$"Ceil({map.HostRows}, {tile.Rows})", $"{(columns + tile.Columns - 1) / tile.Columns}", $"{map.Groups}"];
        code.Begin(w);
        w.Line($"int m0 = Grid.IdxX * {tile.Rows}, column0 = Grid.IdxY * {tile.Columns}, rows = {map.DeviceRows};");

        // Rows and columns behind the last one are read like it; their sums are not kept.
        for (int i = 0; i < code.LoadsOf(tile.Rows); i++)
        {
            w.Line($"int m{i + 1} = DeviceMath.Min(m0 + {code.Place(tile.Rows, true, i).Place}, rows - 1), rowA{i} = {map.RowOffset($"m{i + 1}")};");
        }

        bool alongDepth = map.WeightsRunAlongDepth;
        for (int i = 0; i < code.LoadsOf(tile.Columns); i++)
        {
            string column = $"column0 + {code.Place(tile.Columns, alongDepth, i).Place}";
            w.Line($"int columnB{i} = {map.ColumnOffset(columns % tile.Columns == 0 ? column : $"DeviceMath.Min({column}, {columns - 1})")};");
        }

        using (w.Open($"for (int k0 = 0; k0 < {depth}; k0 += {tile.Depth})"))
        {
            w.Line($"int k1 = k0 + t % {tile.Depth};");
            code.Load(w, isA: true, alongDepth: true, (i, _, _) => Guarded($"g.{map.A}[rowA{i} + {map.DepthOffsetA("k1")}]", "k1"));
            code.Load(w, isA: false, alongDepth, (i, _, product) =>
            {
                string k = alongDepth ? "k1" : $"(k0 + {product})";
                return Guarded($"g.{map.W}[columnB{i} + {map.DepthOffsetW(k)}]", k);
            });
            code.Multiply(w);
        }

        w.Line();
        string group = map.Groups == 1 ? "" : $"Grid.IdxZ * {columns} + ";
        code.End(w, "m0", "rows", columns, (row, column, sum) => $"{kernel.Name}Store(g, {row}, {group}{column}, {sum})");

        string Guarded(string load, string k) => depth % tile.Depth == 0 ? load : $"{k} < {depth} ? {load} : {(element == "float" ? "0f" : "0.0")}";
    }

    /// <summary>One thread for each result: its sum runs over few products.</summary>
    private static void EmitDirect(DeviceKernel kernel, Map map, string element)
    {
        SourceWriter w = kernel.Body;
        int outputs = map.Groups * map.Columns;
        kernel.Threads = DirectThreads;
        kernel.Groups[0] = $"Ceil({map.HostRows} * {outputs}, {DirectThreads})";
        w.Line($"int i = Grid.IdxX * {DirectThreads} + Group.IdxX;");
        using (w.Open($"if (i < {map.DeviceRows} * {outputs})"))
        {
            w.Lines(
                $"int m = i / {outputs}, c = i % {outputs}, group = c / {map.Columns};",
                $"int rowA = {map.RowOffset("m", "group")}, columnB = {map.ColumnOffset($"c % {map.Columns}", "group")};",
                $"{element} sum = {(element == "float" ? "0f" : "0.0")};");
            using (w.Open($"for (int k = 0; k < {map.Depth}; k++)"))
            {
                w.Line($"sum += g.{map.A}[rowA + {map.DepthOffsetA("k")}] * g.{map.W}[columnB + {map.DepthOffsetW("k")}];");
            }

            w.Line();
            w.Line($"{kernel.Name}Store(g, m, c, sum);");
        }
    }

    private static string Affine(string index, int step, int origin) => (step, origin) switch
    {
        (1, 0) => index,
        (1, _) => $"{index} + {origin}",
        (_, 0) => $"({index}) * {step}",
        _ => $"({index}) * {step} + {origin}",
    };

    /// <summary>Where the operands of a contraction lie.</summary>
    private sealed class Map(ContractionLaunch launch, Nest nest, Nest pack, bool rows, int pixels, int length, string a, string w)
    {
        public string A => a;

        public string W => w;

        public int Columns => nest["Columns"];

        public int Groups => nest["Groups", 1];

        public int Depth => nest["OuterCount", 1] * nest["InnerCount", 1] * nest["Run"];

        public int TypicalRows => length >= 0 ? launch.Node.Geometry.Width : pixels;

        public string HostRows => DeviceKernel.HostRows(length, pixels);

        public string DeviceRows => DeviceKernel.Rows(length, pixels);

        /// <summary>Whether neighbouring products of a column are neighbours in memory.</summary>
        public bool WeightsRunAlongDepth => pack["RunStep"] == 1 || pack["ColumnStep"] != 1;

        public string RowOffset(string m, string group = "Grid.IdxZ")
        {
            string place = rows
                ? $"{m}{DeviceBody.Times(launch.Stride)}"
                : $"{m} / {pixels} * {nest["ASample"]} + {m} / {nest["Pixels"]} % {nest["Lines"]} * {nest["ALine"]} + {m} % {nest["Pixels"]}{DeviceBody.Times(launch.Stride)}";
            return place + Origin(nest["AOrigin"]) + (Groups == 1 ? "" : $" + {group} * {nest["AGroup"]}");
        }

        public string ColumnOffset(string column, string group = "Grid.IdxZ") =>
            (pack["ColumnStep"] == 1 ? column : $"({column}) * {pack["ColumnStep"]}") + Origin(pack["Origin"]) + (Groups == 1 ? "" : $" + {group} * {pack["GroupStep"]}");

        public string DepthOffsetA(string k) => Nest.Offset(k, nest["OuterCount", 1], nest["InnerCount", 1], nest["Run"], nest["OuterStep", 1], nest["InnerStep", 1], 1);

        public string DepthOffsetW(string k) => Nest.Offset(k, pack["OuterCount", 1], pack["InnerCount", 1], pack["RunCount"], pack["OuterStep"], pack["InnerStep"], pack["RunStep"]);

        private static string Origin(int origin) => origin == 0 ? "" : origin > 0 ? $" + {origin}" : $" - {-origin}";
    }
}
