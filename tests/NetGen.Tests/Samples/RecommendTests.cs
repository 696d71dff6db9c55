using System.Text.Json;
using Recommend;
using Samples;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that recommends, as its user meets it, and how it judges lists.</summary>
public sealed class RecommendTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ListsAreBetterThanThoseOfTheMostPopular()
    {
        string picture = Path.Combine(_folder, "rates.png");
        Outcome outcome = await RunAsync("--epochs", "12", "--picture", picture, "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.True(Number("hitRate") > 1.5 * Number("popularityHitRate"), outcome.Output);
        Assert.True(Number("ndcg") > 1.5 * Number("popularityNdcg"), outcome.Output);
        Assert.True(Number("bestHitRate") > Number("hitRate"), outcome.Output);
        Assert.Equal<byte>([0x89, .. "PNG\r\n"u8], File.ReadAllBytes(picture)[..6]);

        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
    }

    [Fact]
    public void AListLeavesOutWhatIsRatedAndTiesAreNoMerit()
    {
        Ratings ratings = new("few", 6, [[0, 1, 2], [3, 4]]);
        Assert.Equal([(0, 0), (0, 1), (1, 3)], ratings.Edges);
        Assert.Equal([2, 4], ratings.HeldOut);

        // Of user 0 the items 0 and 1 are rated: 3 is above 2, 4 and 5 below. Of user 1 all are equal: four others, so the middle, 2.
        float[][] scores = [[9, 9, 5, 7, 1, 1], [1, 1, 1, 1, 1, 1]];
        RankedLists ranking = RankedLists.Of(ratings, user => scores[user]);
        Assert.Equal([0, 0.5, 1, 1], new[] { 1, 2, 3, 4 }.Select(ranking.HitRate));
        Assert.Equal((1 / Math.Log2(3)) / 2, ranking.Ndcg(2), 12);
    }

    [Fact]
    public void NothingKnownIsANoAndTheItemHeldOutMayBeOne()
    {
        Ratings ratings = new("few", 6, [[0, 1, 2], [3, 4]]);
        Dataset pairs = TrainingPairs.Draw(ratings, negatives: 20, seed: 1);
        int[] all = [.. Enumerable.Range(0, pairs.Count)], users = new int[pairs.Count], labels = new int[pairs.Count];
        int[] items = new int[pairs.Count];
        pairs.ReadTokens(all, users);
        pairs.ReadLabels(all, labels);
        Dataset.FromColumns([pairs.Inputs[1]], pairs.Targets).ReadTokens(all, items);

        Assert.Equal(3 * 21, pairs.Count);
        Assert.Equal(3, labels.Sum());
        Assert.All(all, i => Assert.Equal(labels[i] == 1, ratings.Edges.Contains((users[i], items[i]))));
        Assert.Contains(all, i => labels[i] == 0 && items[i] == ratings.HeldOut[users[i]]);
    }

    [Fact]
    public void MovieLensIsReadInTheOrderOfTime()
    {
        string file = Write("196\t242\t3\t30\n7\t242\t1\t5\n196\t50\t5\t10\n\n7\t9\t2\t4\n1\t50\t2\t1\n");
        Ratings ratings = MovieLens.Read(_folder);

        // User 1 rated once, which leaves nothing to learn from; items 9, 50 and 242 are 0, 1 and 2.
        Assert.Equal(("movielens", 2, 3), (ratings.Name, ratings.Users, ratings.Items));
        Assert.Equal([(0, 0), (1, 1)], ratings.Edges);
        Assert.Equal([2, 2], ratings.HeldOut);
        Assert.Equal(ratings.Edges, MovieLens.Read(file).Edges);
    }

    [Theory]
    [InlineData("1\t2\t3\n", "line 1")]
    [InlineData("1\t2\t3\t4\n1\tx\t3\t4\n", "line 2")]
    [InlineData("1\t2\t3\t4\n", "0 users of two ratings")]
    public async Task DamagedRatingsAreOneLineThatSaysWhere(string text, string said)
    {
        Outcome outcome = await RunAsync("--data", Write(text), "--picture", Path.Combine(_folder, "p.png"));

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(said, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data", "/no/such/folder")]
    [InlineData("--negatives", "0")]
    [InlineData("--picture", "")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        Outcome outcome = await RunAsync(["--epochs", "1", "--picture", Path.Combine(_folder, "p.png"), .. arguments]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        string file = Path.Combine(_folder, "u.data");
        File.WriteAllText(file, text);
        return file;
    }

    private static Task<Outcome> RunAsync(params string[] args) => Outcome.OfAsync(Program.RunAsync, args);
}
