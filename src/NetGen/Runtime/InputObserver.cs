using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Sees what the integer contractions of a program read and widens their ranges by it; once it has seen all samples, it counts in a second
/// pass how often what occurs.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputObserver
{
    private readonly Dictionary<nint, InputHistogram> _histograms = [];

    internal InputObserver()
    {
    }

    /// <summary>Whether the ranges are known, and it counts.</summary>
    internal bool Counts { get; set; }

    /// <summary>What was counted, by the place of the range among the parameters.</summary>
    internal IReadOnlyDictionary<nint, InputHistogram> Histograms => _histograms;

    /// <summary>Sees what a contraction is about to read; called by generated code, on one thread.</summary>
    /// <typeparam name="TStride">Elements of A between pixels.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What is read.</param>
    /// <param name="a">Element 0 of the buffer of A.</param>
    /// <param name="parameters">Element 0 of the parameters.</param>
    /// <param name="range">The smallest and the largest input, among the parameters.</param>
    public void Observe<TStride>(Worker worker, in ContractionShape shape, ref float a, ref float parameters, ref float range)
        where TStride : struct, IStride
    {
        ArgumentNullException.ThrowIfNull(worker);
        InputHistogram? histogram = null;
        if (Counts)
        {
            nint place = Unsafe.ByteOffset(ref parameters, ref range) / sizeof(float);
            if (!_histograms.TryGetValue(place, out histogram))
            {
                _histograms[place] = histogram = new(range, Unsafe.Add(ref range, 1));
            }
        }

        int pixel = shape.APixel == 0 ? TStride.Value : shape.APixel;
        if (shape.Lines == 0)
        {
            (nint row, nint end) = worker.Rows(shape.Pixels);
            for (; row < end; row++)
            {
                See(ref Unsafe.Add(ref a, shape.AOrigin + (row * TStride.Value)), shape.Run, histogram, ref range);
            }

            return;
        }

        int span = ((shape.Lines - 1) * shape.ALine) + ((shape.Pixels - 1) * pixel) + ((shape.OuterCount - 1) * shape.OuterStep)
            + ((shape.InnerCount - 1) * shape.InnerStep) + shape.Run;
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            See(ref Unsafe.Add(ref a, shape.AOrigin + ((nint)n * shape.ASample)), span, histogram, ref range);
        }
    }

    private static void See(ref float first, int count, InputHistogram? histogram, ref float range)
    {
        ReadOnlySpan<float> values = MemoryMarshal.CreateReadOnlySpan(ref first, count);
        if (histogram is not null)
        {
            histogram.Add(values);
            return;
        }

        ref float largest = ref Unsafe.Add(ref range, 1);
        foreach (float value in values)
        {
            range = value < range ? value : range;
            largest = value > largest ? value : largest;
        }
    }
}
