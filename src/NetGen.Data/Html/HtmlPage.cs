using System.Net;
using System.Text;

namespace NetGen.Data.Html;

/// <summary>What all pages have in common: nothing comes from elsewhere, and they are light or dark as the reader's system is.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1c2330;--soft:#667085;--line:#e3e6ec;--bar:#3f5bd9;--box:#e2762a}
        @media (prefers-color-scheme:dark){:root{--page:#0f1319;--card:#181d26;--ink:#e6eaf2;--soft:#97a3b6;--line:#2a3240;--bar:#8aa0ff;
          --box:#ffa264}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);
          font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1160px;margin:0 auto;padding:32px 24px 48px}
        h1{font-size:26px;letter-spacing:-.02em;margin:0 0 18px}
        p{color:var(--soft);margin:0 0 14px}
        section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px}
        """;

    /// <summary>Up to what is seen.</summary>
    /// <param name="title">Of the window, not yet encoded.</param>
    /// <param name="style">What the page has beyond the others.</param>
    public static StringBuilder Begin(string title, string style) =>
        new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append($"<title>{Encode(title)}</title><style>{Style}\n{style}</style></head><body><main>\n");

    /// <summary>The whole page.</summary>
    public static string End(StringBuilder page) => page.Append("</main></body></html>\n").ToString();

    /// <summary>A text as it stands in a page.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
