using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>What is no request of the network's is answered with what is wrong, and where.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("""{"inputs": [[1, 2]]}""", "Sample 0 of input: it has 2 values, not 12 values")]
    [InlineData("""{"inputs": [[1,1,1,1,1,1,1,1,1,1,1,1], [1]]}""", "Sample 1 of input: it has 1 value, not 12 values")]
    [InlineData("""{"inputs": [[1,1,1,1,1,1,1,1,1,1,1,1,1]]}""", "more than 12 values")]
    [InlineData("""{"inputs": [[1, "2"]]}""", "Sample 0 of input, element 1: it is a text, not a number")]
    [InlineData("""{"inputs": [[1, null]]}""", "Sample 0 of input, element 1: it is null, not a number")]
    [InlineData("""{"inputs": [[1, 1e99]]}""", "1e99 is beyond the network's numbers")]
    [InlineData("""{"inputs": [[[1, 2]]]}""", "it is a list, not a number")]
    [InlineData("""{"inputs": [1, 2]}""", "a sample is a list")]
    [InlineData("""{"inputs": 5}""", "not the number 5")]
    [InlineData("""{"inputs": []}""", "input has no samples")]
    [InlineData("""{"inputs": {"Left": [[1]]}}""", "no input \"Left\": it takes input")]
    [InlineData("""{"input": [[1]]}""", "not \"input\"")]
    [InlineData("{}", "There are no \"inputs\"")]
    [InlineData("true", "an object with a list of samples")]
    [InlineData("", "no JSON: line 1, byte 1")]
    [InlineData("{\"inputs\": [[1, 2,]]}", "no JSON: line 1, byte 19")]
    [InlineData("{\"inputs\":\n [[1, NaN]]}", "no JSON: line 2, byte 7")]
    [InlineData("""{"inputs": [[1,1,1,1,1,1,1,1,1,1,1,1]]""", "no JSON")]
    [InlineData("""{"inputs": [[1,1,1,1,1,1,1,1,1,1,1,1]]} 7""", "no JSON")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "element 0: it is a list")]
    public async Task Json_that_is_wrong(string body, string said)
    {
        await using Server server = await Server.StartAsync(new Vectors(seed: 1));
        JsonElement problem = await Server.ProblemAsync(await server.PostJsonAsync(body), 400);
        Assert.Contains(said, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Bad Request", problem.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("""{"inputs": [[[[1,1,1,1],[1,1,1,1],[1,1,1,1]]]]}""", "dimension 0 of 2×3×4 has 1 entries, not 2")]
    [InlineData(
        """{"inputs": [[[[1,1,1,1],[1,1,1],[1,1,1,1]],[[1,1,1,1],[1,1,1,1],[1,1,1,1]]]]}""", "dimension 2 of 2×3×4 has 3 entries, not 4")]
    [InlineData("""{"inputs": [[[[1,1,1,1],[1,1,1,1]],[[1,1,1,1],[1,1,1,1],[1,1,1,1]]]]}""", "dimension 1 of 2×3×4 has 2 entries, not 3")]
    [InlineData("""{"inputs": [[[[1,1,1,1],5]]]}""", "the number 5 where a list begins")]
    public async Task Pictures_of_another_shape(string body, string said)
    {
        await using Server server = await Server.StartAsync(new Pictures(seed: 1));
        JsonElement problem = await Server.ProblemAsync(await server.PostJsonAsync(body), 400);
        Assert.Contains(said, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs": [[1, 9]]}""", "token 9 is outside the vocabulary of 0 to 8")]
    [InlineData("""{"inputs": [[-1]]}""", "token -1 is outside the vocabulary")]
    [InlineData("""{"inputs": [[1.5]]}""", "not a token, which is a whole number")]
    [InlineData("""{"inputs": [[1, 2], [3]]}""", "Sample 1 of input: it has 1 position, and others of the request have 2")]
    [InlineData("""{"inputs": [[]]}""", "not 1 to 6 tokens")]
    [InlineData("""{"inputs": [[1,1,1,1,1,1,1]]}""", "more than 6 positions")]
    public async Task Tokens_that_are_wrong(string body, string said)
    {
        await using Server server = await Server.StartAsync(new Tokens(seed: 1));
        JsonElement problem = await Server.ProblemAsync(await server.PostJsonAsync(body), 400);
        Assert.Contains(said, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs": {"Left": [[1, 2]]}}""", "no samples of Right")]
    [InlineData("""{"inputs": {"Left": [[1, 2]], "Right": [[1], [2]]}}""", "Right has 2 samples, the inputs before it have 1")]
    [InlineData("""{"inputs": {"Left": [[1, 2]], "Left": [[1, 2]]}}""", "Left is there twice")]
    [InlineData("""[[1, 2]]""", "an object with Left and Right")]
    public async Task Several_inputs_that_are_wrong(string body, string said)
    {
        await using Server server = await Server.StartAsync(new Pairs(seed: 1));
        JsonElement problem = await Server.ProblemAsync(await server.PostJsonAsync(body), 400);
        Assert.Contains(said, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_wrong()
    {
        await using Server server = await Server.StartAsync(new Vectors(seed: 1));
        JsonElement problem = await Server.ProblemAsync(await server.PostBytesAsync(new byte[50]), 400);
        Assert.Contains("50 bytes are no whole samples of 48", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Server.ProblemAsync(await server.PostBytesAsync(default), 400);

        float[] values = Values(24);
        values[15] = float.NaN;
        problem = await Server.ProblemAsync(await server.PostFloatsAsync(values), 400);
        Assert.Contains("it is NaN", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ("input", 1, 3),
            (problem.GetProperty("input").GetString(), problem.GetProperty("sample").GetInt32(),
                problem.GetProperty("element").GetInt32()));
        Assert.Contains(
            "no sequences",
            (await Server.ProblemAsync(await server.PostFloatsAsync(Values(12), "?lengths=2"), 400)).GetProperty("detail").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?lengths=7")]
    [InlineData("?lengths=0")]
    [InlineData("?lengths=2,2")]
    [InlineData("?lengths=two")]
    public async Task Lengths_that_are_wrong(string query)
    {
        await using Server server = await Server.StartAsync(new Tokens(seed: 1));
        byte[] bytes = MemoryMarshal.AsBytes<int>([1, 2]).ToArray();
        JsonElement problem = await Server.ProblemAsync(await server.PostBytesAsync(bytes, query), 400);
        Assert.Contains("\"lengths\" has 1 number: 1 to 6", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Another_content_type(string? type)
    {
        await using Server server = await Server.StartAsync(new Vectors(seed: 1));
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(Json(Values(12), 12)));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await Server.ProblemAsync(await server.Client.PostAsync("/net", content), 415);
    }

    [Fact]
    public async Task Too_many_bytes_or_samples()
    {
        await using Server server = await Server.StartAsync(
            new Vectors(seed: 1), new() { MaxRequestBytes = 3000, MaxBatchSize = 8, MaxRequestSamples = 4 });
        JsonElement problem = await Server.ProblemAsync(await server.PostBytesAsync(new byte[100_000]), 413);
        Assert.Contains("3000 bytes", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        problem = await Server.ProblemAsync(await server.PostBytesAsync(new byte[5 * 48]), 413);
        Assert.Contains("at most 4 samples", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        problem = await Server.ProblemAsync(await server.PostJsonAsync(Json(new float[5 * 12], 12)), 413);
        Assert.Contains("at most 4 samples", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        // Without a length in front.
        using HttpRequestMessage chunked = new(HttpMethod.Post, "/net") { Content = Server.Bytes(new byte[100_000]) };
        chunked.Headers.TransferEncodingChunked = true;
        await Server.ProblemAsync(await server.Client.SendAsync(chunked), 413);
        Assert.Equal(HttpStatusCode.OK, (await server.PostFloatsAsync(Values(12))).StatusCode);
    }

    [Fact]
    public async Task Another_method_is_not_there()
    {
        await using Server server = await Server.StartAsync(new Vectors(seed: 1));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.Client.GetAsync("/net")).StatusCode);
    }

    [Fact]
    public async Task Options_that_contradict_each_other()
    {
        Preparation preparation = Preparation.Fit(Values(40), ["a", "b"], new("a", new StandardScaling()), new("b"));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Server.StartAsync(new Vectors(), new() { Preparation = preparation }));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Server.StartAsync(new Vectors(), new() { Preparation = preparation, WeightsFile = "x.safetensors" }));
        await Assert.ThrowsAsync<FileNotFoundException>(
            () => Server.StartAsync(new Vectors(), new() { WeightsFile = Path.Combine(Path.GetTempPath(), "none.safetensors") }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServingOptions { MaxBatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServingOptions { MaxWait = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShadowLogOptions { Path = "x", Share = 0 });
    }
}
