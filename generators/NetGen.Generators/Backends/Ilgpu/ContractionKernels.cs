using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Lowering;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// Contractions that write elements: a matrix product whose operand A is read through the affine map of the convolution (implicit GEMM),
/// tiled in shared memory and registers; where groups of channels are narrow (depthwise), one thread for each result. What follows rides in
/// the store.
/// </summary>
internal static class ContractionKernels
{
    public static void Emit(DeviceKernel kernel, ContractionLaunch launch, int number, string element)
    {
        bool isEmpty = launch.Phases[number].IsEmpty;
        Map map = isEmpty ? new(launch, number, "", "") : new(launch, number, kernel.View(element, "A"), kernel.View(element, "W"));
        DeviceBody body = new(launch.Work, launch.Node.Name, element, kernel);
        kernel.Summary = [launch.Title, isEmpty ? "no tap reaches this phase: zeros" : launch.Detail, .. body.Formulas()];
        EmitStore(kernel, body, map);
        if (isEmpty)
        {
            EmitZeros(kernel, map, element);
        }
        else if (launch.Schedule.Method == ContractionMethod.Direct)
        {
            EmitDirect(kernel, map, element);
        }
        else
        {
            string group = Code.Times(map.Groups == 1 ? "0" : "Grid.IdxZ", map.Columns);
            EmitTiled(kernel, map, 1, element, (row, column, sum) => $"{kernel.Name}Store(g, {row}, {Code.Sum(group, column)}, {sum})");
        }
    }

    /// <summary>Sums of a part of the products each: what rides in the store comes after them.</summary>
    public static void EmitPieces(DeviceKernel kernel, ContractionLaunch launch, string element)
    {
        Map map = new(launch, 0, kernel.View(element, "A"), kernel.View(element, "W"));
        string sums = kernel.View(element, "Sums");
        kernel.Summary = [$"{launch.Node.Name}, in {launch.Schedule.Splits} pieces", launch.Detail];
        EmitTiled(kernel, map, launch.Schedule.Splits, element, (row, column, sum) =>
            $"g.{sums}[{Code.Sum(Code.Times($"Grid.IdxZ * rows + {row}", map.Columns), column)}] = {sum}");
    }

    /// <summary>Adds up the pieces, in their order, and does what rides in the store.</summary>
    public static void EmitSum(DeviceKernel kernel, ContractionLaunch launch, string element)
    {
        string sums = kernel.View(element, "Sums");
        Map map = new(launch, 0, "", "");
        DeviceBody body = new(launch.Work, launch.Node.Name, element, kernel);
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, $"{body.Producer} = Σ over {launch.Schedule.Splits} pieces", .. body.Formulas()];
        EmitStore(kernel, body, map);
        using (kernel.ForEach(map.Rows, map.Columns))
        {
            w.Line($"int size = {Code.Times(map.Rows.InKernel(), map.Columns)};");
            w.Line($"{element} sum = {body.Number(0)};");
            using (w.Open($"for (int piece = 0; piece < {launch.Schedule.Splits}; piece++)"))
            {
                w.Line($"sum += g.{sums}[piece * size + i];");
            }

            w.Line();
            w.Line($"{kernel.Name}Store(g, {Code.Over("i", map.Columns)}, {Code.Modulo("i", map.Columns)}, sum);");
        }
    }

    /// <summary>The store as a method: row and column of the product → element of the result.</summary>
    private static void EmitStore(DeviceKernel kernel, DeviceBody body, Map map)
    {
        ElementwiseSpec spec = body.Spec;
        ContractionShape shape = map.Shape;
        SourceWriter w = kernel.Helpers;
        w.Line();
        w.Summary($"What is done with a sum of {kernel.Name}: m is the row of the product, c the channel.");
        using (w.Open($"private static void {kernel.Name}Store({kernel.Name}Arguments g, int m, int c, {body.Element} {body.Producer})"))
        {
            string row = "m";
            if (!map.IsRows)
            {
                int pixels = shape.Pixels.Factor;
                string y = Code.Sum(Code.Times(Code.Modulo(Code.Over("m", pixels), shape.Lines), shape.YStep), $"{shape.YOrigin}");
                string x = Code.Sum(Code.Times(Code.Modulo("m", pixels), shape.XStep), $"{shape.XOrigin}");
                bool whole = shape is { YStep: 1, XStep: 1 } && shape.Lines == spec.Height && pixels == spec.Width;
                row = whole ? "m" : Code.Sum(Code.Times(Code.Sum(Code.Times(Code.Over("m", map.Pixels), spec.Height), y), spec.Width), x);
            }

            w.Line($"int row = {row};");
            body.Context(w, body.Bodies);
            body.Row(w);
            body.Compute(w, spec.Stores.Select(s => s.Value));
            body.Stores(w, spec.Stores);
        }
    }

    private static void EmitTiled(DeviceKernel kernel, Map map, int splits, string element, Func<string, string, string, string> store)
    {
        SourceWriter w = kernel.Body;
        int columns = map.Columns, depth = map.Depth;
        Tile tile = map.Tile;
        bool alongDepth = map.WeightsRunAlongDepth;
        TileCode code = new(tile, element, (true, map.AreOperandsAligned), (alongDepth, map.AreWeightsAligned));
        kernel.Threads = tile.Threads;
        kernel.Groups =
            [$"Ceil({map.Rows.OnHost()}, {tile.Rows})", $"{(columns + tile.Columns - 1) / tile.Columns}", $"{map.Groups * splits}"];
        code.Begin(w);
        string column0 = Code.Times(columns <= tile.Columns ? "0" : "Grid.IdxY", tile.Columns);
        w.Line($"int m0 = Grid.IdxX * {tile.Rows}, column0 = {column0}, rows = {map.Rows.InKernel()};");

        // Rows and columns behind the last one are read like it; their sums are not kept.
        for (int i = 0; i < code.A.Loads; i++)
        {
            w.Line(
                $"int m{i + 1} = DeviceMath.Min({Code.Sum("m0", code.A.At(i).Place)}, rows - 1), rowA{i} = {map.RowOffset($"m{i + 1}")};");
        }

        for (int i = 0; i < code.B.Loads; i++)
        {
            string column = Code.Sum("column0", code.B.At(i).Place);
            int last = columns - (code.B.IsWide && !alongDepth ? 4 : 1);
            w.Line($"int columnB{i} = {map.ColumnOffset(columns % tile.Columns == 0 ? column : $"DeviceMath.Min({column}, {last})")};");
        }

        // A piece is a whole number of tiles.
        int piece = (depth + splits * tile.Depth - 1) / (splits * tile.Depth) * tile.Depth;
        bool whole = splits == 1 ? depth % tile.Depth == 0 : depth == splits * piece;
        string begin = Code.Times(splits == 1 ? "0" : "Grid.IdxZ", piece);
        code.Loop(w, begin, splits == 1 ? $"{depth}" : Code.Sum(begin, $"{piece}"), (isNew, k0) =>
        {
            // k1: A's product; the others are B's. Along the products all of B's loads have the same one, and A's as well if both read as
            // widely.
            bool isShared = alongDepth && code.A.IsWide == code.B.IsWide;
            string[] products =
            [
                code.A.At(0).Product,
                .. isShared ? [] : Enumerable.Range(0, alongDepth ? 1 : code.B.Loads).Select(i => code.B.At(i).Product),
            ];
            for (int i = 0; i < products.Length; i++)
            {
                w.Line($"{(isNew ? "int " : "")}k{i + 1} = {Code.Sum(k0, products[i])};");
            }

            string KB(int i) => isShared ? "k1" : alongDepth ? "k2" : $"k{i + 2}";
            code.A.Fetch(
                w, isNew, $"g.{map.A}", i => Code.Sum($"rowA{i}", map.Shape.Products.Offset("k1")), whole ? null : _ => $"k1 < {depth}");
            code.B.Fetch(
                w, isNew, $"g.{map.W}", i => Code.Sum($"columnB{i}", map.Pack.Products.Offset(KB(i))),
                whole ? null : i => $"{KB(i)} < {depth}");
        });
        code.End(w, "m0", "rows", columns, store);
    }

    /// <summary>Copies weights so that the products of each column lie in a row.</summary>
    public static void EmitPack(DeviceKernel kernel, PackLaunch launch, string element)
    {
        PackShape pack = launch.Shape;
        string weights = kernel.View(element, "W"), panels = kernel.View(element, "Rows");
        int depth = pack.Products.Depth, columns = pack.Columns, size = pack.Groups * columns * depth;
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, "a copy"];
        using (kernel.ForEach(size))
        {
            string column = Code.Over("i", depth);
            string place = Code.Sum(
                pack.Products.Offset("k"), Code.Times(pack.Groups == 1 ? column : Code.Modulo(column, columns), pack.ColumnStep),
                Code.Times(Code.Over("i", depth * columns), pack.GroupStep), $"{pack.Origin}");
            w.Line($"int k = {Code.Modulo("i", depth)};");
            w.Line($"g.{panels}[i] = g.{weights}[{place}];");
        }
    }

    /// <summary>Sums of no products: nothing is read.</summary>
    private static void EmitZeros(DeviceKernel kernel, Map map, string element)
    {
        int outputs = map.Groups * map.Columns;
        using (kernel.ForEach(map.Rows, outputs))
        {
            kernel.Body.Line(
                $"{kernel.Name}Store(g, {Code.Over("i", outputs)}, {Code.Modulo("i", outputs)}, {DevicePrinter.Literal(0, element)});");
        }
    }

    /// <summary>One thread for each result: its sum runs over few products.</summary>
    private static void EmitDirect(DeviceKernel kernel, Map map, string element)
    {
        SourceWriter w = kernel.Body;
        int outputs = map.Groups * map.Columns;
        using (kernel.ForEach(map.Rows, outputs))
        {
            w.Lines(
                $"int m = i / {outputs}, c = i % {outputs}, group = {Code.Over("c", map.Columns)};",
                $"int rowA = {map.RowOffset("m", "group")}, columnB = {map.ColumnOffset(Code.Modulo("c", map.Columns), "group")};",
                $"{element} sum = {DevicePrinter.Literal(0, element)};");
            using (w.Open($"for (int k = 0; k < {map.Depth}; k++)"))
            {
                string atA = Code.Sum("rowA", map.Shape.Products.Offset("k")), atW = Code.Sum("columnB", map.Pack.Products.Offset("k"));
                w.Line($"sum += g.{map.A}[{atA}] * g.{map.W}[{atW}];");
            }

            w.Line();
            w.Line($"{kernel.Name}Store(g, m, c, sum);");
        }
    }

    /// <summary>Where the operands of a contraction lie.</summary>
    private sealed class Map(ContractionLaunch launch, int number, string a, string w)
    {
        public ContractionShape Shape { get; } = launch.Phases[number].Shape;

        public PackShape Pack { get; } = launch.Phases[number].Pack;

        public Tile Tile => launch.Phases[number].Tile!;

        /// <summary>Whether all pixels of the batch form one line.</summary>
        public bool IsRows => Shape.Lines == 0;

        /// <summary>Rows of a sample, where they are known.</summary>
        public int Pixels => (IsRows ? 1 : Shape.Lines) * Shape.Pixels.Factor;

        public string A => a;

        public string W => w;

        public int Columns => Shape.Columns;

        public int Groups => Shape.Groups;

        public int Depth => Shape.Products.Depth;

        private int Length => launch.Node.Geometry.Length;

        public Dim Rows => Dim.Of(Length, Pixels).OfBatch;

        /// <summary>Whether neighbouring products of a column are neighbours in memory.</summary>
        public bool WeightsRunAlongDepth => Pack.Products.RunStep == 1 || Pack.ColumnStep != 1;

        /// <summary>Whether four neighbouring products of a row begin at a multiple of four elements.</summary>
        public bool AreOperandsAligned => TileSide.AreAligned(
            Shape.Products.Run, Shape.A.Pixel, Shape.A.Origin, Shape.A.Sample.Factor, Shape.A.Line, Shape.AGroup,
            Shape.Products.OuterStep, Shape.Products.InnerStep);

        /// <summary>The same for the weights, along the products or along the columns.</summary>
        public bool AreWeightsAligned => (WeightsRunAlongDepth
            ? Pack.Products.RunStep == 1 && TileSide.AreAligned(Pack.Products.Run, Pack.ColumnStep)
            : TileSide.AreAligned(Pack.Columns, Pack.Products.RunStep))
            && TileSide.AreAligned(Pack.Origin, Pack.GroupStep, Pack.Products.OuterStep, Pack.Products.InnerStep);

        public string RowOffset(string m, string group = "Grid.IdxZ")
        {
            int pixels = Shape.Pixels.Factor;
            string row = IsRows ? Code.Times(m, Shape.A.Pixel) : Code.Sum(
                Code.Times(Code.Over(m, Pixels), Shape.A.Sample.Factor),
                Code.Times(Code.Modulo(Code.Over(m, pixels), Shape.Lines), Shape.A.Line),
                Code.Times(Code.Modulo(m, pixels), Shape.A.Pixel));
            return Code.Sum(row, Code.Times(group, Shape.AGroup), $"{Shape.A.Origin}");
        }

        public string ColumnOffset(string column, string group = "Grid.IdxZ") =>
            Code.Sum(Code.Times(column, Pack.ColumnStep), Code.Times(group, Pack.GroupStep), $"{Pack.Origin}");
    }
}
