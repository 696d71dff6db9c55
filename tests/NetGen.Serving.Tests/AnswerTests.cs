using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>Answers are what the network predicts, whatever it takes and gives.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Json_of_several_samples()
    {
        Vectors network = new(seed: 1);
        await using Server server = await Server.StartAsync(network);
        float[] values = Values(3 * 12), expected = new float[3 * 5];
        network.Predict(values, expected);
        HttpResponseMessage response = await server.PostJsonAsync(Json(values, 12));
        Assert.Equal(expected, await Server.OutputsAsync(response), Close);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(3, json.RootElement.GetProperty("outputs").GetArrayLength());
        Assert.Equal(5, json.RootElement.GetProperty("outputs")[0].GetArrayLength());
    }

    [Fact]
    public async Task A_list_without_a_name_and_one_by_its_name()
    {
        Vectors network = new(seed: 1);
        await using Server server = await Server.StartAsync(network);
        float[] values = Values(12), expected = network.Predict(values);
        Assert.Equal(expected, await Server.OutputsAsync(await server.PostJsonAsync($"[{List(values)}]")), Close);
        Assert.Equal(
            expected, await Server.OutputsAsync(await server.PostJsonAsync($$$"""{"inputs": {"input": [{{{List(values)}}}]}}""")), Close);
    }

    [Fact]
    public async Task Bytes_are_answered_with_bytes_or_what_is_accepted()
    {
        Vectors network = new(seed: 1);
        await using Server server = await Server.StartAsync(network);
        float[] values = Values(2 * 12), expected = new float[2 * 5];
        network.Predict(values, expected);
        HttpResponseMessage response = await server.PostFloatsAsync(values);
        Assert.Equal(expected, await Server.FloatsAsync(response), Close);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());

        using HttpRequestMessage request = new(HttpMethod.Post, "/net")
        {
            Content = Server.Bytes(MemoryMarshal.AsBytes<float>(values).ToArray()),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        Assert.Equal(expected, await Server.OutputsAsync(await server.Client.SendAsync(request)), Close);
    }

    [Fact]
    public async Task Double_precision()
    {
        Doubles network = new(seed: 2);
        await using Server server = await Server.StartAsync(network);
        double[] values = [0.25, -1, 1e-9], expected = network.Predict(values);
        byte[] bytes = await (await server.PostBytesAsync(MemoryMarshal.AsBytes<double>(values).ToArray())).Content.ReadAsByteArrayAsync();
        Assert.Equal(expected, MemoryMarshal.Cast<byte, double>(bytes).ToArray());
        using JsonDocument json = JsonDocument.Parse(
            await (await server.PostJsonAsync("""{"inputs": [[0.25, -1, 1e-9]]}""")).Content.ReadAsStringAsync());
        Assert.Equal(expected, json.RootElement.GetProperty("outputs")[0].EnumerateArray().Select(value => value.GetDouble()).ToArray());
    }

    [Fact]
    public async Task Pictures_flat_or_nested_by_their_shape()
    {
        Pictures network = new(seed: 3);
        await using Server server = await Server.StartAsync(network);
        float[] values = Values(24), expected = network.Predict(values);
        string nested = string.Join(", ", Enumerable.Range(0, 2).Select(channel =>
            $"[{string.Join(", ", Enumerable.Range(0, 3).Select(row => List(values.AsSpan((channel * 12) + (row * 4), 4))))}]"));
        Assert.Equal(expected, await Server.OutputsAsync(await server.PostJsonAsync(Json(values, 24))), Close);
        HttpResponseMessage response = await server.PostJsonAsync($$"""{"inputs": [[{{nested}}]]}""");
        Assert.Equal(expected, await Server.OutputsAsync(response), Close);
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        JsonElement output = json.RootElement.GetProperty("outputs")[0];
        Assert.Equal((2, 3, 4), (output.GetArrayLength(), output[1].GetArrayLength(), output[1][2].GetArrayLength()));
    }

    [Fact]
    public async Task Tokens_of_any_length()
    {
        Tokens network = new(seed: 4);
        await using Server server = await Server.StartAsync(network);
        Assert.Equal(
            network.Predict([1, 8, 0]), await Server.OutputsAsync(await server.PostJsonAsync("""{"inputs": [[1, 8, 0]]}""")), Close);
        float[] expected = [.. network.Predict([1, 2]), .. network.Predict([3, 4])];
        byte[] bytes = MemoryMarshal.AsBytes<int>([1, 2, 3, 4]).ToArray();
        Assert.Equal(expected, await Server.FloatsAsync(await server.PostBytesAsync(bytes, "?lengths=2")), Close);
    }

    [Fact]
    public async Task Sequences_of_any_length()
    {
        Sequences network = new(seed: 5);
        await using Server server = await Server.StartAsync(network);
        float[] values = Values(6), expected = network.Predict(values);
        Assert.Equal(expected, await Server.OutputsAsync(await server.PostJsonAsync(Json(values, 6))), Close);
        string nested = $$"""{"inputs": [[{{List(values.AsSpan(0, 2))}}, {{List(values.AsSpan(2, 2))}}, {{List(values.AsSpan(4, 2))}}]]}""";
        Assert.Equal(expected, await Server.OutputsAsync(await server.PostJsonAsync(nested)), Close);
        Assert.Equal(expected, await Server.FloatsAsync(await server.PostFloatsAsync(values, "?lengths=3")), Close);
    }

    [Fact]
    public async Task Several_inputs_and_outputs_by_name()
    {
        Pairs network = new(seed: 6);
        await using Server server = await Server.StartAsync(network);
        float[] left = [0.5f, -1];
        int[] right = [6, 0, 3];
        Pairs.Outputs expected = network.Predict(new(left, right));
        HttpResponseMessage response = await server.PostJsonAsync(
            """{"inputs": {"Right": [[6, 0, 3]], "Left": [[0.5, -1]]}}""");
        Assert.Equal(expected.Yes, await Server.OutputsAsync(response, "Yes"), Close);
        Assert.Equal(expected.Size, await Server.OutputsAsync(response, "Size"), Close);

        byte[] bytes = [.. MemoryMarshal.AsBytes<float>(left), .. MemoryMarshal.AsBytes<int>(right)];
        Assert.Equal(
            [.. expected.Yes, .. expected.Size], await Server.FloatsAsync(await server.PostBytesAsync(bytes, "?lengths=3")), Close);
    }

    [Fact]
    public async Task The_preparation_comes_before_the_network()
    {
        float[] rows = Values(40 * 3, seed: 7);
        rows[4] = float.NaN;
        Preparation preparation = Preparation.Fit(
            rows, ["age", "size", "kind"], new("age", new StandardScaling()), new("size", MissingValues.ByMedian(), new MinMaxScaling()),
            new("kind", new StandardScaling()));
        Doubles network = new(seed: 8);
        await using Server server = await Server.StartAsync(network, new() { Preparation = preparation });
        double[] prepared = new double[3];
        preparation.Apply([0.5, double.NaN, 2], prepared);
        using JsonDocument json = JsonDocument.Parse(
            await (await server.PostJsonAsync("""{"inputs": [[0.5, null, 2]]}""")).Content.ReadAsStringAsync());
        Assert.Equal(
            network.Predict(prepared),
            json.RootElement.GetProperty("outputs")[0].EnumerateArray().Select(value => value.GetDouble()).ToArray());

        JsonElement problem = await Server.ProblemAsync(await server.PostJsonAsync("""{"inputs": [[1, 1, 1], [null, 1, 1]]}"""), 400);
        Assert.Contains("age", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, problem.GetProperty("sample").GetInt32());
    }
}
