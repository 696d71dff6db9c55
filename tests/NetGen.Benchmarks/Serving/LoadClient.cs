using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Benchmarks.Serving;

/// <summary>Connections that each send the next request when the last one is answered, as cheaply as sockets allow.</summary>
internal static class LoadClient
{
    private const int Different = 64;
    private const float Tolerance = 1e-4f;

    public static async Task<LoadResult> RunAsync(Uri address, ServedSubject subject, int connections, int requests)
    {
        (byte[][] messages, float[][] expected) = Prepare(subject);
        double[] times = new double[requests];
        int next = -1, errors = 0;
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port)).ConfigureAwait(false);
            byte[] answer = new byte[4096];
            for (int number = Interlocked.Increment(ref next); number < requests; number = Interlocked.Increment(ref next))
            {
                long sent = Stopwatch.GetTimestamp();
                await socket.SendAsync(messages[number % Different]).ConfigureAwait(false);
                int length = await ReceiveAsync(socket, answer).ConfigureAwait(false);
                times[number] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
                if (!IsRight(answer.AsSpan(0, length), expected[number % Different]))
                {
                    Interlocked.Increment(ref errors);
                }
            }
        }))).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Array.Sort(times);
        return new(seconds, times[requests / 2], times[(int)(requests * 0.99)], errors);
    }

    private static (byte[][] Messages, float[][] Expected) Prepare(ServedSubject subject)
    {
        Network<float> network = subject.Create();
        Random random = new(1);
        byte[][] messages = new byte[Different][];
        float[][] expected = new float[Different][];
        for (int i = 0; i < Different; i++)
        {
            float[] sample = new float[network.InputShape.Size];
            foreach (ref float value in sample.AsSpan())
            {
                value = random.NextSingle();
            }

            string head = "POST /net HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
                + string.Create(CultureInfo.InvariantCulture, $"Content-Length: {sizeof(float) * sample.Length}\r\n\r\n");
            messages[i] = [.. Encoding.ASCII.GetBytes(head), .. MemoryMarshal.AsBytes<float>(sample)];
            expected[i] = network.Predict(sample);
        }

        return (messages, expected);
    }

    /// <summary>An answer: head, and as many bytes as it says.</summary>
    private static async ValueTask<int> ReceiveAsync(Socket socket, byte[] answer)
    {
        int received = 0, wanted = int.MaxValue;
        while (received < wanted)
        {
            int more = await socket.ReceiveAsync(answer.AsMemory(received)).ConfigureAwait(false);
            if (more == 0)
            {
                return received;
            }

            received += more;
            int head = answer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
            wanted = head < 0 ? int.MaxValue : head + 4 + LengthIn(answer.AsSpan(0, head));
        }

        return received;
    }

    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int start = head.IndexOf(name);
        ReadOnlySpan<byte> rest = head[(start + name.Length)..];
        int end = rest.IndexOf((byte)'\r');
        return start < 0 ? 0 : int.Parse(end < 0 ? rest : rest[..end], CultureInfo.InvariantCulture);
    }

    private static bool IsRight(ReadOnlySpan<byte> answer, float[] expected)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0 || !answer.StartsWith("HTTP/1.1 200"u8) || answer.Length - head - 4 != sizeof(float) * expected.Length)
        {
            return false;
        }

        ReadOnlySpan<float> outputs = MemoryMarshal.Cast<byte, float>(answer[(head + 4)..].ToArray());
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(MathF.Abs(outputs[i] - expected[i]) <= Tolerance))
            {
                return false;
            }
        }

        return true;
    }
}
