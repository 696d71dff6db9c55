using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>
/// One member of a <see cref="ThreadTeam"/>, as the program it runs sees it: which share of the batch is its own, and
/// where it meets the others. Every worker runs the whole program; a kernel takes its part of the work from here.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Worker
{
    private readonly TeamBarrier _barrier;
    private int[] _lengths = [];
    private int _firstOwn;
    private int _endOwn;
    private int _partSize;

    internal Worker(int index, int count, TeamBarrier barrier)
    {
        Index = index;
        Count = count;
        _barrier = barrier;
    }

    /// <summary>Number of this worker: 0 to <see cref="Count"/> − 1. Worker 0 is the thread that called <see cref="ThreadTeam.Run"/>.</summary>
    public int Index { get; }

    /// <summary>Workers in the team.</summary>
    public int Count { get; }

    /// <summary>Samples in this batch.</summary>
    public int Batch { get; private set; }

    /// <summary>First sample of this worker's share of the batch.</summary>
    public int FirstSample { get; private set; }

    /// <summary>One past the last sample of this worker's share; equal to <see cref="FirstSample"/> where the share is empty.</summary>
    public int EndSample { get; private set; }

    /// <summary>
    /// Whether there are fewer samples than workers. Each sample then still belongs to one worker, but most kernels
    /// split its work over all of them.
    /// </summary>
    public bool SharesSamples => Batch < Count;

    /// <summary>
    /// Whether <see cref="FirstSample"/> is the first of this worker's samples: sums over its samples begin. They go on in the
    /// parts that follow.
    /// </summary>
    public bool IsFirstPart => FirstSample == _firstOwn;

    /// <summary>Number of the step: the counter of random numbers drawn within it.</summary>
    public uint Step { get; private set; }

    /// <summary>Key of the random numbers.</summary>
    public uint Seed { get; private set; }

    /// <summary>1 / <see cref="Batch"/>; 0 for an empty batch.</summary>
    public double InverseBatch { get; private set; }

    /// <summary>Positions of the sequences in this run that lie before its first one: 0 except in decoding.</summary>
    public int Past { get; private set; }

    /// <summary>Positions in this run of the sequences of a declared length.</summary>
    /// <param name="index">Index into <see cref="ProgramPlan.Lengths"/>.</param>
    public int Length(int index) => _lengths[index];

    /// <summary>1 / (<see cref="Batch"/> · <see cref="Length"/>); 0 for an empty batch.</summary>
    /// <param name="index">Index into <see cref="ProgramPlan.Lengths"/>.</param>
    public double InverseRows(int index) => InverseBatch / _lengths[index];

    /// <summary>Waits until every worker of the team has come here; what any of them wrote before is then visible to all.</summary>
    public void Sync() => _barrier.Wait();

    /// <summary><see cref="Sync"/> where workers share samples: the others touch only their own.</summary>
    public void SyncShared()
    {
        if (SharesSamples)
        {
            Sync();
        }
    }

    /// <summary>
    /// Narrows <see cref="FirstSample"/> to <see cref="EndSample"/> to the first of this worker's samples, <paramref name="most"/> at
    /// most; to all where workers share samples. There is a first part even without samples.
    /// </summary>
    /// <param name="most">1 or more.</param>
    /// <returns>true</returns>
    public bool FirstPart(int most)
    {
        int own = _endOwn - _firstOwn;
        _partSize = SharesSamples ? own : EvenPart(own, most);
        EndSample = Math.Min(_firstOwn + _partSize, _endOwn);
        return true;
    }

    /// <summary>Goes on to the next part; false, with all samples again, behind the last.</summary>
    public bool NextPart()
    {
        bool more = EndSample < _endOwn;
        FirstSample = more ? EndSample : _firstOwn;
        EndSample = more ? Math.Min(EndSample + _partSize, _endOwn) : _endOwn;
        return more;
    }

    /// <summary>This worker's contiguous share of <paramref name="items"/> items; shares differ by one item at most.</summary>
    /// <param name="items">0 or more.</param>
    public (int Start, int End) Split(int items) =>
        ((int)((long)items * Index / Count), (int)((long)items * (Index + 1) / Count));

    /// <summary>This worker's contiguous share of <paramref name="items"/> items, starting at a multiple of <paramref name="grain"/>.</summary>
    /// <param name="items">0 or more.</param>
    /// <param name="grain">1 or more; shares differ by one grain at most.</param>
    public (int Start, int End) Split(int items, int grain)
    {
        long grains = ((long)items + grain - 1) / grain;
        long start = grains * Index / Count * grain;
        long end = grains * (Index + 1) / Count * grain;
        return ((int)Math.Min(start, items), (int)Math.Min(end, items));
    }

    /// <summary>
    /// This worker's rows, when each sample has <paramref name="perSample"/> of them, one sample's behind the other's: those of its samples;
    /// where workers share samples, its even share of all, starting at a multiple of <paramref name="grain"/>.
    /// </summary>
    /// <param name="perSample">0 or more.</param>
    /// <param name="grain">1 or more.</param>
    public (nint Start, nint End) Rows(int perSample, int grain = 1)
    {
        if (!SharesSamples)
        {
            return ((nint)FirstSample * perSample, (nint)EndSample * perSample);
        }

        long rows = (long)Batch * perSample, grains = (rows + grain - 1) / grain;
        return ((nint)Math.Min(grains * Index / Count * grain, rows), (nint)Math.Min(grains * (Index + 1) / Count * grain, rows));
    }

    /// <summary>The share of the workers' time in which they work, when so many items of equal cost are split: 0 to 1.</summary>
    /// <param name="items">0 or more.</param>
    public double Busy(int items) => items == 0 ? 0 : (double)items / ((((long)items + Count - 1) / Count) * Count);

    /// <summary>The size of a part, 1 or more, when a whole is cut into as few parts of <paramref name="most"/> as possible, of even size.</summary>
    internal static int EvenPart(int whole, int most)
    {
        int parts = Math.Max(1, (whole + most - 1) / most);
        return Math.Max(1, (whole + parts - 1) / parts);
    }

    internal void Begin(int batch, uint step, uint seed, int[] lengths, int past)
    {
        _lengths = lengths;
        Past = past;
        Batch = batch;
        Step = step;
        Seed = seed;
        InverseBatch = batch == 0 ? 0 : 1.0 / batch;
        (_firstOwn, _endOwn) = Split(batch);
        (FirstSample, EndSample) = (_firstOwn, _endOwn);
    }
}
