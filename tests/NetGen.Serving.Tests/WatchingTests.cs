using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>What operators see: metrics, activities, health.</summary>
public sealed class WatchingTests
{
    [Fact]
    public async Task Requests_are_counted_by_status_and_timed()
    {
        using Measured requests = new("netgen.serving.requests"), times = new("netgen.serving.request.duration");
        using Measured waits = new("netgen.serving.queue.duration"), predictions = new("netgen.serving.prediction.duration");
        using Measured waiting = new("netgen.serving.queue.length");
        Measured[] all = [requests, times, waits, predictions, waiting];
        await using (Server server = await Server.StartAsync(
            new Vectors(seed: 1), map: app => Array.ForEach(all, measured => measured.Watch(app))))
        {
            await server.PostFloatsAsync(Values(12));
            await server.PostJsonAsync("nonsense");
            waiting.Ask();
        }

        Assert.Equal([(1, "network=/net status=200"), (1, "network=/net status=400")], requests.All);
        Assert.Equal(2, times.All.Length);
        Assert.All(times.All, time => Assert.True(time.Value > 0));
        Assert.Equal("network=/net", Assert.Single(waits.All).Tags);
        Assert.Equal("network=/net", Assert.Single(predictions.All).Tags);
        Assert.Equal((0, "network=/net"), Assert.Single(waiting.All));
    }

    [Fact]
    public async Task Predictions_are_activities()
    {
        List<int> sizes = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "NetGen.Serving",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (sizes)
                {
                    sizes.Add((int)activity.GetTagItem("netgen.batch.size")!);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using Server server = await Server.StartAsync(new Vectors(seed: 1));
        await server.PostFloatsAsync(Values(11 * 12));
        lock (sizes)
        {
            Assert.Contains(11, sizes);
        }
    }

    [Fact]
    public async Task Health_is_asked_over_http()
    {
        await using Server server = await Server.StartAsync(
            new Vectors(seed: 1),
            build: builder => builder.Services.AddHealthChecks().AddNetworks(),
            map: app => app.MapHealthChecks("/health"));
        HttpResponseMessage response = await server.Client.GetAsync("/health");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }
}
