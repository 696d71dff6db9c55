using Xunit;
using static NetGen.Tests.Data.Streams.Streams;

namespace NetGen.Tests.Data.Streams;

public sealed class PrefetchTests
{
    [Fact]
    public void An_error_of_the_reader_arrives_as_it_is_behind_the_blocks_before_it()
    {
        FormatException thrown = new("line 7");
        DataStream stream = DataStream.From(() => Failing(10, thrown), Layout, Write).Prefetch(2);
        List<int> read = [];
        FormatException caught = Assert.Throws<FormatException>(() =>
        {
            foreach (Dataset block in stream.ReadBlocks(4))
            {
                read.AddRange(FirstValues(block));
            }
        });
        Assert.Same(thrown, caught);
        Assert.Equal(Numbers(8), read);
    }

    [Fact]
    public void It_reads_ahead_so_many_blocks_and_no_more()
    {
        using SemaphoreSlim asked = new(0);
        int read = 0;
        DataStream stream = DataStream.From(() => Numbers(1000).Select(Counted), Layout, Write).Prefetch(2);
        using IEnumerator<Dataset> blocks = stream.ReadBlocks(4).GetEnumerator();
        Assert.True(blocks.MoveNext());

        // One block here, two ahead, and the one that the reader holds until there is room.
        for (int i = 0; i < 16; i++)
        {
            Assert.True(asked.Wait(TimeSpan.FromMinutes(1)));
        }

        Assert.False(asked.Wait(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(16, Volatile.Read(ref read));
        Assert.Equal([0, 1, 2, 3], FirstValues(blocks.Current));

        int Counted(int number)
        {
            Interlocked.Increment(ref read);
            asked.Release();
            return number;
        }
    }

    [Fact]
    public void A_caller_that_stops_ends_the_reader_and_its_source()
    {
        Thread? reader = null;
        bool isClosed = false;
        DataStream stream = DataStream.From(Endless, Layout, Write).Prefetch(3);
        foreach (Dataset block in stream.ReadBlocks(4))
        {
            Assert.NotEqual(Thread.CurrentThread, reader);
            break;
        }

        Assert.True(isClosed);
        Assert.False(reader!.IsAlive);

        IEnumerable<int> Endless()
        {
            reader = Thread.CurrentThread;
            try
            {
                for (int i = 0; ; i++)
                {
                    yield return i;
                }
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    [Fact]
    public async Task A_cancelled_reading_ends_with_its_own_token_also_while_it_waits()
    {
        using CancellationTokenSource source = new();
        using ManualResetEventSlim isWaiting = new();
        DataStream stream = DataStream.From(Blocked, Layout, Write).Prefetch();
        Task cancel = Task.Run(() =>
        {
            isWaiting.Wait();
            source.Cancel();
        });
        OperationCanceledException thrown =
            Assert.ThrowsAny<OperationCanceledException>(() => Read(stream, 4, source.Token));
        Assert.Equal(source.Token, thrown.CancellationToken);
        await cancel;

        IEnumerable<int> Blocked()
        {
            yield return 0;
            isWaiting.Set();
            source.Token.WaitHandle.WaitOne();
            yield return 1;
        }
    }

    [Fact]
    public void Blocks_that_differ_are_refused()
    {
        DataStream stream = new Changing().Prefetch();
        Assert.Contains("differ in their column input", Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (Dataset block in stream.ReadBlocks(1))
            {
                Assert.Equal(1, block.Count);
            }
        }).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Failing(int count, Exception exception)
    {
        foreach (int number in Numbers(count))
        {
            yield return number;
        }

        throw exception;
    }

    private sealed class Changing : DataStream
    {
        public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default)
        {
            // More than there is room for, so that buffers are used again.
            for (int size = 1; size < 9; size++)
            {
                yield return Dataset.FromArrays(new float[size], [0], new Shape(size));
            }
        }
    }
}
