namespace NetGen.Reports.Html;

/// <summary>The look of the page, light or dark as the reader's system is.</summary>
internal static class StyleSheet
{
    public const string Text = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1c2330;--soft:#667085;--line:#e3e6ec;--c0:#3f5bd9;--c1:#e2762a;
          --c2:#1a9a78;--c3:#b0439b;--c4:#8a6d1c;--c5:#5a7184;--hit:#3f5bd9;--miss:#d9412f;--shadow:0 1px 2px #10182814,0 1px 6px #1018280d}
        @media (prefers-color-scheme:dark){:root{--page:#0f1319;--card:#181d26;--ink:#e6eaf2;--soft:#97a3b6;--line:#2a3240;--c0:#8aa0ff;
          --c1:#ffa264;--c2:#4fd1ab;--c3:#e58bd3;--c4:#e0c36a;--c5:#a9bccb;--hit:#6f88ff;--miss:#ff6f5e;--shadow:none}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);
          font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1120px;margin:0 auto;padding:36px 24px 48px}
        h1{font-size:30px;line-height:1.15;letter-spacing:-.02em;margin:0 0 4px}
        h2{font-size:17px;margin:36px 0 12px}
        .lead{color:var(--soft);margin:0 0 22px}
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px;box-shadow:var(--shadow);
          overflow-x:auto}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px}
        .tile{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 16px;box-shadow:var(--shadow)}
        .tile b{display:block;font-size:23px;line-height:1.3;font-weight:650;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
        .tile span{color:var(--soft);font-size:13px}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:14px;margin-top:14px}
        figure.chart{margin:0;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 14px 8px;
          box-shadow:var(--shadow)}
        figcaption{display:flex;justify-content:space-between;align-items:baseline;gap:12px;font-weight:600;margin:0 4px 4px}
        .legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-weight:400;font-size:13px;color:var(--soft)}
        .legend i{display:inline-block;width:14px;height:3px;border-radius:2px;background:currentColor;margin-right:6px;
          vertical-align:middle}
        .c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}.c5{color:var(--c5)}
        svg{display:block;width:100%;height:auto}
        .grid{stroke:var(--line)}.tick{fill:var(--soft);font-size:11.5px}
        .series path{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .series circle{fill:var(--card);stroke:currentColor;stroke-width:2}
        .faint path{stroke-width:1.1;opacity:.45}.legend .faint{opacity:.45}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        .split{display:grid;grid-template-columns:minmax(0,1.55fr) minmax(0,1fr);gap:14px;align-items:start}
        @media (max-width:900px){.split{grid-template-columns:minmax(0,1fr)}}
        .confusion{margin:0 auto;font-size:13px}
        .confusion th{font-weight:500;color:var(--soft);padding:4px 5px;white-space:nowrap}
        .confusion tbody th{text-align:right}
        .confusion td{min-width:42px;height:36px;text-align:center;border:2px solid var(--card);border-radius:7px;padding:0 4px}
        .confusion .none{color:var(--line)}
        .confusion .hit{background:color-mix(in srgb,var(--hit) var(--d),var(--card))}
        .confusion .miss{background:color-mix(in srgb,var(--miss) var(--d),var(--card))}
        .confusion .deep{color:#fff;font-weight:600}
        @media (prefers-color-scheme:dark){.confusion .deep{color:#0f1319}}
        .corner{font-size:11px}.corner span{display:block;text-align:left}.corner span+span{text-align:right}
        .figures{width:100%;font-size:14px}
        .figures th,.figures td{text-align:right;padding:5px 10px;border-bottom:1px solid var(--line);white-space:nowrap}
        .figures tr:last-child td,.figures tbody tr:last-child th{border-bottom:0}
        .figures thead th{color:var(--soft);font-weight:500;font-size:13px}
        .figures th:first-child{text-align:left;font-weight:500}
        .figures.words td{text-align:left;white-space:normal;width:100%}
        .mistakes{display:grid;grid-template-columns:repeat(auto-fill,minmax(112px,1fr));gap:12px}
        .mistake{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:8px;text-align:center;font-size:13px;
          box-shadow:var(--shadow)}
        .mistake img{width:100%;aspect-ratio:1;object-fit:contain;image-rendering:pixelated;border-radius:7px;background:#000;
          display:block;margin-bottom:6px}
        .mistake .from{color:var(--c2);font-weight:650}.mistake .to{color:var(--miss);font-weight:650}
        .mistake small{display:block;color:var(--soft);font-size:11.5px;line-height:1.35}
        .graph{margin:0 auto}
        .box rect{fill:var(--page);stroke:var(--line);stroke-width:1.2}.box.stage rect{fill:color-mix(in srgb,var(--c0) 9%,var(--card));
          stroke:color-mix(in srgb,var(--c0) 45%,var(--card))}
        .box.loss rect{fill:color-mix(in srgb,var(--c1) 12%,var(--card));stroke:color-mix(in srgb,var(--c1) 50%,var(--card))}
        .box text{fill:var(--ink);font-size:12px}.box text.name{font-weight:650}
        .edge{fill:none;stroke:var(--soft);stroke-width:1.3}marker path{fill:var(--soft)}
        pre{margin:0;font:12.5px/1.45 ui-monospace,"Cascadia Mono",Menlo,"DejaVu Sans Mono",monospace}
        details summary{cursor:pointer;color:var(--soft)}details[open] summary{margin-bottom:10px}
        footer{margin-top:40px;color:var(--soft);font-size:13px}
        """;
}
