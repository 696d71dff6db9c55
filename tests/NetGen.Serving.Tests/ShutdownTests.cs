using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NetGen.Serving.Tests;

/// <summary>A server that is told to end answers what it has accepted.</summary>
public sealed class ShutdownTests
{
    private const int Connections = 32;

    [Fact]
    public async Task Accepted_requests_are_answered_and_new_ones_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (string argument in new[] { "exec", typeof(OtherProcess).Assembly.Location, "serve" })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        try
        {
            Uri address = new((await process.StandardOutput.ReadLineAsync())!);
            int sent = 0;
            bool isEnding = false;
            Vectors network = new(seed: 7);
            Task<Traffic>[] clients = [.. Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
            {
                using HttpClient client = Traffic.Connect(address);
                using Traffic traffic = new(network);
                for (int number = connection; ; number += Connections)
                {
                    (HttpRequestMessage request, int status, int samples) = Traffic.Make(number, someWrong: false);
                    HttpResponseMessage response;
                    Interlocked.Increment(ref sent);
                    try
                    {
                        response = await client.SendAsync(request);
                    }
                    catch (HttpRequestException) when (Volatile.Read(ref isEnding))
                    {
                        // The connection was closed before the server saw the request, or there is none to be had: the counts tell.
                        return traffic;
                    }

                    await traffic.CheckAsync(number, status, samples, response, 503);
                }
            }))];

            // In the midst of it.
            while (Volatile.Read(ref sent) < 20 * Connections)
            {
                await Task.Delay(1);
            }

            Volatile.Write(ref isEnding, true);
            using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            Traffic[] traffic = await Task.WhenAll(clients);
            string[] counts = (await process.StandardOutput.ReadToEndAsync())
                .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            string answered = traffic.Sum(part => part.Answered).ToString(CultureInfo.InvariantCulture);
            Assert.Equal([answered, answered], counts);
            Assert.True(traffic.Sum(part => part.Predicted[0]) >= 19 * Connections);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
