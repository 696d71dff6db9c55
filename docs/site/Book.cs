using System.Net;
using System.Text;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NetGen.Docs;

/// <summary>
/// The pages of docs/ and CONTRIBUTING.md as HTML without scripts, for readers without a network: they lie in the package, where help links
/// point to.
/// </summary>
internal static class Book
{
    private const string Contributing = "CONTRIBUTING.md";

    /// <summary>The package's own page lies above its docs, as the project's does.</summary>
    private const string ReadMe = "../README.md";

    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    /// <summary>Writes each page PAGE.md of a folder as PAGE.html into another, and the contents, README.md, as index.html.</summary>
    public static void Write(string pages, string output)
    {
        Directory.CreateDirectory(output);
        string[] files = [.. Directory.EnumerateFiles(pages, "*.md"), Path.Combine(pages, "..", Contributing)];
        foreach (string page in files)
        {
            MarkdownDocument document = Markdown.Parse(File.ReadAllText(page), s_markdown);
            foreach (LinkInline link in document.Descendants<LinkInline>().ToList())
            {
                Rewrite(link);
            }

            File.WriteAllText(Path.Combine(output, NameOf(Path.GetFileName(page))), Frame(TitleOf(document), document.ToHtml(s_markdown)));
        }
    }

    /// <summary>README.md is the contents.</summary>
    private static string NameOf(string page) => page == "README.md" ? "index.html" : Path.ChangeExtension(page, ".html");

    /// <summary>A link to a page leads to where that is in the book; of one to a file that the package lacks the text stays.</summary>
    private static void Rewrite(LinkInline link)
    {
        string[] parts = (link.Url ?? "").Split('#', 2);
        string file = parts[0], name = file[(file.LastIndexOf('/') + 1)..], folder = file[..^name.Length];
        bool isPage = folder is "" or "docs/" || name == Contributing;
        if (name.EndsWith(".md", StringComparison.Ordinal) && isPage)
        {
            link.Url = NameOf(name) + (parts.Length > 1 ? "#" + parts[1] : "");
        }
        else if (folder.StartsWith("../", StringComparison.Ordinal) && file != ReadMe)
        {
            foreach (Inline text in link.ToList())
            {
                text.Remove();
                link.InsertBefore(text);
            }

            link.Remove();
        }
    }

    private static string TitleOf(MarkdownDocument document) =>
        document.Descendants<HeadingBlock>().FirstOrDefault() is { Inline: { } title }
            ? string.Concat(title.Descendants<LiteralInline>().Select(text => text.Content.ToString()))
            : "NetGen";

    private static string Frame(string title, string body) => new StringBuilder()
        .Append(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{{WebUtility.HtmlEncode(title)}} · NetGen</title>
            <style>
            body { max-width: 56em; margin: 2em auto; padding: 0 1em; font: 16px/1.55 system-ui, sans-serif; }
            body { color: #222; background: #fff; }
            pre { padding: .8em 1em; overflow-x: auto; background: #f5f6f8; border-radius: 6px; font-size: 13.5px; line-height: 1.45; }
            code { font-family: ui-monospace, Consolas, monospace; background: #f5f6f8; border-radius: 3px; padding: 0 .2em; }
            pre code { padding: 0; }
            table { border-collapse: collapse; margin: 1em 0; }
            td, th { border: 1px solid #d6d9e0; padding: .3em .7em; text-align: left; vertical-align: top; }
            h2, h3 { margin-top: 2em; }
            :target { background: #fff3c4; }
            a { color: #1558b0; }
            </style>
            </head>
            <body>
            <p><a href="index.html">NetGen</a></p>

            """)
        .Append(body)
        .Append("</body>\n</html>\n")
        .ToString();
}
