using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// Packs the second operand of a <see cref="Contraction"/>. The columns of each group are cut into panels two vectors
/// wide (the last: one vector, where that holds its columns), filled up with zeros; a panel lies as [depth][width], so
/// that the kernel reads it from front to back.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    // Panels filled together: less than a cache line or two of a row at a time would be fetched too slowly.
    private const int PanelsAtOnce = 4;

    /// <summary>Columns of a group with those that fill its last panel.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="columns">Columns of the group: 0 or more.</param>
    public static int PaddedColumns<V, T>(int columns)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => (columns + V.Count - 1) / V.Count * V.Count;

    /// <summary>
    /// Packs this worker's share of the panels. The panel of group g whose first column is c starts at
    /// (g·PaddedColumns + c)·Depth.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who packs.</param>
    /// <param name="shape">Where the matrix lies.</param>
    /// <param name="weights">Element 0 of the buffer of the matrix.</param>
    /// <param name="panels">Receives <see cref="KernelSizes.Panels"/> elements at most.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(Worker worker, in PackShape shape, ref T weights, ref T panels)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        int columns = shape.Columns, padded = PaddedColumns<V, T>(columns), depth = shape.Depth;
        int perGroup = (columns + (2 * V.Count) - 1) / (2 * V.Count);
        (int start, int end) = worker.Split(shape.Groups * perGroup);
        for (int panel = start, count; panel < end; panel += count)
        {
            int g = panel / perGroup, first = panel % perGroup, c = first * 2 * V.Count;
            count = shape.ColumnStep == 1 ? Math.Min(Math.Min(perGroup - first, end - panel), PanelsAtOnce) : 1;
            int valid = Math.Min(columns - c, count * 2 * V.Count), width = Math.Min(padded - c, 2 * V.Count);
            ref T from = ref Unsafe.Add(ref weights, shape.Origin + ((nint)g * shape.GroupStep) + ((nint)c * shape.ColumnStep));
            ref T to = ref Unsafe.Add(ref panels, (((nint)g * padded) + c) * depth);
            for (int i = 0; i < shape.OuterCount; i++)
            {
                for (int j = 0; j < shape.InnerCount; j++)
                {
                    ref T source = ref Unsafe.Add(ref from, ((nint)i * shape.OuterStep) + ((nint)j * shape.InnerStep));
                    int done = ((i * shape.InnerCount) + j) * shape.RunCount;
                    if (shape.ColumnStep == 1)
                    {
                        CopyRows<V, T>(ref source, shape.RunStep, shape.RunCount, valid, ref to, done, (nint)depth * 2 * V.Count);
                    }
                    else
                    {
                        GatherColumns(
                            ref source, shape.RunStep, shape.RunCount, shape.ColumnStep, valid,
                            ref Unsafe.Add(ref to, (nint)done * width), width);
                    }
                }
            }
        }
    }

    /// <summary>Copies rows of B into neighbouring panels, a row through all of them: it lies in one piece.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="from">The first row.</param>
    /// <param name="pitch">Elements between rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Of the panels together.</param>
    /// <param name="to">The first panel.</param>
    /// <param name="before">Rows that lie in the panels before the first.</param>
    /// <param name="panelStep">Elements between panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void CopyRows<V, T>(ref T from, nint pitch, int rows, int columns, ref T to, int before, nint panelStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        for (int k = before; k < before + rows; k++)
        {
            ref T panel = ref to;
            int c = 0;
            for (; c <= columns - (2 * V.Count); c += 2 * V.Count)
            {
                V.Load(ref from, c).Store(ref panel, (nint)k * 2 * V.Count);
                V.Load(ref from, c + V.Count).Store(ref panel, ((nint)k * 2 * V.Count) + V.Count);
                panel = ref Unsafe.Add(ref panel, panelStep);
            }

            if (c < columns)
            {
                int width = PaddedColumns<V, T>(columns - c);
                CopyRow<V, T>(ref Unsafe.Add(ref from, c), columns - c, ref Unsafe.Add(ref panel, (nint)k * width), width);
            }

            from = ref Unsafe.Add(ref from, pitch);
        }
    }

    /// <summary>Copies a row that fills no panel, and zeroes behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow<V, T>(ref T from, int columns, ref T to, int width)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        int c = 0;
        for (; c <= columns - V.Count; c += V.Count)
        {
            V.Load(ref from, c).Store(ref to, c);
        }

        for (; c < columns; c++)
        {
            Unsafe.Add(ref to, c) = Unsafe.Add(ref from, c);
        }

        for (; c < width; c++)
        {
            Unsafe.Add(ref to, c) = default;
        }
    }

    private static void GatherColumns<T>(ref T from, int runStep, int rows, int columnStep, int valid, ref T to, int width)
        where T : unmanaged
    {
        Transposition.Copy(rows, valid, ref from, runStep, columnStep, ref to, width, 1);
        if (valid < width)
        {
            for (int k = 0; k < rows; k++)
            {
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, ((nint)k * width) + valid), width - valid).Clear();
            }
        }
    }
}
