using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Reports.Tests;

/// <summary>The report as a browser has it: Chromium where there is one, else the file's own text.</summary>
public sealed class HtmlReportTests
{
    private static readonly string[] s_browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public void It_has_curves_tables_mistakes_and_settings()
    {
        string folder = Samples.Folder(), path = Path.Combine(folder, "report.html");
        SmallPictures network = new(seed: 1);
        Dataset test = Samples.Pictures(90, seed: 2);
        TrainerOptions options = new() { Seed = 7, Threads = 1, Metrics = [new F1Score()] };
        using SmallPictures.Trainer trainer = network.CreateTrainer(new AdamW(1e-2f), 10, options);
        HtmlReport<float> report = new(network)
        {
            Title = "<b>\"Lines\" & <script>", Data = test, Trainer = trainer, ClassNames = ["<top>", "middle", "low"], MostMistakes = 5,
        };

        History history = trainer.Fit(Samples.Pictures(120, seed: 1), 3, test, [new HtmlReportCallback<float>(path, report)]);
        string file = File.ReadAllText(path), page = Rendered(path);
        Directory.Delete(folder, recursive: true);

        Assert.DoesNotContain("<script", file, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=\"(?!data:image/png;base64,)", file);
        Assert.Contains("&lt;b&gt;&quot;Lines&quot; &amp; &lt;script&gt;", file, StringComparison.Ordinal);
        Assert.Contains("&lt;top&gt;", page, StringComparison.Ordinal);

        // A dot for each epoch of each line; the loss of each of the 36 steps.
        string loss = Between(page, "data-chart=\"Loss\"", "</figure>"), accuracy = Between(page, "data-chart=\"Accuracy\"", "</figure>");
        Assert.Equal((6, 6), (Count(loss, "<circle"), Count(accuracy, "<circle")));
        Assert.Equal(35, Regex.Match(loss, "data-name=\"steps\">\\s*<path d=\"(?<d>[^\"]*)\"").Groups["d"].Value.Count(c => c == 'L'));
        Assert.Contains(
            FormattableString.Invariant($"validation, epoch 3: {history[2].ValidationLoss:0.####}"), loss, StringComparison.Ordinal);
        Assert.Equal(3, Count(Between(page, "data-chart=\"Validation metrics\"", "</figure>"), "<circle"));

        // The matrix adds up to the samples, and its diagonal to the accuracy.
        string matrix = Between(page, "id=\"confusion\"", "</table>");
        int[] counts = [.. Regex.Matches(matrix, "<td[^>]*>(\\d+)</td>").Select(cell => int.Parse(cell.Groups[1].Value))];
        Assert.Equal((9, 90), (counts.Length, counts.Sum()));
        Assert.Equal(network.Evaluate(test).Accuracy!.Value, (counts[0] + counts[4] + counts[8]) / 90.0, 1e-9);
        int wrong = 90 - counts[0] - counts[4] - counts[8];
        Assert.Equal(Math.Min(wrong, 5), Count(Between(page, "id=\"mistakes\"", "<h2>"), "<img"));

        Assert.Equal(3, Count(Between(page, "id=\"epochs\"", "</table>"), "<tr>") - 1);
        Assert.Equal(4, Count(Between(page, "id=\"network\"", "</svg>"), "data-box="));
        string settings = Between(page, "id=\"settings\"", "</table>");
        Assert.All(
            ["AdamW", ">seed</th><td>7<", ">batch size</th><td>10<", ".NET 10", "vectors"],
            text => Assert.Contains(text, settings, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_data_or_epochs_it_is_a_page_too()
    {
        string page = new HtmlReport<float>(new SmallPictures(seed: 1)).ToHtml();
        Assert.Contains("No epoch was completed.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"confusion\"", page, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HtmlReport<float>(new SmallPictures(seed: 1)) { MostMistakes = -1 });
        Assert.Throws<ArgumentException>(() => new HtmlReport<float>(new SmallPictures(seed: 1))
        {
            Data = Samples.Pictures(3, seed: 1), Stage = "Stem",
        }.ToHtml());
    }

    private static string Rendered(string path)
    {
        if (s_browsers.FirstOrDefault(File.Exists) is not string browser)
        {
            Console.WriteLine("No Chromium was found: the report is judged by its text alone.");
            return File.ReadAllText(path);
        }

        ProcessStartInfo start = new(browser, ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", $"file://{path}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        string dom = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return dom;
    }

    private static string Between(string text, string start, string end)
    {
        int first = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(first >= 0, $"{start} is not in the page.");
        return text[first..text.IndexOf(end, first, StringComparison.Ordinal)];
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));
}
