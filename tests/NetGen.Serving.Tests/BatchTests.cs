using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>Requests that come together are predicted together, and only so many wait.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Requests_that_wait_are_predicted_together_and_each_gets_its_own()
    {
        Vectors network = new(seed: 1);
        using Measured measured = new("netgen.serving.batch.size");
        await using Server server = await Server.StartAsync(
            network, new() { MaxBatchSize = 8, MaxWait = TimeSpan.FromSeconds(20), Predictors = 1 }, map: measured.Watch);

        // Eight samples are a batch: nobody waits for the time.
        float[][] samples = [.. Enumerable.Range(0, 8).Select(i => Values(12, seed: i))];
        HttpResponseMessage[] responses = await Task.WhenAll(samples.Select(sample => server.PostFloatsAsync(sample)));
        for (int i = 0; i < samples.Length; i++)
        {
            Assert.Equal(network.Predict(samples[i]), await Server.FloatsAsync(responses[i]), Close);
        }

        Assert.Equal([8], measured.Values);
    }

    [Fact]
    public async Task The_time_ends_the_waiting()
    {
        using Measured measured = new("netgen.serving.batch.size");
        await using Server server = await Server.StartAsync(
            new Vectors(seed: 1), new() { MaxBatchSize = 8, MaxWait = TimeSpan.FromMilliseconds(50) }, map: measured.Watch);
        Assert.Equal(HttpStatusCode.OK, (await server.PostFloatsAsync(Values(3 * 12))).StatusCode);
        Assert.Equal([3], measured.Values);
    }

    [Fact]
    public async Task A_batch_is_of_one_length_and_no_larger_than_allowed()
    {
        Tokens network = new(seed: 4);
        using Measured measured = new("netgen.serving.batch.size");
        await using Server server = await Server.StartAsync(
            network, new() { MaxBatchSize = 4, MaxWait = TimeSpan.FromMilliseconds(100), Predictors = 1 }, map: measured.Watch);
        string[] bodies = ["[[1, 2]]", "[[3]]", "[[4, 5], [6, 7]]", "[[8]]", "[[1, 0], [2, 2]]"];
        float[][] expected =
        [
            network.Predict([1, 2]), network.Predict([3]), [.. network.Predict([4, 5]), .. network.Predict([6, 7])], network.Predict([8]),
            [.. network.Predict([1, 0]), .. network.Predict([2, 2])],
        ];
        HttpResponseMessage[] responses = await Task.WhenAll(bodies.Select(server.PostJsonAsync));
        for (int i = 0; i < bodies.Length; i++)
        {
            Assert.Equal(expected[i], await Server.OutputsAsync(responses[i]), Close);
        }

        Assert.Equal(7, measured.Values.Sum());
        Assert.All(measured.Values, size => Assert.InRange(size, 1, 4));
    }

    [Fact]
    public async Task What_finds_no_room_is_refused_and_told_when_to_come_again()
    {
        await using Server server = await Server.StartAsync(
            new Wide(seed: 1),
            new() { MaxBatchSize = 1, QueueLimit = 2, Predictors = 1, RetryAfter = TimeSpan.FromSeconds(7) });
        float[] sample = Values(12);
        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => server.PostFloatsAsync(sample)));
        HttpResponseMessage[] refused = [.. responses.Where(response => response.StatusCode != HttpStatusCode.OK)];
        Assert.InRange(refused.Length, 1, responses.Length - 1);
        Assert.All(refused, response => Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta));
        JsonElement problem = await Server.ProblemAsync(refused[0], 503);
        Assert.Contains("2 requests wait already", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_prepared_fails_alone()
    {
        float[] rows = Values(40 * 3, seed: 7);
        Preparation preparation = Preparation.Fit(
            rows, ["a", "b", "c"], new("a", new StandardScaling()), new("b", new StandardScaling()), new("c", new StandardScaling()));
        Doubles network = new(seed: 8);
        await using Server server = await Server.StartAsync(
            network, new() { Preparation = preparation, MaxBatchSize = 3, MaxWait = TimeSpan.FromSeconds(20), Predictors = 1 });
        string[] bodies = ["[[1, 2, 3]]", "[[1, null, 3]]", "[[3, 2, 1]]"];
        HttpResponseMessage[] responses = await Task.WhenAll(bodies.Select(server.PostJsonAsync));
        await Server.ProblemAsync(responses[1], 400);
        double[] prepared = new double[3];
        preparation.Apply([3.0, 2, 1], prepared);
        Assert.Equal([.. network.Predict(prepared).Select(value => (float)value)], await Server.OutputsAsync(responses[2]), Close);
        Assert.Equal(HttpStatusCode.OK, responses[0].StatusCode);
    }

    [Fact]
    public async Task A_trainer_may_step_beside_the_requests()
    {
        Vectors network = new(seed: 1);
        await using Server server = await Server.StartAsync(network);
        using Vectors.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), 4);
        float[] sample = Values(12), before = network.Predict(sample), batch = Values(4 * 12);
        Task<HttpResponseMessage[]> requests = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.PostFloatsAsync(sample)));
        for (int i = 0; i < 50; i++)
        {
            trainer.Step(batch, [0, 1, 2, 3]);
        }

        Assert.All(await requests, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        float[] after = await Server.FloatsAsync(await server.PostFloatsAsync(sample));
        Assert.Equal(network.Predict(sample), after, Close);
        Assert.NotEqual(before, after);
    }
}
