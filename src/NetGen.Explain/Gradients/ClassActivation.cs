using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Which places of a picture's channels speak for an output: maps of a convolutional stage's size.</summary>
/// <param name="explainer">Of a network with <see cref="ExplainAttribute">Explain</see> on the stage.</param>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class ClassActivation<T>(Explainer<T> explainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Grad-CAM: ReLU(Σ over channels of w·A) with w the mean of dy/dA over the places. Selvaraju et al. 2017,
    /// https://arxiv.org/abs/1610.02391.
    /// </summary>
    /// <param name="stage">A stage of [channels × height × width], marked with Explain.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="maps">Receives [count × height × width] of the stage.</param>
    /// <exception cref="ArgumentException">There is no such stage, or a length does not fit.</exception>
    public void GradCam(string stage, ReadOnlySpan<T> samples, int output, Span<double> maps) => Weigh(
        stage, samples, output, maps,
        (_, gradients) =>
        {
            double mean = 0;
            foreach (T gradient in gradients)
            {
                mean += double.CreateChecked(gradient) / gradients.Length;
            }

            return mean;
        });

    /// <summary>
    /// Grad-CAM++: w = Σ over places of α·ReLU(g), α = g²/(2·g² + ΣA·g³) and 0 where g is. Chattopadhay et al. 2018,
    /// https://arxiv.org/abs/1710.11063, equations 10 and 19, for the exponential of the output.
    /// </summary>
    /// <param name="stage">A stage of [channels × height × width], marked with Explain.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="maps">Receives [count × height × width] of the stage.</param>
    /// <exception cref="ArgumentException">There is no such stage, or a length does not fit.</exception>
    public void GradCamPlusPlus(string stage, ReadOnlySpan<T> samples, int output, Span<double> maps) => Weigh(
        stage, samples, output, maps,
        (activations, gradients) =>
        {
            double sum = 0, weight = 0;
            foreach (T activation in activations)
            {
                sum += double.CreateChecked(activation);
            }

            foreach (T one in gradients)
            {
                double g = double.CreateChecked(one), below = (2 * g * g) + (sum * g * g * g);
                weight += g == 0 || below == 0 ? 0 : g * g / below * Math.Max(g, 0);
            }

            return weight;
        });

    /// <summary>
    /// CAM: Σ over channels of w·A with w the weights of the linear layer behind the mean over all places. Zhou et al. 2016,
    /// https://arxiv.org/abs/1512.04150.
    /// </summary>
    /// <param name="stage">The stage whose channels are averaged and weighed, marked with Explain.</param>
    /// <param name="weights">[outputs × channels]: "Head.linear0.weight" of a head of GlobalAvgPool2d and Linear.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="maps">Receives [count × height × width] of the stage.</param>
    /// <exception cref="ArgumentException">There is no such stage, or a length does not fit.</exception>
    public void Cam(string stage, ReadOnlySpan<T> weights, ReadOnlySpan<T> samples, int output, Span<double> maps)
    {
        (int channels, int places, int count) = Sizes(stage, samples, maps.Length);
        if (weights.Length != channels * explainer.OutputShape.Size)
        {
            throw new ArgumentException(
                Invariant($"{explainer.OutputShape.Size} outputs of {channels} channels have as many weights, not {weights.Length}."),
                nameof(weights));
        }

        T[] activations = new T[count * channels * places];
        explainer.Stage(stage, samples, output, activations, []);
        maps.Clear();
        for (int i = 0; i < activations.Length; i++)
        {
            T weight = weights[(output * channels) + (i / places % channels)];
            maps[(i / (channels * places) * places) + (i % places)] += double.CreateChecked(weight * activations[i]);
        }
    }

    /// <summary>A map at another size: bilinear, with the corners of pixels on one another.</summary>
    /// <param name="map">[height × width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="newHeight">Rows of the result.</param>
    /// <param name="newWidth">Columns of the result.</param>
    /// <exception cref="ArgumentException">The map is of another size.</exception>
    public static double[] Resize(ReadOnlySpan<double> map, int height, int width, int newHeight, int newWidth)
    {
        if (map.Length != height * width)
        {
            throw new ArgumentException(Invariant($"A map of {height}×{width} has {height * width} values, not {map.Length}."),
                nameof(map));
        }

        double[] resized = new double[newHeight * newWidth];
        for (int i = 0; i < resized.Length; i++)
        {
            (int top, double down) = Place(i / newWidth, height, newHeight);
            (int left, double right) = Place(i % newWidth, width, newWidth);
            int bottom = Math.Min(top + 1, height - 1), end = Math.Min(left + 1, width - 1);
            double above = map[(top * width) + left] + (right * (map[(top * width) + end] - map[(top * width) + left]));
            double below = map[(bottom * width) + left] + (right * (map[(bottom * width) + end] - map[(bottom * width) + left]));
            resized[i] = above + (down * (below - above));
        }

        return resized;

        static (int First, double Share) Place(int at, int size, int newSize)
        {
            double place = Math.Clamp((((at + 0.5) * size) / newSize) - 0.5, 0, size - 1);
            return ((int)place, place - (int)place);
        }
    }

    private void Weigh(string stage, ReadOnlySpan<T> samples, int output, Span<double> maps, ChannelWeight rule)
    {
        (int channels, int places, int count) = Sizes(stage, samples, maps.Length);
        T[] activations = new T[count * channels * places], gradients = new T[activations.Length];
        explainer.Stage(stage, samples, output, activations, gradients);
        maps.Clear();
        for (int row = 0; row < count * channels; row++)
        {
            ReadOnlySpan<T> channel = activations.AsSpan(row * places, places);
            double weight = rule(channel, gradients.AsSpan(row * places, places));
            Span<double> map = maps.Slice(row / channels * places, places);
            for (int i = 0; i < places; i++)
            {
                map[i] += weight * double.CreateChecked(channel[i]);
            }
        }

        foreach (ref double value in maps)
        {
            value = Math.Max(value, 0);
        }
    }

    private (int Channels, int Places, int Count) Sizes(string stage, ReadOnlySpan<T> samples, int maps)
    {
        Shape shape = (explainer.Stages.FirstOrDefault(one => one.Name == stage)
            ?? throw new ArgumentException(
                $"No stage {stage} has Explain; {string.Join(", ", explainer.Stages.Select(one => one.Name))} have.")).Shape;
        if (shape.Count != 3)
        {
            throw new ArgumentException($"Stage {stage} gives {shape}, not channels of height and width.", nameof(stage));
        }

        int inputs = explainer.InputShape.Size, count = samples.Length / inputs, places = shape[1] * shape[2];
        return count > 0 && count * inputs == samples.Length && maps == count * places
            ? (shape[0], places, count)
            : throw new ArgumentException(
                Invariant($"{samples.Length} values are not whole samples of {inputs}, or their maps are not of {shape[1]}×{shape[2]} ")
                    + Invariant($"each: {maps} values."));
    }

    private delegate double ChannelWeight(ReadOnlySpan<T> activations, ReadOnlySpan<T> gradients);
}
