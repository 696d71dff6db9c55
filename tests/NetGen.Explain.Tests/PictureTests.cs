using System.Diagnostics;
using System.Net;
using SkiaSharp;
using Xunit;

namespace NetGen.Explain.Tests;

/// <summary>Every picture as PNG, and all of them in one page, as a browser has it where there is one.</summary>
public sealed class PictureTests
{
    private static readonly string[] s_browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public void Each_picture_is_a_png_of_its_size_with_something_on_it()
    {
        foreach (Chart chart in All())
        {
            using SKBitmap bitmap = SKBitmap.Decode(chart.ToPng());
            Assert.Equal(((int)(2 * (chart.Width + 16)), (int)(2 * (chart.Height + 16))), (bitmap.Width, bitmap.Height));
            Assert.True(bitmap.Pixels.Distinct().Count() > 3, chart.Title);
        }
    }

    [Fact]
    public void A_page_needs_nothing_from_elsewhere_and_a_browser_shows_it()
    {
        string folder = Environment.GetEnvironmentVariable("NETGEN_EXPLAIN_PICTURES")
            ?? Directory.CreateTempSubdirectory("netgen-explain-").FullName;
        string file = Path.Combine(folder, "page.html");
        Chart[] charts = [.. All()];
        ExplanationPage page = new("<All> pictures", "Each once & nothing from elsewhere.");
        page.Section("\"Pictures\"").Paragraph("<script>alert(1)</script>").Pictures(charts).Table(["a", "b"], [["<b>", "1"]]).Save(file);
        foreach (Chart chart in charts)
        {
            chart.SavePng(Path.Combine(folder, $"{chart.Kind}.png"));
        }

        string text = File.ReadAllText(file);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=\"(?!data:image/png;base64,)", text);
        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);
        if (s_browsers.FirstOrDefault(File.Exists) is not { } browser)
        {
            Console.WriteLine("No Chromium was found: the page is judged by its text alone.");
            return;
        }

        using Process process = Process.Start(new ProcessStartInfo(
            browser, ["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={folder}/profile", "--dump-dom", $"file://{file}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string seen = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        foreach (Chart chart in charts)
        {
            Assert.Contains($"data-chart=\"{chart.Kind}\"", seen, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;All&gt; pictures", seen, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_stand_on_both_sides_of_nothing_by_size()
    {
        string svg = Charts.Bars("b", ["small", "down", "up"], [0.5, -3, 2], most: 2).ToSvg();

        Assert.DoesNotContain("small", svg, StringComparison.Ordinal);
        Assert.True(svg.IndexOf(">down<", StringComparison.Ordinal) < svg.IndexOf(">up<", StringComparison.Ordinal));
        Assert.Contains("down: −3.00", svg, StringComparison.Ordinal);
        Assert.Equal(1, Count(svg, "fill=\"var(--hit)\""));
        Assert.Equal(1, Count(svg, "fill=\"var(--miss)\""));
    }

    [Fact]
    public void A_waterfall_ends_at_the_output_with_the_rest_in_one_step()
    {
        string svg = WebUtility.HtmlDecode(Charts.Waterfall("w", ["a", "b", "c", "d"], [4, -1, 0.25, 0.5], baseValue: 10, most: 3).ToSvg());

        Assert.Contains("base 10", svg, StringComparison.Ordinal);
        Assert.Contains("output 13.75", svg, StringComparison.Ordinal);
        Assert.Contains("2 others: +0.75", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_beeswarm_has_a_dot_for_each_sample_and_feature()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => (double)i)];

        Assert.Equal(62, Count(Charts.Beeswarm("s", ["a", "b", "c"], values, values).ToSvg(), "<circle"));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Charts.Bars("b", ["a"], [1, 2]));
        Assert.Throws<ArgumentException>(() => Charts.Beeswarm("b", ["a", "b"], [1, 2, 3], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => Pictures.HeatMap("h", [1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => Pictures.Overlay("h", [1, 2, 3], [1, 2, 3, 4], 2, 2));
        Assert.Throws<ArgumentException>(() => TextCharts.Tokens("t", ["a"], [1, 2]));
        Assert.Throws<ArgumentException>(() => TextCharts.Attention("t", ["a"], ["a"], [1, 2]));
    }

    private static IEnumerable<Chart> All()
    {
        Random random = new(4);
        string[] names = ["alcohol", "sulphates", "volatile acidity", "a name that is very much too long to be shown", "pH"];
        double[] five = [0.42, 0.23, -0.31, 0.05, -0.012];
        yield return Charts.Bars("Contributions", names, five, deviations: [0.05, 0.02, 0.04, 0.01, 0.003]);
        yield return Charts.Waterfall("From base to output", names, five, 5.6, most: 4);
        double[] values = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())];
        yield return Charts.Beeswarm("All samples", names, values, [.. values.Select((value, i) => five[i % 5] * (value - 0.5) * 2)]);
        PartialDependence dependence = new(0, [.. Enumerable.Range(0, 20).Select(i => 8 + (i * 0.3))],
            [.. Enumerable.Range(0, 60).Select(
                c => (IReadOnlyList<double>)[.. Enumerable.Range(0, 20).Select(i => (c % 7 / 7.0) + (0.05 * i * (1 + (c % 3))))])]);
        yield return CurveCharts.Dependence("alcohol", "quality", dependence, [9, 9.5, 10, 10.2, 11, 13]);
        double[] shares = [.. Enumerable.Range(0, 11).Select(i => i / 10.0)];
        yield return CurveCharts.Curves("Deletion", "share of pixels", "probability",
            [new("good", shares, [.. shares.Select(x => Math.Exp(-6 * x))]), new("random", shares, [.. shares.Select(x => 1 - x)])]);
        double[] picture = [.. Enumerable.Range(0, 196).Select(
            i => Math.Exp(-(Math.Pow((i % 14) - 7, 2) + Math.Pow((i / 14) - 7, 2)) / 20))];
        double[] map = [.. picture.Select((value, i) => value * (i % 14 < 7 ? 1 : -0.6))];
        yield return Pictures.HeatMap("Heat map", map, 14, 14);
        yield return Pictures.Overlay("Overlay", picture, map, 14, 14);
        yield return Pictures.Compare("Picture", picture, [("one", map), ("other", [.. Enumerable.Reverse(map)])], 14, 14);
        yield return Pictures.Sheet("Filters",
            [.. Enumerable.Range(0, 10).Select(
                _ => (IReadOnlyList<double>)[.. Enumerable.Range(0, 9).Select(_ => random.NextDouble())])], 3, 3);
        string[] words = ["free", "entry", "in", "a", "weekly", "competition", "to", "win", "<tickets>", "text", "now", "to",
            "08452810075", "or", "call", "me"];
        double[] shares2 = [.. words.Select((word, i) => word is "win" or "free" or "08452810075" ? 0.9 : (i % 3 - 1) * 0.3)];
        yield return TextCharts.Tokens("Words", words, shares2);
        yield return TextCharts.Attention(
            "Attention", words, words, [.. Enumerable.Range(0, 256).Select(i => Math.Exp(-Math.Abs((i / 16) - (i % 16))))]);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
