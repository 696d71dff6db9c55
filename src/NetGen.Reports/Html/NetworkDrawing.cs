using System.Text.RegularExpressions;

namespace NetGen.Reports.Html;

/// <summary>Draws the Mermaid flow chart that a build makes of a network, as SVG: each box below all that it reads.</summary>
internal static partial class NetworkDrawing
{
    private const int LineHeight = 17, Padding = 10, GapX = 28, GapY = 34, LongestLine = 52;
    private const double CharacterWidth = 6.9;

    /// <summary>A box: its first line is a name, in bold.</summary>
    private sealed record Box(string Id, string Kind, string[] Lines)
    {
        public int Rank { get; set; }

        public double X { get; set; }

        public double Y { get; set; }

        public double Width => (2 * Padding) + (CharacterWidth * Lines.Max(line => line.Length));

        public double Height => (2 * Padding) + (LineHeight * Lines.Length) - 4;
    }

    /// <summary>The drawing.</summary>
    /// <param name="mermaid">What <see cref="Network{T}.ToMermaid"/> gives.</param>
    public static Markup Draw(string mermaid)
    {
        (Dictionary<string, Box> boxes, List<(string From, string To)> edges) = Read(mermaid);
        Rank(boxes, edges);
        (double width, double height) = Place(boxes);
        double lane = edges.Count(edge => boxes[edge.To].Rank - boxes[edge.From].Rank > 1) * 12;
        Markup svg = new();
        svg.Add($"<svg class=\"graph\" viewBox=\"0 0 {width + lane + 8:0} {height:0}\"")
            .Add($"style=\"max-width:{width + lane + 8:0}px\" role=\"img\" aria-label=\"The network\">");
        svg.Add($"<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\"")
            .Add($"orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>");
        double aside = width;
        foreach ((string from, string to) in edges)
        {
            Box source = boxes[from], target = boxes[to];
            double x1 = source.X + (source.Width / 2), y1 = source.Y + source.Height, x2 = target.X + (target.Width / 2), y2 = target.Y;
            if (target.Rank - source.Rank > 1)
            {
                aside += 12;
                double right1 = source.X + source.Width, right2 = target.X + target.Width;
                double middle1 = source.Y + (source.Height / 2), middle2 = target.Y + (target.Height / 2);
                svg.Add($"<path class=\"edge\" marker-end=\"url(#tip)\" d=\"M{right1:0.#} {middle1:0.#}H{aside - 8:0.#}")
                    .Add($"Q{aside:0.#} {middle1:0.#} {aside:0.#} {middle1 + 8:0.#}")
                    .Add($"V{middle2 - 8:0.#}Q{aside:0.#} {middle2:0.#} {aside - 8:0.#} {middle2:0.#}H{right2 + 2:0.#}\"/>");
            }
            else
            {
                double half = (y1 + y2) / 2;
                svg.Add($"<path class=\"edge\" marker-end=\"url(#tip)\" d=\"M{x1:0.#} {y1:0.#}")
                    .Add($"C{x1:0.#} {half:0.#} {x2:0.#} {half:0.#} {x2:0.#} {y2 - 1:0.#}\"/>");
            }
        }

        foreach (Box box in boxes.Values)
        {
            svg.Add($"<g class=\"box {box.Kind}\" data-box=\"{box.Id}\">")
                .Add($"<rect x=\"{box.X:0.#}\" y=\"{box.Y:0.#}\" width=\"{box.Width:0.#}\"")
                .Add($"height=\"{box.Height:0.#}\" rx=\"{(box.Kind == "stage" ? 7 : 14)}\"/>");
            for (int i = 0; i < box.Lines.Length; i++)
            {
                svg.Add($"<text class=\"{(i == 0 ? "name" : "")}\" x=\"{box.X + (box.Width / 2):0.#}\"")
                    .Add($"y=\"{box.Y + Padding + 10 + (i * LineHeight):0.#}\" text-anchor=\"middle\">{box.Lines[i]}</text>");
            }

            svg.Add($"</g>");
        }

        return svg.Add($"</svg>");
    }

    private static (Dictionary<string, Box> Boxes, List<(string From, string To)> Edges) Read(string mermaid)
    {
        Dictionary<string, Box> boxes = [];
        List<(string From, string To)> edges = [];
        foreach (string line in mermaid.Split('\n').Skip(1))
        {
            Match edge = EdgeLine().Match(line);
            string node = edge.Success ? edge.Groups["to"].Value : line;
            Match box = NodeText().Match(node);
            if (box.Success)
            {
                string kind = box.Groups["open"].Value switch { "([" => "input", "{{" => "loss", _ => "stage" };
                boxes.TryAdd(box.Groups["id"].Value, new Box(box.Groups["id"].Value, kind, Lines(box.Groups["text"].Value)));
            }

            if (edge.Success)
            {
                edges.Add((edge.Groups["from"].Value, box.Success ? box.Groups["id"].Value : node.Trim()));
            }
        }

        edges.RemoveAll(edge => !boxes.ContainsKey(edge.From) || !boxes.ContainsKey(edge.To));
        return (boxes, edges);
    }

    /// <summary>Operations are broken between two of them where the line would be long.</summary>
    private static string[] Lines(string text)
    {
        List<string> lines = [];
        string plain = text.Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "", StringComparison.Ordinal);
        foreach (string part in plain.Split("<br/>"))
        {
            string line = "";
            foreach (string operation in part.Split(" → "))
            {
                string longer = line.Length == 0 ? operation : $"{line} → {operation}";
                if (longer.Length > LongestLine && line.Length > 0)
                {
                    lines.Add(line + " →");
                    longer = operation;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return [.. lines.Where((line, i) => i == 0 || line.Length > 0)];
    }

    /// <summary>The longest way to a box; edges lead forward, in the order of the lines.</summary>
    private static void Rank(Dictionary<string, Box> boxes, List<(string From, string To)> edges)
    {
        foreach ((string from, string to) in edges)
        {
            boxes[to].Rank = Math.Max(boxes[to].Rank, boxes[from].Rank + 1);
        }
    }

    private static (double Width, double Height) Place(Dictionary<string, Box> boxes)
    {
        List<Box[]> ranks = [.. boxes.Values.GroupBy(box => box.Rank).OrderBy(rank => rank.Key).Select(rank => rank.ToArray())];
        double width = ranks.Max(rank => rank.Sum(box => box.Width) + (GapX * (rank.Length - 1))) + 4, y = 2;
        foreach (Box[] rank in ranks)
        {
            double x = (width - rank.Sum(box => box.Width) - (GapX * (rank.Length - 1))) / 2;
            foreach (Box box in rank)
            {
                (box.X, box.Y) = (x, y);
                x += box.Width + GapX;
            }

            y += rank.Max(box => box.Height) + GapY;
        }

        return (width, y - GapY + 2);
    }

    [GeneratedRegex("""^\s*(?<from>\w+) --> (?<to>.*)$""")]
    private static partial Regex EdgeLine();

    [GeneratedRegex("""^\s*(?<id>\w+)(?<open>\(\[|\[|\{\{)"(?<text>.*)"(\]\)|\]|\}\})$""")]
    private static partial Regex NodeText();
}
