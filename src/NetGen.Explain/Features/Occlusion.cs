using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// How far an output falls where a window of the picture is covered, for each pixel the mean over all windows that cover it. Zeiler and
/// Fergus 2014, https://arxiv.org/abs/1311.2901.
/// </summary>
public static class Occlusion
{
    /// <summary>Covers each place of each sample.</summary>
    /// <param name="model">What is explained; its samples are pictures, [channels × height × width], or lines, [positions × …].</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × height × width], or [count × positions].</param>
    /// <param name="window">Side of the window.</param>
    /// <param name="stride">Pixels from one window to the next, at most a window.</param>
    /// <param name="cover">What is put in the window.</param>
    /// <exception cref="ArgumentException">
    /// The samples are neither, or not whole, or the window or contributions do not fit them.
    /// </exception>
    public static void Of<T>(
        ExplainedModel<T> model, ReadOnlySpan<T> samples, int output, Span<double> contributions, int window = 4, int stride = 2,
            T cover = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stride, window);
        (int channels, int height, int width) = Sides(model.InputShape);
        int count = model.Count(samples, nameof(samples)), inputs = model.Inputs, places = height * width;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, Math.Max(height, width));
        if (contributions.Length != (long)count * places)
        {
            throw new ArgumentException(
                Invariant($"{Words.Counted(count, "sample")} have {(long)count * places} contributions, not {contributions.Length}."),
                nameof(contributions));
        }

        (int Top, int Left)[] windows =
            [.. from top in Starts(height, window, stride) from left in Starts(width, window, stride) select (top, left)];
        T[] covered = new T[(windows.Length + 1) * inputs];
        double[] outputs = new double[windows.Length + 1];
        int[] covers = new int[places];
        for (int sample = 0; sample < count; sample++)
        {
            for (int i = 0; i <= windows.Length; i++)
            {
                samples.Slice(sample * inputs, inputs).CopyTo(covered.AsSpan(i * inputs));
            }

            for (int i = 0; i < windows.Length; i++)
            {
                foreach (int place in Places(windows[i]))
                {
                    for (int channel = 0; channel < channels; channel++)
                    {
                        covered[(i * inputs) + At(channel, place)] = cover;
                    }
                }
            }

            model.Predict(covered, output, outputs);
            Span<double> means = contributions.Slice(sample * places, places);
            means.Clear();
            Array.Clear(covers);
            for (int i = 0; i < windows.Length; i++)
            {
                foreach (int place in Places(windows[i]))
                {
                    means[place] += outputs[^1] - outputs[i];
                    covers[place]++;
                }
            }

            for (int place = 0; place < places; place++)
            {
                means[place] /= covers[place];
            }
        }

        // Pictures have their channels outside, lines inside.
        int At(int channel, int place) => model.InputShape.Count == 3 ? (channel * places) + place : (place * channels) + channel;

        IEnumerable<int> Places((int Top, int Left) at) =>
            from y in Enumerable.Range(at.Top, Math.Min(window, height - at.Top))
            from x in Enumerable.Range(at.Left, Math.Min(window, width - at.Left))
            select (y * width) + x;
    }

    /// <summary>Windows from one end to the other; the last one ends where the picture does.</summary>
    private static IEnumerable<int> Starts(int size, int window, int stride)
    {
        int last = Math.Max(size - window, 0);
        return Enumerable.Range(0, (last / stride) + 1).Select(i => i * stride).Append(last).Distinct();
    }

    private static (int Channels, int Height, int Width) Sides(Shape shape) => shape.Count switch
    {
        1 => (1, 1, shape[0]),
        2 => (shape[1], 1, shape[0]),
        3 => (shape[0], shape[1], shape[2]),
        _ => throw new ArgumentException($"A sample of {shape} is neither a picture nor a line.", nameof(shape)),
    };
}
