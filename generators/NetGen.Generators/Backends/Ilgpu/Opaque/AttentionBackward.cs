using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// With p computed again from ln Σ exp, s = 1 / √HeadSize and D = Σ dy∘y of each query:
/// dv[j] = Σ_i p[i][j]·dy[i];  ds[i][j] = s·p[i][j]·(dy[i]·v[j] − D[i]);  dq[i] = Σ_j ds[i][j]·k[j];  dk[j] = Σ_i ds[i][j]·q[i].
/// D waits where dq will be. A group then takes some keys past all queries that see them, of all heads that share the keys; at
/// last a group takes some queries past their keys. No two groups add to one place. Dao et al.: FlashAttention. 2022.
/// </summary>
internal sealed class AttentionBackward : OpaqueTemplate
{
    public override IReadOnlyList<string> Operands(OpaqueKernel kernel) => Named(kernel, "Q", "K", "V", "Tokens", "Y", "LogSum", "Dy", "Dq", "Dk", "Dv");

    public override IEnumerable<GpuKernelText> Kernels(OpaqueKernel kernel, bool accumulates, string element)
    {
        AttentionShapes forKeys = new(kernel, element, rowsAreKeys: true, (tile, pitch) =>
            2 * (tile.Rows + tile.Columns) * pitch + 2 * tile.Rows * TypicalGpu.Pitch(tile.Columns));
        AttentionShapes forQueries = new(kernel, element, rowsAreKeys: false, (tile, pitch) =>
            2 * (tile.Rows + tile.Columns) * pitch + tile.Rows * TypicalGpu.Pitch(tile.Columns));
        yield return ForEach("Dot", "D = Σ dy ∘ y, left where dq will be", forQueries.Queries * GpuNumber.Of(forQueries.Heads), true, w => Dot(w, forQueries));
        yield return Text("Keys", "dv = pᵀ · dy, dk = dsᵀ · q; ds = p ∘ (dy · vᵀ − D) / √d", forKeys, forKeys.Heads / forKeys.Members, forKeys.Keys, new AttentionKeyGradient(forKeys).Write);
        yield return Text("Queries", "dq = ds · k; ds = p ∘ (dy · vᵀ − D) / √d", forQueries, forQueries.Heads, forQueries.Queries, new AttentionQueryGradient(forQueries).Write);
    }

    /// <summary>D of a query and head: each slice of dq gets it, as each is written by a group of its own.</summary>
    private static void Dot(SourceWriter w, AttentionShapes shapes)
    {
        w.Lines(
            $"int head = i % {shapes.Heads}, row = i / {shapes.Heads}, at = i * {shapes.Size};",
            $"{shapes.Element} sum = {shapes.Zero};");
        using (w.Open($"for (int c = 0; c < {shapes.Size}; c++)"))
        {
            w.Line("sum += g.Dy[at + c] * g.Y[at + c];");
        }

        for (int slice = 0; slice < shapes.Slices; slice++)
        {
            w.Line($"g.Dq[{shapes.QueryAtRow("row")}{(slice > 0 ? $" + {slice * shapes.Width}" : "")}] = sum;");
        }
    }

    private static GpuKernelText Text(string suffix, string formula, AttentionShapes shapes, int heads, GpuNumber lines, Action<SourceWriter> write)
    {
        SourceWriter w = new();
        write(w);
        return new GpuKernelText(suffix, formula, shapes.Groups(heads, lines), shapes.Tile.Threads, Lines(w));
    }
}
