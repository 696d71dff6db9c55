namespace NetGen.Generators.Tests.Contracts;

/// <content>Windows over images and sequences, and what stands around these.</content>
internal sealed partial class Reference
{
    private Tensor Convolve(Tensor x, Arguments a, string operation, string label)
    {
        bool isOfSequence = operation == "Conv1d";
        int[] kernel = a.PerAxis("Kernel"), stride = a.PerAxis("Stride"), dilation = a.PerAxis("Dilation");
        (int Top, int Left, int Bottom, int Right) sides = a.Padding(isOfSequence, kernel, dilation);
        if (isOfSequence)
        {
            (kernel[0], stride[0], dilation[0]) = (1, 1, 1);
            sides = a.Flag("Causal") ? (0, dilation[1] * (kernel[1] - 1), 0, 0) : sides;
        }

        return Convolve(
            Pad(x, sides, a.Enum<PaddingMode>("PaddingMode")), Weights(a, label), Bias(a, label),
            a.Int("Channels"), kernel, stride, dilation, a.Int("Groups"));
    }

    private static Tensor Convolve(
        Tensor x, double[] weight, double[]? bias, int outputs, int[] kernel, int[] stride, int[] dilation, int groups)
    {
        int inputsOfGroup = x.Channels / groups, outputsOfGroup = outputs / groups;
        return x.Like(
            (n, o, i, j) =>
            {
                double sum = bias?[o] ?? 0;
                for (int c = 0; c < inputsOfGroup; c++)
                {
                    for (int p = 0; p < kernel[0]; p++)
                    {
                        for (int q = 0; q < kernel[1]; q++)
                        {
                            int channel = (o / outputsOfGroup * inputsOfGroup) + c;
                            sum += weight[(((((o * inputsOfGroup) + c) * kernel[0]) + p) * kernel[1]) + q]
                                * x[n, channel, (i * stride[0]) + (p * dilation[0]), (j * stride[1]) + (q * dilation[1])];
                        }
                    }
                }

                return sum;
            },
            outputs, Size(x.Height, 0), Size(x.Width, 1));

        int Size(int size, int axis) => ((size - (dilation[axis] * (kernel[axis] - 1)) - 1) / stride[axis]) + 1;
    }

    private static Tensor Adapt(Tensor x, Arguments a, Func<IEnumerable<double>, double> combine)
    {
        int height = a.Int("Height"), width = a.Int("Width");
        return x.Like(
            (n, c, i, j) => combine(
                from p in Range(i, x.Height, height)
                from q in Range(j, x.Width, width)
                select x[n, c, p, q]),
            height: height, width: width);

        static IEnumerable<int> Range(int i, int size, int count)
        {
            int start = (int)Math.Floor(i * size / (double)count), end = (int)Math.Ceiling((i + 1) * size / (double)count);
            return Enumerable.Range(start, end - start);
        }
    }

    private static Tensor PixelShuffle(Tensor x, int r) => x.Like(
        (n, c, i, j) => x[n, (c * r * r) + (i % r * r) + (j % r), i / r, j / r], x.Channels / r / r, x.Height * r, x.Width * r);

    private static Tensor Bilinear(Tensor x, int factor)
    {
        return x.Like(
            (n, c, i, j) =>
            {
                (int top, int bottom, double down) = Between(i, x.Height);
                (int left, int right, double across) = Between(j, x.Width);
                double above = ((1 - across) * x[n, c, top, left]) + (across * x[n, c, top, right]);
                return ((1 - down) * above) + (down * (((1 - across) * x[n, c, bottom, left]) + (across * x[n, c, bottom, right])));
            },
            height: x.Height * factor, width: x.Width * factor);

        (int First, int Second, double Weight) Between(int i, int size)
        {
            double place = Math.Max(((i + 0.5) / factor) - 0.5, 0);
            int first = (int)place;
            return (first, Math.Min(first + 1, size - 1), place - first);
        }
    }

    /// <summary>Every input is spread over its outputs.</summary>
    private Tensor ConvTranspose(Tensor x, Arguments a, string operation, string label)
    {
        bool isOfSequence = operation == "ConvTranspose1d";
        int[] kernel = a.PerAxis("Kernel"), stride = a.PerAxis("Stride"), dilation = a.PerAxis("Dilation");
        int[] more = a.PerAxis("OutputPadding");
        (int top, int left, int bottom, int right) = a.Sides("Padding", isOfSequence);
        if (isOfSequence)
        {
            (kernel[0], stride[0], dilation[0], more[0]) = (1, 1, 1, 0);
        }

        int outputs = a.Int("Channels"), groups = a.Int("Groups"), inputsOfGroup = x.Channels / groups, outputsOfGroup = outputs / groups;
        double[] weight = Find($"{label}.weight");
        double[]? bias = Bias(a, label);
        Tensor y = x.Like(
            (_, o, _, _) => bias?[o] ?? 0, outputs,
            ((x.Height - 1) * stride[0]) - top - bottom + (dilation[0] * (kernel[0] - 1)) + more[0] + 1,
            ((x.Width - 1) * stride[1]) - left - right + (dilation[1] * (kernel[1] - 1)) + more[1] + 1);
        foreach ((int i, int j) in Pixels(x))
        {
            for (int p = 0; p < kernel[0]; p++)
            {
                for (int q = 0; q < kernel[1]; q++)
                {
                    int row = (i * stride[0]) + (p * dilation[0]) - top, column = (j * stride[1]) + (q * dilation[1]) - left;
                    for (int n = 0; n < x.Samples && y.Contains(row, column); n++)
                    {
                        for (int c = 0; c < x.Channels; c++)
                        {
                            for (int o = 0; o < outputsOfGroup; o++)
                            {
                                y[n, (c / inputsOfGroup * outputsOfGroup) + o, row, column] += x[n, c, i, j]
                                    * weight[(((((c * outputsOfGroup) + o) * kernel[0]) + p) * kernel[1]) + q];
                            }
                        }
                    }
                }
            }
        }

        return y;
    }

    private static Tensor Pad(Tensor x, (int Top, int Left, int Bottom, int Right) sides, PaddingMode mode)
    {
        return x.Like(
            (n, c, i, j) =>
            {
                int y = Within(i - sides.Top, x.Height), z = Within(j - sides.Left, x.Width);
                return x.Contains(y, z) ? x[n, c, y, z] : 0;
            },
            height: sides.Top + x.Height + sides.Bottom, width: sides.Left + x.Width + sides.Right);

        int Within(int i, int size) => mode switch
        {
            PaddingMode.Reflect => i < 0 ? -i : i >= size ? (2 * (size - 1)) - i : i,
            PaddingMode.Replicate => Math.Clamp(i, 0, size - 1),
            _ => i,
        };
    }

    /// <summary>Null stands for padding; what lies beyond that is left out.</summary>
    private static Tensor Pool(Tensor x, Arguments a, Func<IEnumerable<double?>, double> combine)
    {
        bool isOfSequence = x.Rank == 2, isCeiled = a.Flag("CeilMode");
        int[] kernel = [isOfSequence ? 1 : a.Int("Kernel"), a.Int("Kernel")], stride = a.PerAxis("Stride");
        (int top, int left, int bottom, int right) = a.Padding(isOfSequence, kernel, [1, 1]);
        return x.Like(
            (n, c, i, j) => combine(
                from p in Enumerable.Range((i * stride[0]) - top, kernel[0])
                from q in Enumerable.Range((j * stride[1]) - left, kernel[1])
                where p < x.Height + bottom && q < x.Width + right
                select x.Contains(p, q) ? x[n, c, p, q] : (double?)null),
            height: isOfSequence ? 1 : Windows(x.Height, top, bottom, 0), width: Windows(x.Width, left, right, 1));

        int Windows(int size, int before, int after, int axis)
        {
            int rest = size + before + after - kernel[axis], step = stride[axis];
            int count = (isCeiled ? (rest + step - 1) / step : rest / step) + 1;
            return isCeiled && (count - 1) * step >= size + before ? count - 1 : count;
        }
    }
}
