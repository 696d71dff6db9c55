using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// dW[token[t]] += dy[t]. The group of the first row with a token adds up all rows with that token, in their order: no two groups
/// write to one place, and the sums are the same every time.
/// </summary>
internal static class EmbeddingGradient
{
    // Tokens that a thread looks at before the group adds up what it found.
    private const int Each = 8;

    public static IEnumerable<OpaquePart> Parts(GatherGradientKernel kernel, Layout dy, bool accumulates, string element)
    {
        if (!accumulates)
        {
            yield return OpaquePart.ForEach(
                "Clear", "dW = 0", kernel.Vocabulary * kernel.Width, w => w.Line($"g.Gradient[i] = {DevicePrinter.Literal(0, element)};"));
        }

        yield return new OpaquePart("", kernel.Formula, device =>
        {
            Dim rows = kernel.Tokens.RunRows.OfBatch;
            device.Threads = kernel.Width <= 32 ? 32 : kernel.Width <= 64 ? 64 : 128;
            device.Groups[0] = DeviceDim.Factor(rows.OnHost());
            string RowAt(string row) => dy.IsDense ? $"{row} * {kernel.Width}" : dy.RowAt(row, kernel.Tokens.RunRows);
            Write(device.Body, DeviceDim.Factor(rows.InKernel()), RowAt, kernel.Width, device.Threads, element);
        });
    }

    private static void Write(SourceWriter w, string rows, Func<string, string> rowAt, int width, int threads, string element)
    {
        w.Lines(
            "ArrayView<int> earlier = SharedMemory.Allocate<int>(1);",
            $"ArrayView<int> counts = SharedMemory.Allocate<int>({threads});",
            $"ArrayView<int> found = SharedMemory.Allocate<int>({threads * Each});",
            $"int first = Grid.IdxX, token = g.Tokens[first], rows = {rows};");
        using (w.Open("if (Group.IdxX == 0)"))
        {
            w.Line("earlier[0] = 0;");
        }

        w.Line("Group.Barrier();");
        using (w.Open($"for (int t = Group.IdxX; t < first; t += {threads})"))
        {
            using (w.Open("if (g.Tokens[t] == token)"))
            {
                w.Line("earlier[0] = 1;");
            }
        }

        w.Line("Group.Barrier();");

        // The same for all threads of the group, and so the barriers inside meet all of them.
        w.Line("int end = earlier[0] == 0 ? rows : 0;");
        using (w.Open($"for (int start = first; start < end; start += {threads * Each})"))
        {
            Find(w, threads);
            Add(w, rowAt, width, threads, element);
            w.Line("Group.Barrier();");
        }
    }

    /// <summary>found: the rows of this stretch with the token, in order.</summary>
    private static void Find(SourceWriter w, int threads)
    {
        w.Lines($"int from = start + Group.IdxX * {Each}, to = from + {Each} < rows ? from + {Each} : rows, count = 0;");
        using (w.Open("for (int t = from; t < to; t++)"))
        {
            using (w.Open("if (g.Tokens[t] == token)"))
            {
                w.Line("count++;");
            }
        }

        w.Lines("counts[Group.IdxX] = count;", "Group.Barrier();", "int before = 0, all = 0;");
        using (w.Open($"for (int t = 0; t < {threads}; t++)"))
        {
            using (w.Open("if (t == Group.IdxX)"))
            {
                w.Line("before = all;");
            }

            w.Line("all += counts[t];");
        }

        using (w.Open("for (int t = from; t < to; t++)"))
        {
            using (w.Open("if (g.Tokens[t] == token)"))
            {
                w.Line("found[before++] = t;");
            }
        }

        w.Line("Group.Barrier();");
    }

    /// <summary>Adds the rows found; four loads are under way at a time.</summary>
    private static void Add(SourceWriter w, Func<string, string> rowAt, int width, int threads, string element)
    {
        using (w.Open($"for (int c = Group.IdxX; c < {width} && all > 0; c += {threads})"))
        {
            w.Lines($"{element} sum = g.Gradient[token * {width} + c];", "int r = 0;");
            using (w.Open("for (; r + 4 <= all; r += 4)"))
            {
                string[] row = [.. Enumerable.Range(0, 4).Select(k => $"g.Dy[{rowAt($"found[r{(k > 0 ? $" + {k}" : "")}]")} + c]")];
                w.Lines(
                    $"{element} a0 = {row[0]}, a1 = {row[1]};",
                    $"{element} a2 = {row[2]}, a3 = {row[3]};",
                    "sum = sum + a0 + a1 + a2 + a3;");
            }

            using (w.Open("for (; r < all; r++)"))
            {
                w.Line($"sum += g.Dy[{rowAt("found[r]")} + c];");
            }

            w.Line($"g.Gradient[token * {width} + c] = sum;");
        }
    }
}
