using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Serving.Tests;

public sealed partial class DocTests
{
    [Fact]
    public void The_examples_of_the_page_are_those_that_build()
    {
        string page = Read("docs/serving.md").ReplaceLineEndings("\n");
        string built = Lines(Read("tests/NetGen.Serving.Tests/DocExamples.cs"));
        string[] examples = [.. Example().Matches(page).Select(match => Lines(match.Groups[1].Value))];
        Assert.Equal(5, examples.Length);
        Assert.All(examples, example => Assert.Contains(example, built, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_example_of_many_threads_predicts()
    {
        Vectors network = new(seed: 1);
        float[][] pictures = [.. Enumerable.Range(0, 500).Select(i => Samples.Values(12, seed: i))];
        int[] digits = new int[pictures.Length];
        await Task.Run(() => DocExamples.Threads(network, pictures, digits));
        Assert.Equal(pictures.Select(picture => network.Predict(picture).ArgMax()), digits);
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    /// <summary>A file of the repository, above the folder the tests run in.</summary>
    private static string Read(string path)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, path)))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no {path} above {AppContext.BaseDirectory}.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, path));
    }

    [GeneratedRegex("```csharp\\n(.*?)\\n```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
