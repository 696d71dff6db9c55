using Microsoft.AspNetCore.Builder;
using NetGen.Data;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>Inputs that are kept are those that were asked for, in files that a drift check reads.</summary>
public sealed class ShadowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _file;

    public ShadowTests() => _file = _folder.File("inputs.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_of_them_are_read_again()
    {
        float[] values = Values(60 * 12);
        await SendAsync(new Vectors(seed: 1), new() { Path = _file, Share = 1 }, values, 12);
        TableData table = CsvData.Read(_file);
        Assert.Equal(values, table.Features.Select(value => (float)value).ToArray());
        DriftReport report = DriftCheck.Run(
            Dataset.FromTargets(Values(60 * 12, seed: 3), new float[60], new Shape(12), 1), CsvData.Load(_file));
        Assert.Equal(60, report.LaterCount);
    }

    [Fact]
    public async Task A_share_is_spread_evenly()
    {
        await SendAsync(new Vectors(seed: 1), new() { Path = _file, Share = 0.25 }, Values(60 * 12), 12);
        Assert.Equal(1 + 15, (await File.ReadAllLinesAsync(_file)).Length);
    }

    [Fact]
    public async Task Columns_have_the_names_of_the_preparation_and_missing_values_are_empty()
    {
        Preparation preparation = Preparation.Fit(
            Values(40 * 3), ["age", "a, b", "kind"], new("age", MissingValues.ByMedian()), new("a, b"), new("kind", new StandardScaling()));
        await using (Server server = await Server.StartAsync(
            new Doubles(), new() { Preparation = preparation, ShadowLog = new() { Path = _file, Share = 1 } }))
        {
            (await server.PostJsonAsync("""{"inputs": [[null, 0.5, 2], [1, 1e-7, 3]]}""")).EnsureSuccessStatusCode();
        }

        Assert.Equal(["age,\"a, b\",kind", ",0.5,2", "1,1E-07,3"], await File.ReadAllLinesAsync(_file));
    }

    [Fact]
    public async Task Several_inputs_and_short_sequences_have_their_places()
    {
        await using (Server server = await Server.StartAsync(new Pairs(), new() { ShadowLog = new() { Path = _file, Share = 1 } }))
        {
            (await server.PostJsonAsync("""{"inputs": {"Left": [[0.5, 1]], "Right": [[6, 2]]}}""")).EnsureSuccessStatusCode();
        }

        Assert.Equal(["Left0,Left1,Right0,Right1,Right2,Right3", "0.5,1,6,2,,"], await File.ReadAllLinesAsync(_file));
    }

    [Fact]
    public async Task Files_are_put_aside_when_full_and_only_a_few_are_kept()
    {
        await SendAsync(new Vectors(seed: 1), new() { Path = _file, Share = 1, MaxFileBytes = 4096, MaxFiles = 3 }, Values(300 * 12), 12);
        string[] files = [.. Directory.GetFiles(Path.GetDirectoryName(_file)!).Select(file => Path.GetFileName(file)).Order()];
        Assert.Equal(["inputs.1.csv", "inputs.2.csv", "inputs.csv"], files);
        Assert.All(files, file =>
        {
            Assert.InRange(new FileInfo(_folder.File(file)).Length, 1, 4096);
            Assert.StartsWith("x0,x1,", File.ReadLines(_folder.File(file)).First(), StringComparison.Ordinal);
        });
        string last = List(Values(300 * 12).AsSpan(299 * 12)).Trim('[', ']');
        Assert.Equal(last, File.ReadLines(_file).Last());
    }

    [Fact]
    public async Task It_goes_on_with_the_file_of_the_same_columns()
    {
        await SendAsync(new Vectors(seed: 1), new() { Path = _file, Share = 1 }, Values(12), 12);
        await SendAsync(new Vectors(seed: 1), new() { Path = _file, Share = 1 }, Values(12), 12);
        Assert.Equal(3, (await File.ReadAllLinesAsync(_file)).Length);
        await SendAsync(new Doubles(), new() { Path = _file, Share = 1 }, Values(3), 3);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_file)).Length);
        Assert.Equal(3, (await File.ReadAllLinesAsync(_folder.File("inputs.1.csv"))).Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_fails_no_request()
    {
        Directory.CreateDirectory(_file);
        await using Server server = await Server.StartAsync(
            new Vectors(seed: 1), new() { ShadowLog = new() { Path = _file, Share = 1, MaxWaiting = 2 } });
        for (int i = 0; i < 20; i++)
        {
            (await server.PostFloatsAsync(Values(4 * 12))).EnsureSuccessStatusCode();
        }
    }

    /// <summary>Sends samples in requests of up to ten, and ends the server.</summary>
    private static async Task SendAsync<T>(Network<T> network, ShadowLogOptions shadow, float[] values, int size)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        await using Server server = await Server.StartAsync(network, new() { ShadowLog = shadow });
        foreach (float[] part in values.Chunk(10 * size))
        {
            (await server.PostJsonAsync(Json(part, size))).EnsureSuccessStatusCode();
        }
    }
}
