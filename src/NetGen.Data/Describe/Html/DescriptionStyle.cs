namespace NetGen.Data.Html;

/// <summary>The look of what a description shows.</summary>
internal static class DescriptionStyle
{
    public const string Text = """
        h2{font-size:15px;margin:0 0 10px}
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
