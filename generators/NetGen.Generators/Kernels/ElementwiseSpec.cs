using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Kernels;

/// <summary>
/// Elementwise work as one pass: operands, statements that compute values from values, and what is stored where. Value-equal: uses
/// whose specifications are equal share one method. Both printers, SIMD and GPU, start from here.
/// </summary>
/// <param name="Mode">Which elements it runs over and how it finds them.</param>
/// <param name="Height">Lines of one sample.</param>
/// <param name="Width">Pixels of a line.</param>
/// <param name="Channels">Channels of a pixel.</param>
/// <param name="Length">Which length the width is; −1 where it is fixed.</param>
/// <param name="HasProducer">Whether value 0 comes from the contraction or pooling in whose store this rides.</param>
/// <param name="Operands">What is read and written.</param>
/// <param name="Inputs">Operands read: values in this order, behind the producer's.</param>
/// <param name="Statements">Each defines the next value.</param>
/// <param name="Stores">What leaves the kernel.</param>
internal sealed record ElementwiseSpec(
    ElementMode Mode, int Height, int Width, int Channels, int Length, bool HasProducer,
    EquatableArray<OperandSpec> Operands, EquatableArray<int> Inputs, EquatableArray<Statement> Statements, EquatableArray<Store> Stores)
{
    /// <summary>Rows of one sample.</summary>
    public Dim Rows => Dim.Of(Length, Height * Width);

    /// <summary>Whether the channels of a whole line are one run: no operand varies by channel or by pixel alone.</summary>
    public bool HasWholeLines => Mode == ElementMode.Lines
        && Operands.All(o => o.Kind == OperandKind.Scalar || (o.Kind == OperandKind.Elements && o.Layout.Pixel == o.Layout.Channels))
        && Statements.All(s => s.Kind == StatementKind.Element);

    public int FirstStatementValue => (HasProducer ? 1 : 0) + Inputs.Count;

    /// <summary>The operand that value number <paramref name="value"/> is loaded from; −1 for the producer and for statements.</summary>
    public int OperandOf(int value)
    {
        int index = value - (HasProducer ? 1 : 0);
        return index >= 0 && index < Inputs.Count ? Inputs[index] : -1;
    }

    public Statement? StatementOf(int value) => value >= FirstStatementValue ? Statements[value - FirstStatementValue] : null;
}

internal enum ElementMode
{
    /// <summary>All elements in a row: no operand is broadcast, all are dense.</summary>
    Flat,

    /// <summary>Rows of channels, in each operand equally far apart.</summary>
    Rows,

    /// <summary>Samples, lines, pixels, channels: in some operand there is something between lines or samples.</summary>
    Lines,

    /// <summary>Vectors over the channels (or scalars), once for all samples.</summary>
    Channels,
}

/// <summary>How an operand's elements are found.</summary>
internal sealed record OperandSpec(OperandKind Kind, Layout Layout);

internal enum OperandKind
{
    Elements,
    Channels,
    Positions,

    /// <summary>Channels of the sample, the same for all its rows.</summary>
    Samples,
    Rows,
    Scalar,
    Label,

    /// <summary>One vector for each worker: written by sums over rows, added up where it is read.</summary>
    Partial,
}

/// <summary>Computes one value from those before it (the formula's inputs are value numbers).</summary>
internal sealed record Statement(StatementKind Kind, Expr Body);

internal enum StatementKind
{
    /// <summary>For each element.</summary>
    Element,

    /// <summary>For each row, from row values.</summary>
    Row,

    /// <summary>Sum along each row.</summary>
    RowSum,

    /// <summary>Maximum along each row.</summary>
    RowMax,

    /// <summary>Sum over this worker's rows, for each channel.</summary>
    ColumnSum,

    /// <summary>Sum over all of this worker's elements.</summary>
    ElementTotal,

    /// <summary>Sum of a row value over this worker's rows.</summary>
    RowTotal,
}

/// <summary>Writes a value to an operand.</summary>
internal sealed record Store(int Value, int Operand);
