using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <content>Rows from memory to shared memory, and a thread's part of a row back.</content>
internal sealed partial class AttentionCode
{
    // Loads from memory that a thread has under way.
    private const int LoadsAtATime = 16;

    /// <summary>
    /// Brings rows of some operands to shared memory, <see cref="Width"/> features from <paramref name="feature"/> on; what lies
    /// outside is 0. All loads of a round are under way before the first is stored, so none is behind a condition: outside, they read
    /// the last row or the first feature.
    /// </summary>
    /// <param name="w">Where.</param>
    /// <param name="rows">How many: a multiple of the threads down.</param>
    /// <param name="first">The number of the first row in its sample.</param>
    /// <param name="lines">Rows of a sample.</param>
    /// <param name="feature">Number of the first feature as an addend: "", " + slice * 64".</param>
    /// <param name="matrices">Where to, the operand, and where a row starts.</param>
    public void Load(SourceWriter w, int rows, string first, Dim lines, string feature,
        params (string Target, string Operand, Func<string, string> At)[] matrices)
    {
        int atATime = new[] { 4, 2, 1 }.First(n =>
            rows / Tile.Down % n == 0 && (n == 1 || n * FeaturesEach * matrices.Length <= LoadsAtATime));
        string count = Count(lines), last = lines.Known is { } known ? $"{known - 1}" : $"{count} - 1";
        using (w.Open($"for (int r = y; r < {rows}; r += {atATime * Tile.Down})"))
        {
            // Outside the head no row counts: one comparison tells for an element whether it is inside.
            foreach (int c in Enumerable.Range(0, FeaturesEach).Where(NeedsCheck))
            {
                string inside = Inside(c, feature);
                w.Line($"int f{c} = {inside} ? {Tile.Column(c)}{feature} : 0, rows{c} = {inside} ? {count} : 0;");
            }

            for (int k = 0; k < atATime; k++)
            {
                w.Lines(
                    $"int row{k} = {first} + r{(k > 0 ? $" + {k * Tile.Down}" : "")};",
                    $"int from{k} = row{k} < {count} ? row{k} : {last};");
                for (int m = 0; m < matrices.Length; m++)
                {
                    w.Line($"int at{m}_{k} = {matrices[m].At($"from{k}")};");
                }
            }

            string Value(int m, int k, int c) => $"e{m}_{k}_{c}";
            string Feature(int c) => NeedsCheck(c) ? $"f{c}" : $"{Tile.Column(c)}{feature}";
            string CountOf(int c) => NeedsCheck(c) ? $"rows{c}" : count;
            string Row(int k) => k == 0 ? $"r * {Pitch}" : $"(r + {k * Tile.Down}) * {Pitch}";
            (int M, int K, int C)[] all =
            [
                .. from m in Enumerable.Range(0, matrices.Length)
                    from k in Enumerable.Range(0, atATime)
                    from c in Enumerable.Range(0, FeaturesEach)
                    select (m, k, c),
            ];
            w.Declare(Element, all.Select(e => $"{Value(e.M, e.K, e.C)} = g.{matrices[e.M].Operand}[at{e.M}_{e.K} + {Feature(e.C)}]"));
            w.Lines([.. all.Select(e =>
                $"{matrices[e.M].Target}[{Row(e.K)} + {Tile.Column(e.C)}] = "
                + $"row{e.K} < {CountOf(e.C)} ? {Value(e.M, e.K, e.C)} : {Zero};")]);
        }
    }

    /// <summary>Stores a thread's features of a row; <paramref name="value"/> gives those of the c-th.</summary>
    public void Store(SourceWriter w, string operand, string at, Func<int, string> value)
    {
        for (int c = 0; c < FeaturesEach; c++)
        {
            string target = $"g.{operand}[{at}{Slice} + {Tile.Column(c)}] = {value(c)};";

            if (!NeedsCheck(c))
            {
                w.Line(target);
                continue;
            }

            using (w.Open($"if ({Inside(c, Slice)})"))
            {
                w.Line(target);
            }
        }
    }

    /// <summary>Whether a thread's c-th feature can lie behind the slice, or behind the head in its last slice.</summary>
    private bool NeedsCheck(int c) => (c + 1) * Tile.Across > Width || Size % Width != 0;

    private string Inside(int c, string feature)
    {
        string inSlice = (c + 1) * Tile.Across > Width ? $"{Tile.Column(c)} < {Width}" : "";
        string inHead = Size % Width != 0 ? $"{Tile.Column(c)}{feature} < {Size}" : "";
        return string.Join(" && ", new[] { inSlice, inHead }.Where(text => text.Length > 0));
    }
}
