using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace NetGen;

/// <summary>Copies the blocks of one reading on a thread of its own; it has ended when this is disposed.</summary>
internal sealed class BlockReader : IDisposable
{
    private readonly DataStream _source;
    private readonly int _blockSize;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<(SampleBuffer Buffer, Dataset Block)> _read = [];
    private readonly BlockingCollection<SampleBuffer?> _free = [];
    private readonly Thread _thread;
    private SampleBuffer? _taken;
    private ExceptionDispatchInfo? _failure;

    public BlockReader(DataStream source, int blockSize, int blocks, CancellationToken cancellationToken)
    {
        (_source, _blockSize, _cancellationToken) = (source, blockSize, cancellationToken);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // One more is in the caller's hands. Buffers are made when the first block shows their columns.
        for (int i = 0; i <= blocks; i++)
        {
            _free.Add(null, CancellationToken.None);
        }

        _thread = new Thread(Read) { IsBackground = true, Name = "NetGen prefetch" };
        _thread.Start();
    }

    /// <summary>The next block, valid until the one behind it is asked for; null behind the last.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public Dataset? Next()
    {
        if (_taken is not null)
        {
            _free.Add(_taken, CancellationToken.None);
            _taken = null;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        if (!_read.TryTake(out (SampleBuffer Buffer, Dataset Block) next, Timeout.Infinite, _cancellationToken))
        {
            _failure?.Throw();
            return null;
        }

        _taken = next.Buffer;
        return next.Block;
    }

    /// <summary>Ends the reading, and waits until its thread has ended.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
        _read.Dispose();
        _free.Dispose();
    }

    private void Read()
    {
        try
        {
            long first = 0;
            foreach (Dataset block in _source.ReadBlocks(_blockSize, _stop.Token))
            {
                SampleBuffer buffer = _free.Take(_stop.Token) ?? new SampleBuffer(SampleLayout.Of(block), block.Count);
                buffer.Clear();
                buffer.Append(block);
                _read.Add((buffer, buffer.ToDataset(first)), CancellationToken.None);
                first += block.Count;
            }
        }
        catch (Exception failure)
        {
            // Whatever it is, it belongs to whoever reads.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            _read.CompleteAdding();
        }
    }
}
