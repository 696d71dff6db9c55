using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>Loops over this worker's rows, and where a row's elements lie inside them.</summary>
internal sealed class RowLoops
{
    private readonly KernelFrame _kernel;
    private readonly SourceWriter _w;
    private readonly ElementwiseSpec _spec;
    private readonly List<Layout> _layouts;
    private readonly List<Layout> _sampleLayouts;

    // Whether each layout has an offset of its own; dense rows share one.
    private readonly bool _ownOffsets;

    public RowLoops(KernelFrame kernel)
    {
        _kernel = kernel;
        _w = kernel.Writer;
        _spec = kernel.Spec;
        _layouts = LayoutsOf(OperandKind.Elements);
        _sampleLayouts = LayoutsOf(OperandKind.Samples);
        _ownOffsets = _spec.Mode == ElementMode.Lines || _layouts.Any(l => !l.IsDense);
    }

    /// <summary>Behind an offset: where the first element of a layout lies.</summary>
    public static string From(Layout layout) => layout.Origin > 0 ? $" + {layout.Origin}" : "";

    /// <summary>Where an element lies in an operand.</summary>
    public string Offset(int operand) => _spec.Operands[operand] switch
    {
        { Kind: OperandKind.Channels } => "c",
        var spec => $"{Start(spec)} + c",
    };

    /// <summary>Where the row's elements start in an operand.</summary>
    public string Start(OperandSpec operand) => operand.Kind switch
    {
        OperandKind.Positions => "position",
        OperandKind.Samples => $"sample{_sampleLayouts.IndexOf(operand.Layout)}",
        _ => _ownOffsets ? $"at{_layouts.IndexOf(operand.Layout)}" : "at",
    };

    /// <summary>Where a row's own number lies: beside that of the next, or one position of a sequence apart.</summary>
    public string Place(int operand) => _spec.Operands[operand].Layout.Pixel is > 1 and var pixel ? $"row * {pixel}" : "row";

    /// <summary>Loops over this worker's rows; inside, "row" and the offsets of the row in each layout are known.</summary>
    public void Emit(Action inside)
    {
        if (_spec.Mode == ElementMode.Rows)
        {
            if (_spec.Length >= 0)
            {
                _w.Line($"int rows = {_spec.Rows.Code()};");
            }

            _w.Line($"(nint row, nint end) = worker.Rows({(_spec.Length >= 0 ? "rows" : _spec.Rows.Code())});");
            using (_w.Open("for (; row < end; row++)"))
            {
                for (int i = 0; _ownOffsets && i < _layouts.Count; i++)
                {
                    _w.Line($"nint at{i} = row * {_layouts[i].Pixel}{From(_layouts[i])};");
                }

                if (!_ownOffsets && _layouts.Count > 0)
                {
                    _w.Line($"nint at = row * {_kernel.Channels};");
                }

                if (_spec.Operands.Any(o => o.Kind == OperandKind.Positions))
                {
                    string position = _spec.Length >= 0 ? "(row % rows + worker.Past)" : $"row % {_spec.Rows.Code()}";
                    _w.Line($"nint position = {position} * {_kernel.Channels};");
                }

                Samples($"row / {(_spec.Length >= 0 ? "rows" : _spec.Rows.Code())}");
                EmitRowNumbers();
                inside();
            }

            return;
        }

        _w.Line($"(nint line, nint end) = worker.Rows({_spec.Height});");
        using (_w.Open("for (; line < end; line++)"))
        {
            _w.Line($"nint n = line / {_spec.Height}, y = line % {_spec.Height};");
            for (int i = 0; i < _layouts.Count; i++)
            {
                Layout l = _layouts[i];
                _w.Line($"nint {(_spec.HasWholeLines ? "at" : "line")}{i} = n * {l.Size} + y * {l.Line}{From(l)};");
            }

            if (_spec.HasWholeLines)
            {
                if (_kernel.IsRandom)
                {
                    // A line is one row, as wide as all its pixels.
                    _w.Line("nint row = line;");
                }

                inside();
                return;
            }

            Samples("n");
            using (_w.Open($"for (int x = 0; x < {_spec.Width}; x++)"))
            {
                for (int i = 0; i < _layouts.Count; i++)
                {
                    _w.Line($"nint at{i} = line{i} + x * {_layouts[i].Pixel};");
                }

                if (_spec.Operands.Any(o => o.Kind == OperandKind.Positions))
                {
                    _w.Line($"nint position = (y * {_spec.Width} + x) * {_kernel.Channels};");
                }

                if (_kernel.IsRandom || _spec.Operands.Any(o => o.Kind is OperandKind.Rows or OperandKind.Label))
                {
                    _w.Line($"nint row = line * {_spec.Width} + x;");
                }

                EmitRowNumbers();
                inside();
            }
        }

        void Samples(string sample)
        {
            for (int i = 0; i < _sampleLayouts.Count; i++)
            {
                _w.Line($"nint sample{i} = {sample} * {_sampleLayouts[i].Size}{From(_sampleLayouts[i])};");
            }
        }
    }

    /// <summary>Reads the row's own numbers.</summary>
    private void EmitRowNumbers()
    {
        for (int value = 0; value < _spec.FirstStatementValue; value++)
        {
            int operand = _spec.OperandOf(value);
            if (operand >= 0 && _spec.Operands[operand].Kind is OperandKind.Rows or OperandKind.Label)
            {
                string type = _spec.Operands[operand].Layout.Type.Code(_kernel.Body.Element);
                _w.Line($"{type} {_kernel.Body.Value(value)} = Unsafe.Add(ref {_kernel.Body.Operand(operand)}, {Place(operand)});");
            }
        }
    }

    private List<Layout> LayoutsOf(OperandKind kind) =>
        [.. _spec.Operands.Where(o => o.Kind == kind).Select(o => o.Layout).Distinct()];
}
