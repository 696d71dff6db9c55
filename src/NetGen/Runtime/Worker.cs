using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>
/// One thread of a <see cref="ThreadTeam"/>, as the program it runs sees it: which share of the work it does, and where it meets the
/// others. Every thread goes through the whole program; what the program does stands in blocks, each of which is done once for every
/// share, by whichever thread takes it:
/// <code>
/// while (worker.TakesShare())
/// {
///     // A kernel takes its part of the work from the worker.
/// }
/// </code>
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class Worker
{
    private readonly TeamShares _shares;
    private readonly Waiter _waiter;
    private readonly int _own;
    private int[] _lengths = [];
    private int _firstOwn;
    private int _endOwn;
    private int _chunkSize;
    private long _start;
    private int _tried;
    private bool _hasShare;
    private bool _isInChunks;
    private bool _isInside;

    // Of the caller's thread only.
    private IMeanwhile? _meanwhile;

    // Of the next phase. Padded, since a thread writes its worker all the time: no other's lies in the same cache line.
    private PaddedLong _place;

    internal Worker(int own, int count, TeamShares shares, Waiter waiter)
    {
        _own = own;
        Index = own;
        Count = count;
        _shares = shares;
        _waiter = waiter;
    }

    /// <summary>Number of the share that is done: 0 to <see cref="Count"/> − 1.</summary>
    public int Index { get; private set; }

    /// <summary>Shares of the work: as many as the team has threads.</summary>
    public int Count { get; }

    /// <summary>Samples in this batch.</summary>
    public int Batch { get; private set; }

    /// <summary>First sample of this share of the batch.</summary>
    public int FirstSample { get; private set; }

    /// <summary>One past the last sample of this share; equal to <see cref="FirstSample"/> where the share is empty.</summary>
    public int EndSample { get; private set; }

    /// <summary>
    /// Whether there are fewer samples than shares. Each sample then still belongs to one share, but most kernels
    /// split its work over all of them.
    /// </summary>
    public bool SharesSamples => Batch < Count;

    /// <summary>
    /// Whether <see cref="FirstSample"/> is the first of this share's samples: sums over its samples begin. They go on in the
    /// chunks that follow.
    /// </summary>
    public bool IsFirstChunk => FirstSample == _firstOwn;

    /// <summary>Number of the step: the counter of random numbers drawn within it.</summary>
    public uint Step { get; private set; }

    /// <summary>Key of the random numbers.</summary>
    public uint Seed { get; private set; }

    /// <summary>1 / <see cref="Batch"/>; 0 for an empty batch.</summary>
    public double InverseBatch { get; private set; }

    /// <summary>
    /// What each sample's loss counts in the gradient: 1 / samples of the batch over all processes; 0 for an empty batch.
    /// </summary>
    public double LossScale { get; private set; }

    /// <summary>Samples of the batch before <see cref="Batch"/>, which other processes have: random numbers go by all of them.</summary>
    public nint SamplesBefore { get; private set; }

    /// <summary>Positions of the sequences in this run that lie before its first one: 0 except in decoding.</summary>
    public int Past { get; private set; }

    /// <summary>Positions in this run of the sequences of a declared length.</summary>
    /// <param name="index">Index into <see cref="ProgramPlan.Lengths"/>.</param>
    public int Length(int index) => _lengths[index];

    /// <summary>
    /// Whether there is another share of what follows for this thread to do: its own first, then those of threads that have not come.
    /// Ends the share before. The share's last block is done by then; those of other shares may not be, but after <see cref="Sync"/>.
    /// Within a chunk of samples there is one share, the chunk's own.
    /// </summary>
    public bool TakesShare()
    {
        _meanwhile?.Advance();
        if (_isInChunks && !SharesSamples)
        {
            return _isInside = !_isInside;
        }

        if (Count == 1)
        {
            return _hasShare = !_hasShare;
        }

        if (_hasShare)
        {
            EndShare();
        }

        while (_tried < Count)
        {
            int share = _own + _tried++;
            share -= share < Count ? 0 : Count;
            if (_shares.Take(share, _place.Value))
            {
                Become(share);
                return _hasShare = true;
            }
        }

        _tried = 0;
        _place.Value += 2;
        return false;
    }

    /// <summary>
    /// As <see cref="TakesShare"/>, of what the caller's thread alone may do in a run beside which something goes on: it takes all shares,
    /// one after the other, when what came before is done. Nobody begins before that with what follows.
    /// </summary>
    internal bool TakesShareAsCaller()
    {
        if (_meanwhile is null)
        {
            _place.Value += 2;
            return false;
        }

        if (!_hasShare)
        {
            Sync();
        }

        return TakesShare();
    }

    /// <summary>
    /// Whether there is another chunk of samples for this thread to do: <see cref="FirstSample"/> to <see cref="EndSample"/> are the next
    /// of a share's samples, <paramref name="most"/> at most. A share's chunks follow each other, and all are done by the thread that takes
    /// the share. Where workers share samples, there is one chunk with all of them, whose blocks are taken one by one.
    /// </summary>
    /// <param name="most">1 or more.</param>
    public bool TakesChunk(int most)
    {
        if (SharesSamples)
        {
            return _isInChunks = !_isInChunks;
        }

        if (_isInChunks && NextChunk())
        {
            return true;
        }

        _isInChunks = false;
        if (!TakesShare())
        {
            return false;
        }

        _chunkSize = EvenBlock(_endOwn - _firstOwn, most);
        EndSample = Math.Min(_firstOwn + _chunkSize, _endOwn);
        return _isInChunks = true;
    }

    /// <summary>Waits until all shares of what came before are done; what any thread wrote there is then visible to all.</summary>
    public void Sync()
    {
        if (Count > 1)
        {
            _shares.Wait(_place.Value, _start, _waiter);
        }
    }

    /// <summary><see cref="Sync"/> where workers share samples: the others touch only their own.</summary>
    public void SyncShared()
    {
        if (SharesSamples)
        {
            Sync();
        }
    }

    /// <summary>Begins a run as the thread's own share.</summary>
    /// <param name="run">Over what.</param>
    /// <param name="meanwhile">What the thread moves on between two blocks.</param>
    internal void Begin(in TeamRun run, IMeanwhile? meanwhile = null)
    {
        _meanwhile = meanwhile;
        _lengths = run.Lengths;
        Past = run.Past;
        Batch = run.Batch;
        Step = run.Step;
        Seed = run.Seed;
        InverseBatch = run.Batch == 0 ? 0 : 1.0 / run.Batch;
        LossScale = run.Part.Whole == 0 ? InverseBatch : 1.0 / run.Part.Whole;
        SamplesBefore = run.Part.First;
        _start = run.Start;
        _place.Value = run.Start;
        _tried = 0;
        _hasShare = false;
        _isInChunks = false;
        _isInside = false;
        Index = -1;
        Become(_own);
    }

    /// <summary>Lets go of what went on beside the run.</summary>
    internal void Forget() => _meanwhile = null;

    /// <summary>Ends a run in which a share failed: the others end at their next barrier.</summary>
    internal void Break()
    {
        _shares.Break(_start);
        if (_hasShare && Count > 1)
        {
            EndShare();
        }
    }

    private void EndShare()
    {
        _hasShare = false;
        _shares.Finish(Index, _place.Value);
    }

    private void Become(int share)
    {
        if (Index != share)
        {
            Index = share;
            (_firstOwn, _endOwn) = Split(Batch);
            (FirstSample, EndSample) = (_firstOwn, _endOwn);
        }
    }

    /// <summary>Goes on to the next chunk; false, with all samples again, behind the last.</summary>
    private bool NextChunk()
    {
        bool more = EndSample < _endOwn;
        FirstSample = more ? EndSample : _firstOwn;
        EndSample = more ? Math.Min(EndSample + _chunkSize, _endOwn) : _endOwn;
        return more;
    }
}
