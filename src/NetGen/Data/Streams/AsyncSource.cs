namespace NetGen;

/// <summary>Waits for what arrives asynchronously.</summary>
internal static class AsyncSource
{
    /// <summary>Enumerates on the calling thread.</summary>
    public static IEnumerable<T> Wait<T>(IAsyncEnumerable<T> source, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (Wait(items.MoveNextAsync))
            {
                yield return items.Current;
            }
        }
        finally
        {
            Wait(async () =>
            {
                await items.DisposeAsync().ConfigureAwait(false);
                return true;
            });
        }
    }

    /// <summary>Waits for one result, without the thread's context: what goes on there would wait for the thread that waits here.</summary>
    public static T Wait<T>(Func<ValueTask<T>> begin)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(null);
            ValueTask<T> task = begin();
            return task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
