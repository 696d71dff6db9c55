using System.Globalization;
using System.Text.Json;
using Texts;
using Texts.Data;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that tells texts apart, as its user meets it, and how it cuts and counts words.</summary>
public sealed class TextTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSameWordsAreReadOnceAndNoTextIsInTwoParts()
    {
        WriteSms(twice: true);
        TextSamples texts = TextSamples.Read(new() { Data = _folder.Path, Dataset = "sms-spam", Model = "cnn" });
        Part part = Assert.Single(Part.Of(texts, seed: 3));

        Assert.Equal((60, 60), (texts.Labels.Length, texts.Duplicates));
        Assert.Equal(30, texts.Labels.Sum());
        Assert.Equal(Enumerable.Range(0, 60), part.Train.Concat(part.Test).Order());
        Assert.Equal((48, 6), (part.Train.Length, part.Test.Count(text => texts.Labels[text] == 1)));
        IReadOnlyList<Part> folds = Part.Of(texts with { IsSmall = true }, seed: 3);
        Assert.Equal(Enumerable.Range(0, 60), folds.SelectMany(fold => fold.Test).Order());
        Assert.All(folds, fold => Assert.Empty(fold.Train.Intersect(fold.Test)));
    }

    [Theory]
    [InlineData("embeddingbag")]
    [InlineData("cnn")]
    [InlineData("lstm")]
    [InlineData("gru")]
    public async Task MessagesAreLearntAndJsonIsTheWholeOutput(string model)
    {
        WriteSms(twice: false);
        Outcome outcome = await RunAsync("--data", _folder.Path, "--model", model, "--epochs", "15", "--batch", "8", "--json");

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.Equal(
            ["model", "dataset", "train", "test", "duplicates", "epochs", "testAccuracy", "majority", "seconds", "parameters"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal((48, 12), (Number("train"), Number("test")));
        Assert.True(Number("testAccuracy") >= 0.9, outcome.Output);

        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task SentencesAreJudgedByFiveFoldsAndTheirMean()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $"I {(i % 2 == 0 ? "loved" : "hated")} it, {Word(i)}.  \t{1 - (i % 2)}")];
        await File.WriteAllLinesAsync(_folder.File("imdb_labelled.txt"), lines);
        Outcome outcome = await RunAsync("--data", _folder.Path, "--dataset", "imdb-sentences", "--epochs", "2", "--json");

        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        double[] folds = [.. json.RootElement.GetProperty("folds").EnumerateArray().Select(fold => fold.GetDouble())];
        Assert.Equal(5, folds.Length);
        Assert.Equal(folds.Average(), json.RootElement.GetProperty("testAccuracy").GetDouble(), 1e-5);
        Assert.Equal(40, json.RootElement.GetProperty("test").GetInt32());
    }

    [Theory]
    [InlineData("ham hello there", "line 31")]
    [InlineData("eggs\thello there", "line 31", "eggs")]
    [InlineData("\thello there", "line 31", "column 'labels'", "no label")]
    [InlineData("ham\t  ", "line 31", "no words")]
    public async Task AWrongLineIsNamed(string line, params string[] says)
    {
        WriteSms(twice: false);
        List<string> lines = [.. await File.ReadAllLinesAsync(_folder.File("SMSSpamCollection"))];
        lines.Insert(30, line);
        await File.WriteAllLinesAsync(_folder.File("SMSSpamCollection"), lines);
        Outcome outcome = await RunAsync("--data", _folder.Path);

        Assert.Equal(1, outcome.ExitCode);
        string error = Assert.Single(outcome.ErrorLines);
        Assert.All(says.Append("SMSSpamCollection"), text => Assert.Contains(text, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--dataset", "news")]
    [InlineData("--model", "bert")]
    [InlineData("--seed", "-1")]
    [InlineData("--epochs", "0")]
    [InlineData("--batch", "0")]
    [InlineData("--threads", "0")]
    [InlineData("--data", "no-such-folder")]
    [InlineData("--colour")]
    public async Task AWrongArgumentIsOneLineThatNamesIt(params string[] arguments)
    {
        Outcome outcome = await RunAsync(arguments);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(arguments[0], Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAFolderOrWithAFileThatIsNotUtf8ItSaysSo()
    {
        Outcome without = await RunAsync();
        Assert.Contains("--data FILE or DIR is needed", Assert.Single(without.ErrorLines), StringComparison.Ordinal);

        _folder.Write("SMSSpamCollection", [0xEF, 0xBB, 0xBF, .. "ham\thello"u8, 0xE9, (byte)'\n']);
        Outcome wrong = await RunAsync("--data", _folder.Path);
        Assert.Contains("line 1: byte 13 of the line is not UTF-8", Assert.Single(wrong.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("texts.csv", "id,kind,body\n", "{0},{1},\"say {2}, please\"\n")]
    [InlineData("texts.tsv", "", "say {2}; please\t{1}\n")]
    [InlineData("texts.txt", "body;kind;id\n", "say {2};{1};{0}\n", "--text-column", "body", "--label-column", "2")]
    public async Task AnyTableOfTextsAndLabelsIsRead(string name, string header, string line, params string[] options)
    {
        string[] kinds = ["red", "green", "blue"];
        IEnumerable<string> lines = Enumerable.Range(0, 90).Select(
            i => string.Format(CultureInfo.InvariantCulture, line, i, kinds[i % 3], $"{kinds[i % 3]} {Word(i)}"));
        await File.WriteAllTextAsync(_folder.File(name), header + string.Concat(lines));
        Outcome outcome = await RunAsync(["--data", _folder.File(name), "--epochs", "12", "--batch", "8", "--json", .. options]);

        Assert.Equal("", outcome.ExitCode == 0 ? "" : outcome.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.OutputLines));
        Assert.Equal(("texts", 90), (json.RootElement.GetProperty("dataset").GetString(), json.RootElement.GetProperty("test").GetInt32()));
        Assert.True(json.RootElement.GetProperty("testAccuracy").GetDouble() >= 0.9, outcome.Output);
    }

    // A header, blank lines and two ends of lines, as files come.
    private void WriteSms(bool twice)
    {
        string[] lines = [.. Enumerable.Range(0, 60)
            .Select(i => i % 2 == 0 ? $"ham\tsee you {Word(i)} then" : $"spam\tWin {Word(i)} now!\r")];
        IEnumerable<string> again = twice ? lines.Select(line => line.Replace(" ", "  ", StringComparison.Ordinal)) : [];
        File.WriteAllText(_folder.File("SMSSpamCollection"), string.Join('\n', ["labels\tmessage", "", .. lines, " ", .. again, ""]));
    }

    private static string Word(int number) => $"{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}";

    private static Task<Outcome> RunAsync(params string[] args) => Outcome.OfAsync(Program.RunAsync, args);
}
