namespace NetGen.Data.Html;

/// <summary>The look of the page, light or dark as the reader's system is.</summary>
internal static class PageStyle
{
    public const string Text = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1c2330;--soft:#667085;--line:#e3e6ec;--bar:#3f5bd9;--box:#e2762a}
        @media (prefers-color-scheme:dark){:root{--page:#0f1319;--card:#181d26;--ink:#e6eaf2;--soft:#97a3b6;--line:#2a3240;--bar:#8aa0ff;
          --box:#ffa264}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);
          font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1160px;margin:0 auto;padding:32px 24px 48px}
        h1{font-size:26px;letter-spacing:-.02em;margin:0 0 18px}
        h2{font-size:15px;margin:0 0 10px}
        p{color:var(--soft);margin:0 0 14px}
        section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px}
        .target{border-color:var(--box)}
        .wide{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,480px),1fr));gap:14px;align-items:start;
          margin-bottom:14px}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:14px;margin-top:14px}
        svg{display:block;width:100%;height:auto}
        svg text{fill:var(--soft);font-size:12px;font-variant-numeric:tabular-nums}
        svg .end{text-anchor:end}svg .name{fill:var(--ink)}
        .bar{fill:var(--bar)}.box{fill:var(--box);opacity:.55}.range{stroke:var(--box)}.median{stroke:var(--ink);stroke-width:2}
        dl{display:flex;flex-wrap:wrap;gap:4px 14px;margin:8px 0 0}dt{color:var(--soft);font-size:12px}
        dd{margin:0;font-variant-numeric:tabular-nums}
        .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(84px,1fr));gap:12px}
        figure{margin:0;text-align:center;font-size:13px;color:var(--soft)}
        img{width:100%;image-rendering:pixelated;border-radius:6px;display:block;margin-bottom:4px}
        """;
}
