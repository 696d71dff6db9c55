using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Elementwise work as code of one thread: where operands lie, loads, statements, stores.</summary>
internal sealed class DeviceBody : ElementBody
{
    private readonly IReadOnlyList<Location> _operands;
    private readonly Layout[] _offsets;
    private readonly Layout[] _samples;
    private readonly DevicePrinter _printer;
    private readonly string _stream;
    private readonly Dictionary<int, string> _renamed = [];

    /// <param name="work">The work.</param>
    /// <param name="producer">The value that a contraction or pooling hands over; null without one.</param>
    /// <param name="element">"float" or "double".</param>
    /// <param name="kernel">Gets a view for each operand.</param>
    public DeviceBody(Elementwise work, string? producer, string element, DeviceKernel kernel)
        : this(
            work, producer, element,
            (body, o) => new Location(
                $"g.{kernel.View(body.Spec.Operands[o].Layout.Type.Code(element), body.Operand(o))}"),
            "g.Stream")
    {
    }

    /// <param name="work">The work.</param>
    /// <param name="producer">The value that a contraction or pooling hands over; null without one.</param>
    /// <param name="element">"float" or "double".</param>
    /// <param name="operands">Where each operand lies.</param>
    /// <param name="stream">Where random numbers begin, as C#.</param>
    public DeviceBody(Elementwise work, string? producer, string element, Func<DeviceBody, int, Location> operands, string stream)
        : base(
            work.Spec, work.Names, producer, element,
            "g", "row", "rows", "c", "x", "y", "n", "i", "k", "m", "t", "lane", "first", "chunk", "index", "step", "seed", "before",
            "inverseBatch",
            "dense", "position", "shared", "column", "tileA", "tileB", "line", "pixel", "offset0", "offset1", "offset2", "offset3",
            "offset4", "offset5", "inverseRows0", "inverseRows1", "lossScale", "lossScale0", "lossScale1",
            "local", "end", "sample", "maximum", "earlier", "ownValue", "h", "w", "oh", "ow", "own", "sum",
            "sums", "values", "weights", "group", "across", "begin", "down", "piece", "place", "products", "size", "start", "zero")
    {
        _printer = new DevicePrinter(element);
        _stream = stream;
        _operands = [.. Enumerable.Range(0, Spec.Operands.Count).Select(o => operands(this, o))];
        _offsets = [.. Spec.Operands.Where(o => o.Kind == OperandKind.Elements && !o.Layout.IsDense).Select(o => o.Layout).Distinct()];
        _samples = [.. Spec.Operands.Where(o => o.Kind == OperandKind.Samples).Select(o => o.Layout).Distinct()];
    }

    /// <summary>Where an operand lies.</summary>
    /// <param name="View">Its view; empty where the values stay in shared memory.</param>
    /// <param name="Shared">Where it begins in the shared "values", whose samples "local" counts; −1 where it is not there.</param>
    public sealed record Location(string View, int Shared = -1);

    /// <summary>The view of an operand.</summary>
    public string Field(int operand) => _operands[operand].View;

    /// <summary>Gives a value another name.</summary>
    public void Rename(int value, string name) => _renamed[value] = name;

    /// <summary>The name of a value.</summary>
    public new string Value(int value) => _renamed.TryGetValue(value, out string name) ? name : base.Value(value);

    /// <summary>A number of the element's type.</summary>
    public string Number(double value) => DevicePrinter.Literal(value, Element);

    /// <summary>What formulas need once: step and seed of random numbers, counts.</summary>
    public void Context(SourceWriter w, IEnumerable<Expr> formulas)
    {
        Expr[] all = [.. formulas];
        if (all.Any(Contains<Expr.Uniform>))
        {
            // Elements are numbered through all processes.
            Dim sample = Spec.Rows * Spec.Channels;
            string size = sample.Known is { } known ? $"{known}u" : $"(uint)({sample.InKernel()})";
            w.Line($"uint step = g.Clock[0], seed = g.Clock[1] + {_stream}, before = g.Clock[2] * {size};");
        }

        foreach (Expr.InverseBatch inverse in Expr.Inverses(all))
        {
            string samples = inverse.IsLossScale ? "g.Whole" : "g.Batch";
            string count = inverse.Length < 0 ? samples : $"(({Element}){samples} * g.Length{inverse.Length})";
            w.Line($"{Element} {Inverse(inverse)} = {Number(1)} / {count};");
        }
    }

    /// <summary>Where the row's elements start in each operand, from "row"; values of the row itself.</summary>
    public void Row(SourceWriter w)
    {
        if (_offsets.Any(l => !l.HasEvenRows))
        {
            w.Line($"int x = row % {Spec.Width}, y = row / {Spec.Width} % {Spec.Height}, n = row / {Spec.Width * Spec.Height};");
        }

        if (Enumerable.Range(0, _operands.Count).Any(o =>
                Spec.Operands[o].Kind == OperandKind.Elements && Spec.Operands[o].Layout.IsDense && Field(o).Length > 0)
            || Uses<Expr.Uniform>())
        {
            w.Line($"int dense = {Code.Times("row", Spec.Channels)};");
        }

        for (int i = 0; i < _offsets.Length; i++)
        {
            Layout l = _offsets[i];
            w.Line(l.HasEvenRows
                ? $"int offset{i} = {Code.Sum(Code.Times("row", l.Pixel), $"{l.Origin}")};"
                : $"int offset{i} = "
                    + $"{Code.Sum(Code.Times("n", l.Size), Code.Times("y", l.Line), Code.Times("x", l.Pixel), $"{l.Origin}")};");
        }

        if (Spec.Operands.Any(o => o.Kind == OperandKind.Positions))
        {
            w.Line($"int position = {Code.Times($"row % {Spec.Rows.InKernel()}", Spec.Channels)};");
        }

        for (int i = 0; i < _samples.Length; i++)
        {
            string sample = Code.Times($"(row / {Spec.Rows.InKernel()})", _samples[i].Size);
            w.Line($"int sample{i} = {Code.Sum(sample, $"{_samples[i].Origin}")};");
        }

        for (int value = 0; value < Spec.FirstStatementValue; value++)
        {
            int operand = Spec.OperandOf(value);
            if (operand >= 0 && Spec.Operands[operand].Kind is OperandKind.Rows or OperandKind.Label)
            {
                w.Line($"{Spec.Operands[operand].Layout.Type.Code(Element)} {Value(value)} = {At(operand)};");
            }
        }
    }

    /// <summary>Loads and statements for the requested values at channel "c" of the row.</summary>
    public void Compute(SourceWriter w, IEnumerable<int> requested)
    {
        IReadOnlyList<int> needed = Needed(requested);
        if (needed.Select(Spec.StatementOf).Any(s => s is not null && Contains<Expr.Uniform>(s.Body)))
        {
            w.Line("uint index = before + (uint)(dense + c);");
        }

        foreach (int value in needed)
        {
            if (Spec.StatementOf(value) is { } statement)
            {
                w.Line($"{Element} {Value(value)} = {Print(statement.Body)};");
            }
            else if (Spec.OperandOf(value) is var operand and >= 0)
            {
                Load(w, value, operand);
            }
        }
    }

    /// <summary>A formula over values that are there.</summary>
    public string Print(Expr body) => _printer.Print(body, Read);

    /// <summary>Writes values to where they belong.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="stores">Which.</param>
    /// <param name="isInside">Under which condition they leave the kernel; null: always.</param>
    public void Stores(SourceWriter w, IEnumerable<Store> stores, string? isInside = null)
    {
        foreach (Store store in stores)
        {
            if (_operands[store.Operand].Shared >= 0)
            {
                w.Line($"{At(store.Operand)} = {Value(store.Value)};");
            }

            if (Field(store.Operand).Length > 0)
            {
                string guard = isInside is null ? "" : $"if ({isInside}) ";
                w.Line($"{guard}{Field(store.Operand)}[{Offset(store.Operand)}] = {Value(store.Value)};");
            }
        }
    }

    /// <summary>What is stored for each element.</summary>
    public IEnumerable<Store> ElementStores() => Spec.Stores.Where(s => Spec.Operands[s.Operand].Kind == OperandKind.Elements);

    /// <summary>Numbers of the values that statements of a kind define.</summary>
    public IReadOnlyList<int> Statements(params StatementKind[] kinds) =>
        [.. Enumerable.Range(0, Spec.Statements.Count)
            .Where(i => kinds.Contains(Spec.Statements[i].Kind))
            .Select(i => i + Spec.FirstStatementValue)];

    private void Load(SourceWriter w, int value, int operand)
    {
        if (Spec.Operands[operand].Kind != OperandKind.Partial)
        {
            w.Line($"{Element} {Value(value)} = {At(operand)};");
            return;
        }

        w.Line($"{Element} {Value(value)} = {Number(0)};");
        using (w.Open("for (int chunk = 0; chunk < DeviceGroup.Chunks; chunk++)"))
        {
            w.Line($"{Value(value)} += {Field(operand)}[{Code.Times("chunk", Spec.Operands[operand].Layout.RoundedSize)} + c];");
        }

        w.Line();
    }

    private string Read(int value)
    {
        int operand = Spec.OperandOf(value);
        return operand >= 0 && Spec.Operands[operand].Kind == OperandKind.Scalar ? $"{Field(operand)}[0]" : Value(value);
    }

    /// <summary>An operand's element: in shared memory where it lies there.</summary>
    private string At(int operand)
    {
        int place = _operands[operand].Shared;
        if (place < 0)
        {
            return $"{Field(operand)}[{Offset(operand)}]";
        }

        bool isRow = Spec.Operands[operand].Kind == OperandKind.Rows;
        string start = Code.Times("local", TypicalGpu.Pitch(Spec.Operands[operand].Layout.Size));
        return $"values[{Code.Sum(start, $"{place}", isRow ? "" : "c")}]";
    }

    private string Offset(int operand)
    {
        OperandSpec spec = Spec.Operands[operand];
        return spec.Kind switch
        {
            OperandKind.Channels or OperandKind.Scalar or OperandKind.Partial => "c",
            OperandKind.Positions => "position + c",
            OperandKind.Samples => $"sample{Array.IndexOf(_samples, spec.Layout)} + c",
            OperandKind.Rows or OperandKind.Label => Code.Times("row", spec.Layout.Pixel),
            _ when !spec.Layout.IsDense => $"offset{Array.IndexOf(_offsets, spec.Layout)} + c",
            _ => "dense + c",
        };
    }
}
