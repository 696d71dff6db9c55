using NetGen.Generators.Backends.Ilgpu.Schedule;
using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// With p computed again from ln Σ exp, s = 1 / √HeadSize and D = Σ dy∘y of each query:
/// dv[j] = Σ_i p[i][j]·dy[i];  ds[i][j] = s·p[i][j]·(dy[i]·v[j] − D[i]);  dq[i] = Σ_j ds[i][j]·k[j];  dk[j] = Σ_i ds[i][j]·q[i].
/// D waits where dq will be. A group then takes some keys past all queries that see them, of all heads that share the keys; at
/// last a group takes some queries past their keys. No two groups add to one place. Dao et al.: FlashAttention. 2022.
/// </summary>
internal static class AttentionBackward
{
    public static IEnumerable<OpaquePart> Parts(AttentionBackwardKernel kernel, string element)
    {
        AttentionCode forKeys = new(kernel.Shape, element, rowsAreKeys: true, (tile, pitch) =>
            2 * (tile.Rows + tile.Columns) * pitch + 2 * tile.Rows * TypicalGpu.Pitch(tile.Columns));
        AttentionCode forQueries = new(kernel.Shape, element, rowsAreKeys: false, (tile, pitch) =>
            2 * (tile.Rows + tile.Columns) * pitch + tile.Rows * TypicalGpu.Pitch(tile.Columns));
        Dim dots = (forQueries.Queries * forQueries.Heads).OfBatch;
        yield return OpaquePart.ForEach("Dot", "D = Σ dy ∘ y, left where dq will be", dots, w => Dot(w, forQueries));
        yield return forKeys.Part(
            "Keys", "dv = pᵀ · dy, dk = dsᵀ · q; ds = p ∘ (dy · vᵀ − D) / √d",
            forKeys.Heads / forKeys.Members, forKeys.Keys, new AttentionKeyGradient(forKeys).Write);
        yield return forQueries.Part(
            "Queries", "dq = ds · k; ds = p ∘ (dy · vᵀ − D) / √d",
            forQueries.Heads, forQueries.Queries, new AttentionQueryGradient(forQueries).Write);
    }

    /// <summary>D of a query and head: each slice of dq gets it, as each is written by a group of its own.</summary>
    private static void Dot(SourceWriter w, AttentionCode code)
    {
        w.Lines(
            $"int head = i % {code.Heads}, row = i / {code.Heads}, at = i * {code.Size};",
            $"{code.Element} sum = {code.Zero};");
        using (w.Open($"for (int c = 0; c < {code.Size}; c++)"))
        {
            w.Line("sum += g.Dy[at + c] * g.Y[at + c];");
        }

        for (int slice = 0; slice < code.Slices; slice++)
        {
            w.Line($"g.Dq[{code.QueryAtRow("row")}{(slice > 0 ? $" + {slice * code.Width}" : "")}] = sum;");
        }
    }
}
