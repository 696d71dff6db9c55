using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Each sample's row by those of all samples: a group of threads for each row, which look at as many others at a time.</summary>
internal static class BatchPairs
{
    private const int Threads = 128;

    public static OpaquePart LogSum(BatchLogSumKernel kernel, string element) => new("", kernel.Formula, device =>
    {
        Begin(device);
        SourceWriter w = device.Body;
        string zero = DevicePrinter.Literal(0, element);
        w.Lines(
            $"ArrayView<{element}> largest = SharedMemory.Allocate<{element}>({Threads});",
            $"ArrayView<{element}> sums = SharedMemory.Allocate<{element}>({Threads});",
            "int i = Grid.IdxX, t = Group.IdxX;",
            $"{element} most = {element}.NegativeInfinity, sum = {zero};");
        using (w.Open($"for (int j = t; j < g.Batch; j += {Threads})"))
        {
            Score(w, kernel.Width, element);
            w.Lines(
                $"{element} higher = score > most ? score : most;",
                "sum = sum * DeviceMath.Exp(most - higher) + DeviceMath.Exp(score - higher);",
                "most = higher;");
        }

        w.Lines("largest[t] = most;", "sums[t] = sum;", "Group.Barrier();");
        using (w.Open($"for (int half = {Threads / 2}; half > 0; half /= 2)"))
        {
            using (w.Open("if (t < half)"))
            {
                // A thread that has seen no pair has 0 for a sum, and no shift.
                w.Lines(
                    $"{element} own = largest[t], other = largest[t + half], higher = other > own ? other : own;",
                    $"{element} kept = sums[t] == {zero} ? {zero} : sums[t] * DeviceMath.Exp(own - higher);",
                    $"{element} added = sums[t + half] == {zero} ? {zero} : sums[t + half] * DeviceMath.Exp(other - higher);",
                    "sums[t] = kept + added;",
                    "largest[t] = higher;");
            }

            w.Line("Group.Barrier();");
        }

        using (w.Open("if (t == 0)"))
        {
            w.Line("g.LogSum[i] = largest[0] + DeviceMath.Log(sums[0]);");
        }
    });

    public static OpaquePart Gradient(BatchPairGradientKernel kernel, string element) => new("", kernel.Formula, device =>
    {
        Begin(device);
        SourceWriter w = device.Body;
        int width = kernel.Width;
        string of = kernel.IsOfOther ? "j" : "i";
        w.Lines(
            $"ArrayView<{element}> weights = SharedMemory.Allocate<{element}>({Threads});",
            "int i = Grid.IdxX, t = Group.IdxX;");
        using (w.Open($"for (int start = 0; start < g.Batch; start += {Threads})"))
        {
            w.Line($"int j = start + t, count = g.Batch - start < {Threads} ? g.Batch - start : {Threads};");
            using (w.Open("if (j < g.Batch)"))
            {
                Score(w, width, element);
                w.Line($"weights[t] = DeviceMath.Exp(score - g.LogSum[{of}]) * g.Slope[{of}];");
            }

            w.Line("Group.Barrier();");
            using (w.Open($"for (int d = t; d < {width}; d += {Threads})"))
            {
                w.Line($"{element} sum = start == 0 ? {DevicePrinter.Literal(0, element)} : g.Dx[i * {width} + d];");
                using (w.Open("for (int k = 0; k < count; k++)"))
                {
                    w.Line($"sum += weights[k] * g.Y[(start + k) * {width} + d];");
                }

                w.Line($"g.Dx[i * {width} + d] = sum;");
            }

            w.Line("Group.Barrier();");
        }
    });

    private static void Begin(DeviceKernel device)
    {
        device.Threads = Threads;
        device.Groups[0] = "Batch";
    }

    /// <summary>score = x[i]·y[j].</summary>
    private static void Score(SourceWriter w, int width, string element)
    {
        w.Line($"{element} score = {DevicePrinter.Literal(0, element)};");
        using (w.Open($"for (int d = 0; d < {width}; d++)"))
        {
            w.Line($"score += g.X[i * {width} + d] * g.Y[j * {width} + d];");
        }
    }
}
