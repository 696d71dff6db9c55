using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>A new file of weights is served from then on; one that is none leaves the old weights.</summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);
    private readonly TempFolder _folder = new();
    private readonly string _file;

    public ReloadTests() => _file = _folder.File("weights.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_is_read_at_the_start_and_when_it_changes()
    {
        new Vectors(seed: 7).Save(_file);
        await using Server server = await StartAsync(new Vectors(seed: 1));
        float[] sample = Values(12);
        Assert.Equal(new Vectors(seed: 7).Predict(sample), await Server.FloatsAsync(await server.PostFloatsAsync(sample)), Close);

        new Vectors(seed: 8).Save(_file);
        float[] expected = new Vectors(seed: 8).Predict(sample);
        await UntilAsync(async () => Close(expected[0], (await Server.FloatsAsync(await server.PostFloatsAsync(sample)))[0]));
        Assert.Equal(expected, await Server.FloatsAsync(await server.PostFloatsAsync(sample)), Close);
        await UntilAsync(() => Task.FromResult(server.Log.Lines.Any(line => line.Contains("new weights", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("of another network")]
    [InlineData("gone")]
    [InlineData("of other columns")]
    public async Task What_is_none_is_logged_and_the_old_weights_stay(string what)
    {
        Vectors served = new(seed: 7);
        served.Save(_file);
        await using Server server = await StartAsync(new Vectors(seed: 1));
        float[] sample = Values(12);
        switch (what)
        {
            case "damaged":
                byte[] bytes = await File.ReadAllBytesAsync(_file);
                await File.WriteAllBytesAsync(_file, bytes[..^10]);
                break;
            case "of another network":
                new Pictures().Save(_file);
                break;
            case "gone":
                File.Delete(_file);
                break;
            default:
                string[] names = [.. Enumerable.Range(0, 12).Select(i => $"c{i}")];
                new Vectors(seed: 8).Save(_file, Preparation.Fit(
                    Values(40 * 12), names, [.. names.Select(name => new PreparedColumn(name, new StandardScaling()))]));
                break;
        }

        await UntilAsync(() => Task.FromResult(server.Log.Lines.Any(line => line.Contains("not taken", StringComparison.Ordinal))));
        Assert.Equal(served.Predict(sample), await Server.FloatsAsync(await server.PostFloatsAsync(sample)), Close);
        HealthReport health = await server.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("/net: the newest weights are not taken", health.Entries["networks"].Description, StringComparison.Ordinal);

        // A good one is taken again.
        new Vectors(seed: 9).Save(_file);
        float[] expected = new Vectors(seed: 9).Predict(sample);
        await UntilAsync(async () => Close(expected[0], (await Server.FloatsAsync(await server.PostFloatsAsync(sample)))[0]));
        await UntilAsync(async () =>
            (await server.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Weights_and_preparation_change_together()
    {
        float[] rows = Values(40 * 3), other = [.. rows.Select(value => (3 * value) + 5)];
        (Preparation, Doubles)[] pairs = [(Fitted(rows), new Doubles(seed: 7)), (Fitted(other), new Doubles(seed: 8))];
        pairs[0].Item2.Save(_file, pairs[0].Item1);
        await using Server server = await Server.StartAsync(new Doubles(), new() { WeightsFile = _file, ReloadInterval = s_interval });
        float[][] answers = [.. pairs.Select(pair => Answer(pair.Item1, pair.Item2))];
        using CancellationTokenSource end = new();
        Task<int>[] clients = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            int seen = 0;
            while (!end.IsCancellationRequested)
            {
                float[] answer = await Server.OutputsAsync(await server.PostJsonAsync("""{"inputs": [[0.5, 2, -1]]}"""));
                int which = Array.FindIndex(answers, expected => Close(expected[0], answer[0]) && Close(expected[1], answer[1]));
                Assert.True(which >= 0, $"{answer[0]} {answer[1]} is of neither.");
                seen |= 1 << which;
            }

            return seen;
        }))];
        for (int i = 1; i <= 6; i++)
        {
            pairs[i % 2].Item2.Save(_file, pairs[i % 2].Item1);
            await UntilAsync(async () =>
                Close(answers[i % 2][0], (await Server.OutputsAsync(await server.PostJsonAsync("[[0.5, 2, -1]]")))[0]));
        }

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(clients), seen => Assert.Equal(3, seen));

        static Preparation Fitted(float[] rows) => Preparation.Fit(
            rows, ["a", "b", "c"], new("a", new StandardScaling()), new("b", new StandardScaling()), new("c", new MinMaxScaling()));

        static float[] Answer(Preparation preparation, Doubles network)
        {
            double[] prepared = new double[3];
            preparation.Apply([0.5, 2, -1], prepared);
            return [.. network.Predict(prepared).Select(value => (float)value)];
        }
    }

    private Task<Server> StartAsync(Vectors network) => Server.StartAsync(
        network, new() { WeightsFile = _file, ReloadInterval = s_interval },
        build: builder => builder.Services.AddHealthChecks().AddNetworks());

    /// <summary>Waits for what comes, and not for ever.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(1), "It did not come.");
            await Task.Delay(10);
        }
    }
}
