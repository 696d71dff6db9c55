using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>The forward pass written down as the attributes' documentation defines it: plain loops over every element, in double.</summary>
internal sealed class Reference(NetworkModel model, IReadOnlyList<Parameter> parameters, bool isTraining)
{
    private readonly Dictionary<string, Tensor> _outputs = [];

    /// <summary>Running statistics after a training step, by parameter.</summary>
    public Dictionary<string, double[]> Statistics { get; } = [];

    public Tensor Run(Tensor input)
    {
        Tensor value = input;
        foreach (StageModel stage in model.Stages)
        {
            Dictionary<string, int> counts = [];
            for (int i = 0; i < stage.Operations.Count; i++)
            {
                AttributeModel attribute = stage.Operations[i];
                int count = counts.GetValueOrDefault(attribute.Name);
                counts[attribute.Name] = count + 1;
                string label = $"{stage.Name}.{attribute.Name.ToLowerInvariant()}{count}";
                value = Apply(attribute.Name, new Arguments(attribute), label, value, isFirst: i == 0);
            }

            _outputs[stage.Name] = value;
        }

        return value;
    }

    private Tensor Apply(string operation, Arguments a, string label, Tensor x, bool isFirst)
    {
        Tensor[] named = [.. a.Texts("stage").Concat(a.Texts("stages")).Select(name => _outputs[name])];
        Tensor[] joined = isFirst && named.Length > 1 ? named : [x, .. named];
        return operation switch
        {
            "From" => named[0],
            "Add" => Tensor.Of(x.Samples, x.Channels, x.Height, x.Width, (n, c, y, z) => joined.Sum(t => t[n, c, y, z])),
            "Concat" => Concat(joined),
            "Linear" => Convolve(x, label, a.Int("outputs", 0), 1, 1, 0, 1, 1),
            "Conv2d" => Convolve(x, label, a.Int("channels", 0), a.Int("kernel", 3), a.Int("stride", 1), a.Int("padding", 0), a.Int("dilation", 1), a.Int("groups", 1)),
            "BatchNorm" => Normalize(x, a, label),
            "MaxPool2d" => Pool(x, a, window => window.Where(v => v is not null).Max()!.Value),
            "AvgPool2d" => Pool(x, a, window => window.Average(v => v ?? 0)),
            "GlobalAvgPool" => Tensor.Of(x.Samples, x.Channels, 1, 1, (n, c, _, _) => Pixels(x).Average(p => x[n, c, p.Y, p.X])),
            "Flatten" => Tensor.Of(x.Samples, x.Channels * x.Height * x.Width, 1, 1, (n, c, _, _) => x.Values[(n * x.Channels * x.Height * x.Width) + c]),
            "Dropout" when !isTraining || a.Number("rate", 0) == 0 => x,
            "Relu" => x.Map(v => Math.Max(v, 0)),
            "LeakyRelu" => x.Map(v => v > 0 ? v : v * a.Number("slope", 0.01)),
            "Sigmoid" => x.Map(v => 1 / (1 + Math.Exp(-v))),
            "Tanh" => x.Map(Math.Tanh),
            "Gelu" => x.Map(v => v * (1 + Erf(v / Math.Sqrt(2))) / 2),
            "Softmax" => Tensor.Of(x.Samples, x.Channels, x.Height, x.Width, (n, c, y, z) =>
                Math.Exp(x[n, c, y, z]) / Enumerable.Range(0, x.Channels).Sum(other => Math.Exp(x[n, other, y, z]))),
            _ => throw new NotSupportedException($"The reference knows no {operation}; write it down here."),
        };
    }

    private Tensor Convolve(Tensor x, string label, int outputs, int kernel, int stride, int padding, int dilation, int groups)
    {
        double[] weight = Find($"{label}.weight")!;
        double[]? bias = Find($"{label}.bias");
        int inputsOfGroup = x.Channels / groups, outputsOfGroup = outputs / groups, extent = (dilation * (kernel - 1)) + 1;
        return Tensor.Of(x.Samples, outputs, Size(x.Height), Size(x.Width), (n, o, i, j) =>
        {
            double sum = bias?[o] ?? 0;
            for (int c = 0; c < inputsOfGroup; c++)
            {
                for (int p = 0; p < kernel; p++)
                {
                    for (int q = 0; q < kernel; q++)
                    {
                        int y = (i * stride) + (p * dilation) - padding, z = (j * stride) + (q * dilation) - padding;
                        int channel = (o / outputsOfGroup * inputsOfGroup) + c;
                        sum += x.Contains(y, z) ? weight[(((((o * inputsOfGroup) + c) * kernel) + p) * kernel) + q] * x[n, channel, y, z] : 0;
                    }
                }
            }

            return sum;
        });

        int Size(int size) => ((size + (2 * padding) - extent) / stride) + 1;
    }

    private Tensor Normalize(Tensor x, Arguments a, string label)
    {
        double[] scale = Find($"{label}.weight")!, shift = Find($"{label}.bias")!;
        double[] mean = Find($"{label}.running_mean")!, variance = Find($"{label}.running_var")!;
        if (isTraining)
        {
            double momentum = a.Number("momentum", 0.1);
            double[] runningMean = [.. mean], runningVariance = [.. variance];
            for (int c = 0; c < x.Channels; c++)
            {
                double[] values = x.Channel(c);
                double center = values.Average();
                mean[c] = center;
                variance[c] = values.Average(v => (v - center) * (v - center));
                double unbiased = values.Length > 1 ? variance[c] * values.Length / (values.Length - 1) : variance[c];
                runningMean[c] += momentum * (mean[c] - runningMean[c]);
                runningVariance[c] += momentum * (unbiased - runningVariance[c]);
            }

            Statistics[$"{label}.running_mean"] = runningMean;
            Statistics[$"{label}.running_var"] = runningVariance;
        }

        double epsilon = a.Number("epsilon", 1e-5);
        return Tensor.Of(x.Samples, x.Channels, x.Height, x.Width, (n, c, y, z) =>
            ((x[n, c, y, z] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * scale[c]) + shift[c]);
    }

    /// <summary>Null stands for what lies beyond the image.</summary>
    private static Tensor Pool(Tensor x, Arguments a, Func<IEnumerable<double?>, double> combine)
    {
        int kernel = a.Int("kernel", 1), stride = a.Int("stride", kernel), padding = a.Int("padding", 0);
        return Tensor.Of(x.Samples, x.Channels, Size(x.Height), Size(x.Width), (n, c, i, j) => combine(
            from p in Enumerable.Range((i * stride) - padding, kernel)
            from q in Enumerable.Range((j * stride) - padding, kernel)
            select x.Contains(p, q) ? x[n, c, p, q] : (double?)null));

        int Size(int size) => ((size + (2 * padding) - kernel) / stride) + 1;
    }

    private static Tensor Concat(Tensor[] parts) => Tensor.Of(parts[0].Samples, parts.Sum(t => t.Channels), parts[0].Height, parts[0].Width, (n, c, y, x) =>
    {
        int part = 0;
        for (; c >= parts[part].Channels; part++)
        {
            c -= parts[part].Channels;
        }

        return parts[part][n, c, y, x];
    });

    private static IEnumerable<(int Y, int X)> Pixels(Tensor x) =>
        Enumerable.Range(0, x.Height * x.Width).Select(i => (i / x.Width, i % x.Width));

    /// <summary>erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5···(2n+1)): all terms have one sign. Abramowitz and Stegun 7.1.6.</summary>
    private static double Erf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private double[]? Find(string name) => parameters.FirstOrDefault(parameter => parameter.Name == name)?.AsSpan<double>().ToArray();
}
