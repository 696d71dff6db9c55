using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Runtime;

/// <summary>What processes say to each other, in terms of <see cref="ICommunicator"/>.</summary>
internal static class Communication
{
    /// <summary>The sums of <see cref="float"/> or <see cref="double"/>.</summary>
    public static void AllReduce<T>(this ICommunicator communicator, Span<T> values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            communicator.AllReduce(MemoryMarshal.Cast<T, float>(values));
        }
        else
        {
            communicator.AllReduce(MemoryMarshal.Cast<T, double>(values));
        }
    }

    /// <inheritdoc cref="AllReduce{T}"/>
    public static void BeginAllReduce<T>(this ICommunicator communicator, Span<T> values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            communicator.BeginAllReduce(MemoryMarshal.Cast<T, float>(values));
        }
        else
        {
            communicator.BeginAllReduce(MemoryMarshal.Cast<T, double>(values));
        }
    }

    /// <summary>The sums of a few numbers.</summary>
    public static double AllReduce(this ICommunicator communicator, double value)
    {
        communicator.AllReduce(new Span<double>(ref value));
        return value;
    }

    /// <summary>Whether it is so in any of the processes.</summary>
    public static bool Any(this ICommunicator communicator, bool value) => communicator.AllReduce(value ? 1 : 0) > 0;

    /// <summary>What the first process says.</summary>
    public static T OfFirst<T>(this ICommunicator communicator, T value)
        where T : unmanaged
    {
        communicator.Broadcast(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    /// <summary>The first process's text; null where it has none.</summary>
    public static string? OfFirst(this ICommunicator communicator, string? text)
    {
        byte[] bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        int length = communicator.OfFirst(text is null ? -1 : bytes.Length);
        Array.Resize(ref bytes, Math.Max(length, 0));
        communicator.Broadcast(bytes);
        return length < 0 ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The first process's bytes, of whatever length.</summary>
    public static byte[] OfFirst(this ICommunicator communicator, byte[] bytes)
    {
        int length = communicator.OfFirst(bytes.Length);
        byte[] received = communicator.Rank == 0 ? bytes : new byte[length];
        communicator.Broadcast(received);
        return received;
    }

    /// <summary>Refuses to go on where a process has another number than the first; all of them do.</summary>
    /// <param name="communicator">The processes.</param>
    /// <param name="value">This one's number.</param>
    /// <param name="what">"The weights of {0} are not those of process 0.": all that is known is who differs.</param>
    /// <exception cref="CommunicationException">One differs.</exception>
    public static void CheckSame(this ICommunicator communicator, ulong value, string what)
    {
        bool differs = communicator.OfFirst(value) != value;
        if (communicator.Any(differs))
        {
            throw new CommunicationException(string.Format(CultureInfo.InvariantCulture, what, Others(communicator, differs)));
        }
    }

    /// <summary>"process 2", "processes 1, 3": where it is so.</summary>
    private static string Others(ICommunicator communicator, bool isOther)
    {
        double[] others = new double[communicator.Size];
        others[communicator.Rank] = isOther ? 1 : 0;
        communicator.AllReduce(others);
        int[] ranks = [.. Enumerable.Range(0, others.Length).Where(rank => others[rank] > 0)];
        return (ranks.Length == 1 ? "process " : "processes ") + string.Join(", ", ranks);
    }
}
