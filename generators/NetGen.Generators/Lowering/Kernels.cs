using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Lowering;

/// <summary>
/// Elementwise work as one pass: operands, statements that compute values from values, and what is stored where. Value-equal: uses
/// whose specifications are equal share one method. Both printers, SIMD and GPU, start from here.
/// </summary>
/// <param name="Mode">Which elements it runs over and how it finds them.</param>
/// <param name="Height">Lines of one sample.</param>
/// <param name="Width">Pixels of a line.</param>
/// <param name="Channels">Channels of a pixel.</param>
/// <param name="HasProducer">Whether value 0 comes from the contraction or pooling in whose store this rides.</param>
/// <param name="Operands">What is read and written.</param>
/// <param name="Inputs">Operands read: values in this order, behind the producer's.</param>
/// <param name="Statements">Each defines the next value.</param>
/// <param name="Stores">What leaves the kernel.</param>
internal sealed record ElementwiseSpec(
    ElementMode Mode, int Height, int Width, int Channels, bool HasProducer,
    EquatableArray<OperandSpec> Operands, EquatableArray<int> Inputs, EquatableArray<Statement> Statements, EquatableArray<Store> Stores)
{
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
    /// <summary>All elements in a row: no operand is broadcast, none has a halo.</summary>
    Flat,

    /// <summary>Rows of channels, without halos.</summary>
    Rows,

    /// <summary>Samples, lines, pixels, channels: some operand has a halo.</summary>
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

/// <summary>One call in the step: a kernel with its buffers. Subclasses name the kernel.</summary>
/// <param name="Title">What it does, for people: "Stem.conv2d0 → bias → Relu".</param>
/// <param name="Accesses">Every buffer touched and how.</param>
internal abstract record Launch(string Title, IReadOnlyList<Access> Accesses)
{
    /// <summary>Formula and shapes, for people; empty where the title says it all.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Multiply-adds for one sample, where that is what it does.</summary>
    public long MultiplyAdds { get; init; }
}

/// <summary>How a launch touches a buffer.</summary>
internal sealed record Access(Buffer Buffer, bool Writes, Share Share)
{
    public Buffer Buffer { get; } = Buffer.Root;
}

/// <summary>Which part of a buffer a worker touches: decides where the team must meet.</summary>
internal enum Share
{
    /// <summary>Its own samples.</summary>
    Samples,

    /// <summary>Its own block.</summary>
    Private,

    /// <summary>Only the first worker touches it.</summary>
    FirstWorker,

    /// <summary>Any part.</summary>
    Any,
}

/// <summary>An elementwise pass of its own.</summary>
internal sealed record ElementwiseLaunch(string Title, IReadOnlyList<Access> Accesses, ElementwiseSpec Spec, IReadOnlyList<Buffer> Buffers, IReadOnlyList<string> Names)
    : Launch(Title, Accesses);

/// <summary>Contraction: reads <paramref name="A"/> in place and packed weights; the epilogue stores.</summary>
internal sealed record ContractionLaunch(
    string Title, IReadOnlyList<Access> Accesses, ContractionNode Node, IReadOnlyList<ContractionPart> Parts, int Stride, Buffer A,
    ElementwiseSpec Spec, IReadOnlyList<Buffer> Buffers, IReadOnlyList<string> Names)
    : Launch(Title, Accesses);

/// <summary>One affine loop nest of a contraction: the fields of NetGen.Numerics.ContractionShape that are not default, and its panels.</summary>
internal sealed record ContractionPart(EquatableArray<Field> Shape, Buffer Panels);

/// <summary>A named constant of a shape passed to the runtime.</summary>
internal sealed record Field(string Name, int Value);

/// <summary>Packs weights for one part of a contraction.</summary>
internal sealed record PackLaunch(string Title, IReadOnlyList<Access> Accesses, EquatableArray<Field> Shape, Buffer Weights, Buffer Panels)
    : Launch(Title, Accesses);

/// <summary>Gradient of the weights of a matrix product, over all rows of the batch.</summary>
internal sealed record RowsGradientLaunch(string Title, IReadOnlyList<Access> Accesses, int Rows, int Features, int Outputs, Buffer X, Buffer Dy, Buffer Gradient)
    : Launch(Title, Accesses);

/// <summary>Gradient of the weights of a convolution: each worker sums its samples.</summary>
internal sealed record WeightGradientLaunch(string Title, IReadOnlyList<Access> Accesses, EquatableArray<Field> Shape, Buffer X, Buffer Dy, Buffer Partial)
    : Launch(Title, Accesses);

/// <summary>Adds up the workers' sums of a convolution's weight gradient, in the weights' own order.</summary>
internal sealed record CombineLaunch(string Title, IReadOnlyList<Access> Accesses, EquatableArray<Field> Shape, int Taps, Buffer Partial, Buffer Gradient)
    : Launch(Title, Accesses);

/// <summary>Pooling or its gradient; the epilogue stores.</summary>
internal sealed record PoolLaunch(
    string Title, IReadOnlyList<Access> Accesses, PoolNode Node, EquatableArray<Field> Shape, IReadOnlyList<Buffer> Sources,
    ElementwiseSpec Spec, IReadOnlyList<Buffer> Buffers, IReadOnlyList<string> Names)
    : Launch(Title, Accesses);

/// <summary>A copy.</summary>
internal sealed record MoveLaunch(string Title, IReadOnlyList<Access> Accesses, EquatableArray<Field> Shape, Buffer From, Buffer To)
    : Launch(Title, Accesses);

/// <summary>Zeroes the halo of a buffer before its inside is written.</summary>
internal sealed record ClearHaloLaunch(string Title, IReadOnlyList<Access> Accesses, Buffer Buffer) : Launch(Title, Accesses);

/// <summary>The team meets.</summary>
internal sealed record SyncLaunch() : Launch("", []);
