using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>One call in the step: a kernel with its buffers. Subclasses name the kernel.</summary>
/// <param name="title">What it does, for people: "Stem.conv2d0 → bias → Relu".</param>
/// <param name="accesses">Every buffer touched and how, in an order that is the same for equal kernels.</param>
internal abstract class Launch(string title, IReadOnlyList<Access> accesses)
{
    public string Title { get; } = title;

    public IReadOnlyList<Access> Accesses { get; } = accesses;

    /// <summary>Formula and shapes, for people; empty where the title says it all.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Multiply-adds for one sample, where that is what it does.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The first of the random streams it draws from; −1 where it draws from none.</summary>
    public int Stream { get; init; } = -1;

    /// <summary>The elementwise work in it; null for none.</summary>
    public virtual Elementwise? Work => null;

    /// <summary>Whether it draws random numbers.</summary>
    public virtual bool IsRandom => Stream >= 0;

    /// <summary>Which of the run's lengths its numbers depend on, in order: those of what it touches, and those it averages over.</summary>
    public IEnumerable<int> Lengths => Accesses.Select(access => access.Buffer.Layout.Length)
        .Concat(Work is null ? [] : Expr.Inverses(Work.Spec.Statements.Select(s => s.Body)).Select(inverse => inverse.Length))
        .Where(length => length >= 0).Distinct().OrderBy(length => length);

    /// <summary>Whether its numbers depend on how many samples the whole batch has, of which this one may be a part.</summary>
    public virtual bool IsOfWhole =>
        Work is not null && Expr.Inverses(Work.Spec.Statements.Select(s => s.Body)).Any(inverse => inverse.IsLossScale);

    /// <summary>Whether workers that share samples split the work on each.</summary>
    public virtual bool SplitsSamples => false;

    /// <summary>Whether it reads nothing behind the last element of its buffers, as kernels may that read whole vectors.</summary>
    public virtual bool ReadsExactly => false;

    /// <summary>What two calls must share, beside the kinds and layouts of their buffers, to be the same work over other memory.</summary>
    public abstract object Signature { get; }
}

/// <summary>How a launch touches a buffer.</summary>
internal sealed record Access(Buffer Buffer, bool Writes, Share Share)
{
    public Buffer Buffer { get; } = Buffer.Root;

    /// <summary>What it touches of the buffer: a box, or all.</summary>
    public Layout Box { get; } = Buffer.Layout;
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
