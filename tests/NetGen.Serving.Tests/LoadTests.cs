using Xunit;

namespace NetGen.Serving.Tests;

/// <summary>Many requests at once, wrong ones among them, and new weights in the middle.</summary>
public sealed class LoadTests : IDisposable
{
    private const int Requests = 10_000, Connections = 32;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Every_request_of_32_connections_has_its_answer(int waitMilliseconds)
    {
        string file = _folder.File("weights.safetensors");
        Vectors before = new(seed: 7), after = new(seed: 8);
        before.Save(file);
        ServingOptions options = new()
        {
            WeightsFile = file,
            ReloadInterval = TimeSpan.FromMilliseconds(20),
            MaxWait = TimeSpan.FromMilliseconds(waitMilliseconds),
            MaxBatchSize = 16,
            MaxRequestBytes = 20_000,
            ShadowLog = new() { Path = _folder.File("inputs.csv"), Share = 0.5, MaxFileBytes = 100_000 },
        };
        await using Server server = await Server.StartAsync(new Vectors(), options);
        Uri address = server.Client.BaseAddress!;
        int next = 0;
        Traffic[] traffic = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using HttpClient client = Traffic.Connect(address);
            using Traffic traffic = new(before, after);
            for (int number = Interlocked.Increment(ref next); number <= Requests; number = Interlocked.Increment(ref next))
            {
                if (number == Requests / 2)
                {
                    after.Save(file);
                }

                (HttpRequestMessage request, int status, int samples) = Traffic.Make(number);
                using (request)
                {
                    await traffic.CheckAsync(number, status, samples, await client.SendAsync(request));
                }
            }

            return traffic;
        })));

        Assert.Equal(Requests, traffic.Sum(part => part.Answered));
        Assert.Equal(Requests / 10 * 3, traffic.Sum(part => part.Refused.GetValueOrDefault(400)));
        Assert.Equal(Requests / 10, traffic.Sum(part => part.Refused.GetValueOrDefault(413)));
        Assert.Equal(Requests / 10, traffic.Sum(part => part.Refused.GetValueOrDefault(415)));
        Assert.True(traffic.Sum(part => part.Predicted[0]) >= Requests / 5, "The old weights were served until the new ones came.");

        // However slow the machine, the new ones come.
        using HttpClient last = Traffic.Connect(address);
        using Traffic end = new(before, after);
        for (int i = 0; i < 5000 && end.Predicted[1] == 0; i++)
        {
            (HttpRequestMessage request, int status, int samples) = Traffic.Make(i, someWrong: false);
            await end.CheckAsync(i, status, samples, await last.SendAsync(request));
            await Task.Delay(2);
        }

        Assert.True(end.Predicted[1] > 0);
    }
}
