using System.Text;

namespace NetGen.Generators.Program;

/// <summary>A program's calls as text, a line for each: what a pass made of it, for tests and for people.</summary>
internal static class LaunchPrinter
{
    public static string Print(LoweredProgram program)
    {
        StringBuilder text = new();
        foreach ((string name, IReadOnlyList<Launch> section) in new[]
        {
            ("pack", program.Pack), ("forward", program.Forward), ("loss", program.Loss), ("backward", program.Backward),
        })
        {
            if (section.Count > 0)
            {
                text.Append($"{name}:\n");
                Print(text, program.Places, section, "  ");
            }
        }

        return text.ToString();
    }

    private static void Print(StringBuilder text, Places places, IReadOnlyList<Launch> launches, string indent)
    {
        foreach (Launch launch in launches)
        {
            switch (launch)
            {
                case LoopLaunch loop:
                    text.Append($"{indent}{loop.Count} times:\n");
                    Print(text, places, loop.Body, indent + "  ");
                    break;
                case ChunkedLaunch parts:
                    text.Append($"{indent}for {parts.Samples} samples at a time:\n");
                    Print(text, places, parts.Body, indent + "  ");
                    break;
                case TrainedLaunch trained:
                    text.Append($"{indent}where {trained.Name} or a stage before it is trained:\n");
                    Print(text, places, trained.Body, indent + "  ");
                    break;
                case ScanLaunch scan:
                    string most = scan.Positions.Known is null ? "at most " : "", order = scan.RunsBackwards ? ", backwards" : "";
                    text.Append($"{indent}for {most}{scan.Most} positions{order}:\n");
                    Print(text, places, scan.Body, indent + "  ");
                    break;
                case BarrierLaunch sync:
                    text.Append($"{indent}{(sync.OnlyShared ? "barrier where samples are shared" : "barrier")}\n");
                    break;
                default:
                    string read = Operands(places, launch, writes: false), written = Operands(places, launch, writes: true);
                    text.Append($"{indent}{launch.GetType().Name} {launch.Title}{Schedule(launch)}: {read} → {written}\n");
                    break;
            }
        }
    }

    /// <summary>What the target decided.</summary>
    private static string Schedule(Launch launch) => launch switch
    {
        ContractionLaunch { Schedule: var s } c =>
            $" [{s.Method}, weights {s.Weights}{Count(", tiles at once: ", s.TilesAtOnce, 0)}{Count(", splits: ", s.Splits, 1)}"
            + (c.Phases[0].Tile is { } tile ? $", blocks {tile.Rows} × {tile.Columns}" : "")
            + (s.IsVectorForOne ? ", a batch of one reads weights in place" : "")
            + "]",
        WeightGradientLaunch { Schedule: var s } => $" [{s.Method}{Count(", tiles at once: ", s.TilesAtOnce, 0)}]",
        SplitGradientLaunch { Schedule: { Tile: { } tile } s } => $" [{s.Method}, splits: {s.Splits}, blocks {tile.Rows} × {tile.Columns}]",
        RowsGradientLaunch r => r.Updates ? " [Rows, updates at once]" : " [Rows]",
        _ => "",
    };

    private static string Count(string what, int count, int usual) => count == usual ? "" : what + count;

    private static string Operands(Places places, Launch launch, bool writes) => string.Join(
        ", ", launch.Accesses.Where(access => access.Writes == writes).Select(access => Describe(places, access.Buffer)).Distinct());

    private static string Describe(Places places, Buffer buffer) =>
        $"{buffer.Name} [{places.KindOf(buffer)} {places.OffsetOf(buffer)}+{places.SizeOf(buffer.Layout)}]";
}
