using System.ComponentModel;

namespace NetGen.Numerics;

/// <summary>
/// What <see cref="Contraction"/> computes: where the operands lie, which products are added, where the results go. All
/// offsets and steps count elements and may be negative; counts may be 0, and the sum of no products is 0.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ContractionShape
{
    /// <summary>One group, results side by side, loops that run once; all else 0.</summary>
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
    public int OuterStep { get; init; }

    /// <summary>Number of inner steps through A.</summary>
    public int InnerCount { get; init; } = 1;

    /// <summary>Elements of A between inner steps.</summary>
    public int InnerStep { get; init; }

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
