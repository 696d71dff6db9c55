using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>A compile-time constant of <see cref="Contraction"/>: elements between neighbouring rows (pixels) of A.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStride
{
    /// <summary>The constant.</summary>
    static abstract int Value { get; }
}

/// <summary>
/// Where a kernel's results go. What it does with them (add a bias, apply an activation, store) is compiled into the kernel.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue<T>
    where T : unmanaged
{
    /// <summary>Called before the elements of one line; a line comes again for each block of its channels.</summary>
    /// <param name="sample">Number of the sample in the batch.</param>
    /// <param name="y">Number of the line in the sample.</param>
    void MoveTo(int sample, int y);

    /// <summary>Takes one vector of channels (at the end of the channels: one channel) of one pixel of the line.</summary>
    /// <typeparam name="V">Width of the vector.</typeparam>
    /// <param name="value">The results.</param>
    /// <param name="x">Number of the pixel in the line.</param>
    /// <param name="channel">Channel of the first element.</param>
    void At<V>(V value, int x, int channel)
        where V : struct, ISimd<V, T>;
}

/// <summary>
/// What <see cref="Contraction"/> computes: where the operands lie, which products are added, where the results go. All
/// offsets and steps count elements and may be negative; counts may be 0, and the sum of no products is 0.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ContractionShape
{
    /// <summary>A shape of one group, with all counts and offsets 0 and all steps 1.</summary>
    public ContractionShape()
    {
    }

    /// <summary>
    /// Lines per sample. 0: the pixels of all samples of a worker form one line, whose numbers run on from sample to sample.
    /// </summary>
    public int Lines { get; init; }

    /// <summary>Pixels per line; where <see cref="Lines"/> is 0, per sample.</summary>
    public int Pixels { get; init; }

    /// <summary>Where A starts. Pixel p of line l of sample n is at AOrigin + n·ASample + l·ALine + p·stride.</summary>
    public int AOrigin { get; init; }

    /// <summary>Elements of A between samples. Unused where <see cref="Lines"/> is 0.</summary>
    public int ASample { get; init; }

    /// <summary>Elements of A between lines. Unused where <see cref="Lines"/> is 0.</summary>
    public int ALine { get; init; }

    /// <summary>Elements of A between pixels, where the kernel's type does not say it; 0: the channels.</summary>
    public int APixel { get; init; }

    /// <summary>Number of outer steps through A.</summary>
    public int OuterCount { get; init; } = 1;

    /// <summary>Elements of A between outer steps.</summary>
    public int OuterStep { get; init; } = 1;

    /// <summary>Number of inner steps through A.</summary>
    public int InnerCount { get; init; } = 1;

    /// <summary>Elements of A between inner steps.</summary>
    public int InnerStep { get; init; } = 1;

    /// <summary>Adjacent elements of A read at each inner step.</summary>
    public int Run { get; init; }

    /// <summary>
    /// Where B is no panels but a matrix that is read where it lies, of one group with neighbouring columns:
    /// elements between its rows. 0: panels.
    /// </summary>
    public int BStep { get; init; }

    /// <summary>Result channels of one group.</summary>
    public int Columns { get; init; }

    /// <summary>Groups: parts of the channels that do not mix. Group g has the result channels from g·<see cref="Columns"/>.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Elements of A between groups.</summary>
    public int AGroup { get; init; }

    /// <summary>Line of the result that line 0 gives.</summary>
    public int YOrigin { get; init; }

    /// <summary>Lines of the result between two lines.</summary>
    public int YStep { get; init; } = 1;

    /// <summary>Pixel of the result that pixel 0 gives.</summary>
    public int XOrigin { get; init; }

    /// <summary>Pixels of the result between two pixels.</summary>
    public int XStep { get; init; } = 1;

    /// <summary>Products in each sum.</summary>
    public int Depth => OuterCount * InnerCount * Run;
}
