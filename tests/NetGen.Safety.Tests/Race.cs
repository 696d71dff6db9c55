using System.Diagnostics;

namespace NetGen.Safety.Tests;

/// <summary>Threads that do the same thing over and over, for a second.</summary>
internal static class Race
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs all until the time is over or one fails; a refusal (InvalidOperationException or ArgumentException) is no failure.
    /// </summary>
    /// <returns>How often each one succeeded, and was refused.</returns>
    public static (long Done, long Refused)[] Run(params Action[] actions)
    {
        (long, long)[] counts = new (long, long)[actions.Length];
        Exception? failure = null;
        bool isOver = false;
        Thread[] threads = [.. actions.Select((action, i) => new Thread(() => counts[i] = Repeat(action)))];
        Array.ForEach(threads, thread => thread.Start());
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Duration && Volatile.Read(ref failure) is null)
        {
            Thread.Sleep(10);
        }

        Volatile.Write(ref isOver, true);
        Array.ForEach(threads, thread => thread.Join());
        return failure is null ? counts : throw new InvalidOperationException("A thread failed.", failure);

        (long Done, long Refused) Repeat(Action action)
        {
            long done = 0, refused = 0;
            while (!Volatile.Read(ref isOver))
            {
                try
                {
                    action();
                    done++;
                }
                catch (Exception exception) when (IsRefusal(exception))
                {
                    refused++;
                }
                catch (Exception exception)
                {
                    Volatile.Write(ref failure, exception);
                    break;
                }
            }

            return (done, refused);
        }
    }

    // What a scenario itself finds wrong is thrown by Expect, with no source of the product in it.
    private static bool IsRefusal(Exception exception) =>
        exception is InvalidOperationException or ArgumentException && exception.TargetSite?.DeclaringType != typeof(Expect);
}
