using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using NetGen.Tests.Storage;
using Xunit;

namespace NetGen.Tests.Selection;

internal sealed record Settings(double Rate, int Width);

[JsonSerializable(typeof(Settings))]
internal sealed partial class SettingsContext : JsonSerializerContext;

/// <summary>What is tried, what is best, and what a search that was cut off does not do again.</summary>
public sealed class ModelSearchTests : IDisposable
{
    private static readonly IReadOnlyList<Settings> s_grid = Candidates.Grid(
        [0.5, 0.25, 0.125], [1, 2, 3], (rate, width) => new Settings(rate, width));

    private readonly TempFolder _folder = new();
    private readonly string _path;
    private int _runs;

    public ModelSearchTests() => _path = _folder.File("search.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_grid_has_every_combination_and_a_draw_its_ranges()
    {
        Assert.Equal(9, s_grid.Distinct().Count());
        Assert.Equal(new Settings(0.5, 2), s_grid[1]);
        IReadOnlyList<(double Log, double Even, int Whole, string Name)> drawn = Candidates.Random(
            2000, draw => (draw.LogUniform(1e-4, 1e-2), draw.Uniform(-1, 3), draw.Integer(2, 5), draw.OneOf("a", "b")), seed: 3);
        Assert.All(drawn, one => Assert.True(one is { Log: >= 1e-4 and <= 1e-2, Even: >= -1 and <= 3, Whole: >= 2 and <= 5 }));
        Assert.InRange(drawn.Count(one => one.Log < 1e-3), 900, 1100);
        Assert.InRange(drawn.Average(one => one.Even), 0.9, 1.1);
        Assert.Equal([2, 3, 4, 5], drawn.Select(one => one.Whole).Distinct().Order());
        Assert.Equal(2, drawn.Select(one => one.Name).Distinct().Count());
        Assert.Equal(
            Candidates.Random(5, draw => draw.Uniform(0, 1), seed: 1), Candidates.Random(9, draw => draw.Uniform(0, 1), seed: 1).Take(5));
        Assert.NotEqual(
            Candidates.Random(5, draw => draw.Uniform(0, 1), seed: 1), Candidates.Random(5, draw => draw.Uniform(0, 1), seed: 2));
    }

    [Fact]
    public void The_best_is_the_lowest_or_the_highest()
    {
        Assert.Equal(new Settings(0.125, 1), new ModelSearch<Settings>(Score).Run(s_grid).Best.Options);
        Assert.Equal(new Settings(0.5, 3), new ModelSearch<Settings>(Score) { HigherIsBetter = true }.Run(s_grid).Best.Options);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Results_do_not_depend_on_how_many_run_at_once(int atOnce)
    {
        SearchResult<Settings> one = Search(atOnce).Halve(s_grid, smallest: 1, largest: 9), other = Search(2).Halve(s_grid, 1, 9);
        Assert.Equal(
            one.Trials.Select(trial => (trial.Candidate, trial.Budget, trial.Score)),
            other.Trials.Select(trial => (trial.Candidate, trial.Budget, trial.Score)));

        ModelSearch<Settings> Search(int runs) => new(trial => trial.Seed % 1000) { AtOnce = runs, Seed = 5 };
    }

    [Fact]
    public void Halving_gives_a_third_of_the_candidates_three_times_the_budget()
    {
        SearchResult<Settings> result = new ModelSearch<Settings>(Score).Halve(s_grid, smallest: 2, largest: 20);
        Assert.Equal([(20, 1), (6, 3), (2, 9)], result.Trials.GroupBy(trial => trial.Budget).Select(rung => (rung.Key, rung.Count())));
        Assert.Equal([6, 7, 8], result.Trials.Where(trial => trial.Budget == 6).Select(trial => trial.Candidate));
        Assert.Equal((new Settings(0.125, 1), 20), (result.Best.Options, result.Best.Budget));
    }

    [Fact]
    public void What_diverges_is_last_and_anything_else_ends_the_search()
    {
        SearchResult<Settings> result = new ModelSearch<Settings>(
            trial => trial.Options.Width == 1 ? double.NaN : Score(trial)).Run(s_grid);
        Assert.Equal(new Settings(0.125, 2), result.Best.Options);
        Assert.All(result.Trials.TakeLast(3), trial => Assert.Equal(1, trial.Options.Width));
        Assert.Throws<InvalidOperationException>(() => new ModelSearch<Settings>(_ => double.NaN).Run(s_grid).Best);
        Assert.Throws<NotSupportedException>(() => new ModelSearch<Settings>(_ => throw new NotSupportedException()).Run(s_grid));
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() => new ModelSearch<Settings>(trial =>
        {
            source.Cancel();
            trial.CancellationToken.ThrowIfCancellationRequested();
            return 0;
        }).Run(s_grid, cancellationToken: source.Token));
    }

    [Fact]
    public void A_search_goes_on_where_it_was_cut_off()
    {
        ModelSearch<Settings> failing = Filed(trial => trial.Candidate < 4 ? Score(trial) : throw new NotSupportedException(), atOnce: 1);
        Assert.Throws<NotSupportedException>(() => failing.Run(s_grid));
        Assert.Equal(5, File.ReadAllLines(_path).Length);
        SearchResult<Settings> resumed = Filed(Score).Run(s_grid);
        Assert.Equal(4 + 5, _runs);
        Assert.Equal(
            new ModelSearch<Settings>(Score).Run(s_grid).Trials.Select(trial => (trial.Candidate, trial.Score)),
            resumed.Trials.Select(trial => (trial.Candidate, trial.Score)));
        _runs = 0;
        Filed(Score).Run(s_grid);
        Assert.Equal(0, _runs);
    }

    [Fact]
    public void A_torn_line_is_made_again_wherever_it_is_torn()
    {
        Filed(Score, atOnce: 1).Run([.. s_grid.Take(2)]);
        byte[] whole = File.ReadAllBytes(_path);
        for (int length = 0; length <= whole.Length; length += 5)
        {
            File.WriteAllBytes(_path, whole[..length]);
            _runs = 0;
            SearchResult<Settings> result = Filed(Score, atOnce: 1).Run([.. s_grid.Take(2)]);
            Assert.Equal(2 - Math.Max(whole[..length].Count(one => one == '\n') - 1, 0), _runs);
            Assert.Equal(2, result.Trials.Count);
            Assert.Equal(3, File.ReadAllLines(_path).Length);
        }

        // One that is longer than what takes its place leaves nothing behind.
        File.WriteAllText(_path, File.ReadAllLines(_path)[0] + "\n" + new string('{', 1000));
        Filed(Score, atOnce: 1).Run([.. s_grid.Take(2)]);
        Assert.DoesNotContain("{{", File.ReadAllText(_path), StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_line_that_does_not_fit_on_the_disk_leaves_nothing_behind()
    {
        using Process process = SavingProcess.Start(["bash", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "-"], "search", _path);
        Assert.Equal("IOException", process.StandardOutput.ReadToEnd().Trim());
        process.WaitForExit();
        SearchResult<Settings> result = Filed(Score).Run(s_grid);
        Assert.Equal(s_grid.Count - 1, _runs);
        Assert.Equal(7, result.Trials.Single(trial => trial.Candidate == 1).Score);
    }

    /// <summary>Runs in another process: a line that is longer than a file may be, and one behind it that is not.</summary>
    internal static int AppendTwo(string path)
    {
        using SearchFile<Settings> file = new(path, SettingsContext.Default.Settings, s_grid) { Header = new(0, false, 1) };
        try
        {
            file.Append(new(s_grid[0], 0, 1, double.NaN, 1, new string('x', 100_000)));
        }
        catch (IOException)
        {
            Console.WriteLine(nameof(IOException));
        }

        file.Append(new(s_grid[1], 1, 1, 7, 1));
        return 0;
    }

    [Fact]
    public void A_file_of_something_else_is_refused_and_left_alone()
    {
        Filed(Score).Run(s_grid);
        string text = File.ReadAllText(_path);
        SearchFileException other = Assert.Throws<SearchFileException>(() => Filed(Score).Run([.. s_grid.Reverse()]));
        Assert.True(other.Line > 1);
        Assert.Equal(1, Assert.Throws<SearchFileException>(() => Filed(Score, seed: 1).Run(s_grid)).Line);
        Assert.Equal(text, File.ReadAllText(_path));
        File.WriteAllText(_path, text.Replace("\"budget\":1", "\"budget\":\"x\"", StringComparison.Ordinal));
        Assert.Equal(2, Assert.Throws<SearchFileException>(() => Filed(Score).Run(s_grid)).Line);
        File.WriteAllText(_path, text.Replace("\"score\":0.", "\"score\":\"good\",\"x\":0.", StringComparison.Ordinal));
        Assert.Equal(2, Assert.Throws<SearchFileException>(() => Filed(Score).Run(s_grid)).Line);
        foreach (string foreign in new[] { "my notes", "my notes\nof today\n" })
        {
            File.WriteAllText(_path, foreign);
            Assert.Throws<SearchFileException>(() => Filed(Score).Run(s_grid));
            Assert.Equal(foreign, File.ReadAllText(_path));
        }

        Assert.Throws<InvalidOperationException>(() => new ModelSearch<Settings>(Score) { File = _path }.Run(s_grid));
        Assert.Throws<ArgumentException>("candidates", () => new ModelSearch<Settings>(Score).Run([]));
    }

    [Fact]
    public void The_table_and_the_file_are_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            string[] lines = Filed(trial => trial.Options.Rate / 4).Run([.. s_grid.Take(1)], budget: 7).ToString().Split('\n');
            Assert.Equal("candidate  budget        score   seconds  options", lines[0]);
            Assert.StartsWith("        0       7        0.125       0.0  Settings { Rate = 0.5, Width", lines[1], StringComparison.Ordinal);
            Assert.Contains("\"options\":{\"Rate\":0.5,\"Width\":1},\"score\":0.125,", File.ReadAllText(_path), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private ModelSearch<Settings> Filed(Func<Trial<Settings>, double> run, int atOnce = 2, int seed = 0) => new(run)
    {
        File = _path, OptionsType = SettingsContext.Default.Settings, AtOnce = atOnce, Seed = seed,
    };

    private double Score(Trial<Settings> trial)
    {
        Interlocked.Increment(ref _runs);
        return trial.Options.Rate + (trial.Options.Width / 100.0);
    }
}
