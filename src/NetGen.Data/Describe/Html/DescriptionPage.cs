using System.Text;
using static System.FormattableString;

namespace NetGen.Data.Html;

/// <summary>A description as one page.</summary>
internal static class DescriptionPage
{
    private const int MostBars = 40;

    /// <summary>All of it.</summary>
    public static string Write(DatasetDescription data)
    {
        StringBuilder page = HtmlPage.Begin(data.Title, DescriptionStyle.Text).Append($"<h1>{HtmlPage.Encode(data.Title)}</h1>\n");
        if (data.Seen < data.Samples)
        {
            page.Append(Invariant($"<p>{data.Seen} of them, evenly taken, were looked at.</p>\n"));
        }

        page.Append("<div class=\"wide\">");
        Classes(page, data);
        Information(page, data);
        Missing(page, data);
        Tokens(page, data.Tokens);
        page.Append("</div>\n");
        Pictures(page, data);
        Features(page, data);
        return HtmlPage.End(page);
    }

    private static void Classes(StringBuilder page, DatasetDescription data)
    {
        double sum = Math.Max(data.Classes.Sum(one => (long)one.Count), 1);
        Bars(page, "Class balance", [.. data.Classes.Select(one =>
            (one.Name, (double)one.Count, Invariant($"{one.Count} · {100 * one.Count / sum:0.0} %")))]);
    }

    private static void Information(StringBuilder page, DatasetDescription data) => Bars(
        page,
        "What each tells of the target (mutual information, nats)",
        [
            .. data.Features.Where(feature => feature.Information is not null).OrderByDescending(feature => feature.Information)
                .Select(feature => (feature.Name, feature.Information!.Value, Invariant($"{feature.Information:0.000}"))),
        ]);

    private static void Missing(StringBuilder page, DatasetDescription data) => Bars(
        page,
        "Missing values",
        [
            .. data.Features.Where(feature => feature.Missing > 0).OrderByDescending(feature => feature.Missing)
                .Select(feature => (
                    feature.Name,
                    (double)feature.Missing,
                    Invariant($"{feature.Missing} · {100.0 * feature.Missing / data.Seen:0.0} %"))),
        ]);

    private static void Tokens(StringBuilder page, TokenDescription? tokens)
    {
        if (tokens is not null)
        {
            Bars(
                page,
                Invariant($"Most frequent of {tokens.Distinct} tokens"),
                [.. tokens.Frequent.Select(one => (Invariant($"{one.Token}"), (double)one.Count, Invariant($"{one.Count}")))]);
        }
    }

    private static void Bars(StringBuilder page, string title, IReadOnlyList<(string Name, double Length, string Text)> bars)
    {
        if (bars.Count > 0)
        {
            string more = bars.Count > MostBars ? Invariant($"<p>and {bars.Count - MostBars} more</p>") : "";
            page.Append($"<section><h2>{HtmlPage.Encode(title)}</h2>{Svg.Bars([.. bars.Take(MostBars)])}{more}</section>\n");
        }
    }

    private static void Pictures(StringBuilder page, DatasetDescription data)
    {
        if (data.Pictures is not PictureDescription pictures)
        {
            return;
        }

        double[] all = [.. pictures.ClassMeans.Append(pictures.Mean).SelectMany(mean => mean)];
        page.Append("<section><h2>Mean pictures</h2><div class=\"pictures\">");
        Picture("all", pictures.Mean);
        foreach ((int i, IReadOnlyList<double> mean) in pictures.ClassMeans.Index().Where(entry => entry.Item.Count > 0))
        {
            Picture(data.Classes[i].Name, mean);
        }

        page.Append("</div></section>\n");

        void Picture(string name, IReadOnlyList<double> mean) => page.Append(
            $"<figure><img alt=\"\" src=\"{MeanPicture.DataUri(mean, pictures.Shape, all.Min(), all.Max())}\">")
            .Append($"<figcaption>{HtmlPage.Encode(name)}</figcaption></figure>");
    }

    private static void Features(StringBuilder page, DatasetDescription data)
    {
        page.Append("<div class=\"cards\">\n");
        FeatureDescription?[] cards = [data.Target, data.Pictures?.Pixels, data.Tokens?.Lengths, .. data.Features];
        foreach (FeatureDescription feature in cards.OfType<FeatureDescription>())
        {
            Card(page, feature, feature == data.Target ? " class=\"target\"" : "");
        }

        page.Append("</div>\n");
        if (data.FeaturesLeftOut > 0)
        {
            page.Append(Invariant($"<p>and {data.FeaturesLeftOut} more</p>\n"));
        }
    }

    private static void Card(StringBuilder page, FeatureDescription feature, string kind)
    {
        page.Append($"<section{kind}><h2>{HtmlPage.Encode(feature.Name)}</h2>{Svg.Histogram(feature)}<dl>");
        Figure("mean", DescriptionText.Number(feature.Mean));
        Figure("deviation", DescriptionText.Number(feature.Deviation));
        Figure("median", DescriptionText.Number(feature.Quantiles[2]));
        if (feature.Missing > 0)
        {
            Figure("missing", Invariant($"{feature.Missing}"));
        }

        page.Append("</dl></section>\n");

        void Figure(string name, string value) => page.Append($"<div><dt>{name}</dt><dd>{value}</dd></div>");
    }
}
