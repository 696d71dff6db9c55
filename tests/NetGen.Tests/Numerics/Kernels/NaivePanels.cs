using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Tests.Numerics.Kernels;

/// <summary>The layout of panels, written down once more: column after column into the panel it belongs to.</summary>
internal static class NaivePanels
{
    public static T[] Pack<V, T>(int depth, int columns, int groups, Func<int, int, int, T> element)
        where V : struct, ISimd<V, T>
        where T : unmanaged, INumber<T>
    {
        var panels = new List<T>();
        for (int g = 0; g < groups; g++)
        {
            for (int c = 0; c < columns; c += 2 * V.Count)
            {
                int width = columns - c <= V.Count ? V.Count : 2 * V.Count;
                for (int k = 0; k < depth; k++)
                {
                    for (int i = c; i < c + width; i++)
                    {
                        panels.Add(i < columns ? element(g, k, i) : T.Zero);
                    }
                }
            }
        }

        // A shape without products has no panels, but a kernel still takes a reference to where they would lie.
        panels.AddRange(new T[Numbers.Spare]);
        return [.. panels];
    }
}
