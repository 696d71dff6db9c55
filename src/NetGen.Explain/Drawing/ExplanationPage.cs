using NetGen.Reports.Html;

namespace NetGen.Explain;

/// <summary>
/// A report as one HTML file: headings, paragraphs, pictures and tables one after the other. It needs nothing from elsewhere and runs no
/// scripts; it is light or dark as the reader's system is.
/// </summary>
public sealed class ExplanationPage
{
    private const string Style = """
        .gallery{display:flex;flex-wrap:wrap;gap:14px;align-items:flex-start;margin:0 0 14px}
        figure.picture{margin:0;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 16px 12px;
          box-shadow:var(--shadow);max-width:100%;overflow-x:auto;flex:0 1 auto}
        figure.picture figcaption{display:block;font-size:14px;margin:0 0 8px}
        p.text{max-width:80ch;margin:0 0 14px}
        """;

    private readonly string _title;
    private readonly Markup _body = new();

    /// <summary>An empty page.</summary>
    /// <param name="title">Above everything, and of the window.</param>
    /// <param name="lead">What it is about, in a sentence or two.</param>
    public ExplanationPage(string title, string lead)
    {
        ArgumentNullException.ThrowIfNull(title);
        _title = title;
        _body.Add($"<h1>{title}</h1><p class=\"lead\">{lead}</p>");
    }

    /// <summary>Begins a section.</summary>
    public ExplanationPage Section(string heading)
    {
        _body.Add($"<h2>{heading}</h2>");
        return this;
    }

    /// <summary>A paragraph.</summary>
    public ExplanationPage Paragraph(string text)
    {
        _body.Add($"<p class=\"text\">{text}</p>");
        return this;
    }

    /// <summary>Pictures side by side, as many as fit; each with its title above.</summary>
    public ExplanationPage Pictures(params IEnumerable<Chart> charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        _body.Add($"<div class=\"gallery\">");
        foreach (Chart chart in charts)
        {
            _body.Add($"<figure class=\"picture\"><figcaption>{chart.Title}</figcaption>").Add(chart.ToMarkup()).Add($"</figure>");
        }

        _body.Add($"</div>");
        return this;
    }

    /// <summary>Figures in rows.</summary>
    /// <param name="columns">Their headings.</param>
    /// <param name="rows">The cells of each row.</param>
    public ExplanationPage Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        _body.Add($"<div class=\"card\"><table class=\"figures\"><thead><tr>");
        foreach (string column in columns)
        {
            _body.Add($"<th>{column}</th>");
        }

        _body.Add($"</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            _body.Add($"<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                _body.Add(i == 0 ? (FormattableString)$"<th>{row[i]}</th>" : $"<td>{row[i]}</td>");
            }

            _body.Add($"</tr>");
        }

        _body.Add($"</tbody></table></div>");
        return this;
    }

    /// <summary>The whole file.</summary>
    public string ToHtml()
    {
        Markup head = new();
        head.Add($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        head.Add($"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{_title}</title>");
        return $"{head}<style>{StyleSheet.Text}\n{Style}</style></head><body><main>\n{_body}<footer>Made by "
            + $"NetGen.</footer></main></body></html>\n";
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(string path) => File.WriteAllText(path, ToHtml());
}
