using System.Numerics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NetGen.Mpi.Tests;

/// <summary>Threads of this process in the place of processes: sums are made in the order of their numbers.</summary>
internal sealed class ThreadRanks : IDisposable
{
    private readonly Barrier _barrier;
    private readonly byte[][] _given;
    private readonly CancellationTokenSource _end = new();
    private string? _reason;

    private ThreadRanks(int size)
    {
        _barrier = new Barrier(size);
        _given = [.. Enumerable.Repeat(Array.Empty<byte>(), size)];
    }

    /// <summary>Runs something by several of them; gives what each of them gave, and throws what one of them threw first.</summary>
    public static TResult[] Run<TResult>(int size, Func<ICommunicator, TResult> body)
    {
        using ThreadRanks ranks = new(size);
        TResult[] results = new TResult[size];
        Exception?[] failures = new Exception?[size];
        Thread[] threads = [.. Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = body(new Member(ranks, rank));
            }
            catch (Exception failure)
            {
                failures[rank] = failure;
                ranks._end.Cancel();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if ((Array.Find(failures, failure => failure is not null and not CommunicationException)
            ?? Array.Find(failures, f => f is not null)) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return results;
    }

    public void Dispose()
    {
        _barrier.Dispose();
        _end.Dispose();
    }

    private void Meet()
    {
        try
        {
            _barrier.SignalAndWait(_end.Token);
        }
        catch (OperationCanceledException)
        {
            throw new CommunicationException(_reason ?? "Another rank has ended.");
        }
    }

    private sealed class Member(ThreadRanks ranks, int rank) : ICommunicator
    {
        public int Rank => rank;

        public int Size => ranks._given.Length;

        public int LocalRank => rank;

        public void Broadcast(Span<byte> values, int root = 0)
        {
            if (rank == root)
            {
                ranks._given[rank] = values.ToArray();
            }

            ranks.Meet();
            ranks._given[root].CopyTo(values);
            ranks.Meet();
        }

        public void AllReduce(Span<float> values) => Sum(values);

        public void AllReduce(Span<double> values) => Sum(values);

        public void Barrier() => ranks.Meet();

        public void Abort(string reason)
        {
            ranks._reason = $"Rank {rank}: {reason}";
            ranks._end.Cancel();
        }

        private void Sum<T>(Span<T> values)
            where T : unmanaged, INumber<T>
        {
            ranks._given[rank] = MemoryMarshal.AsBytes(values).ToArray();
            ranks.Meet();
            values.Clear();
            foreach (byte[] given in ranks._given)
            {
                ReadOnlySpan<T> part = MemoryMarshal.Cast<byte, T>(given);
                if (part.Length != values.Length)
                {
                    throw new CommunicationException("The ranks give different numbers of values.");
                }

                for (int i = 0; i < values.Length; i++)
                {
                    values[i] += part[i];
                }
            }

            ranks.Meet();
        }
    }
}
