namespace NetGen.Generators.Tests.Contracts;

/// <content>Every operation but attention.</content>
internal sealed partial class Reference
{
    private Tensor Apply(
        string operation, Arguments a, string label, double[]? table, Tensor x, Tensor stageInput, Scope scope) => operation switch
    {
        "Add" or "Subtract" or "Multiply" or "Concat" or "Stack" => Join(operation, [x, .. Named(a.Model, scope)]),
        "Apply" => OfElements([x], a, label),
        "Merge" => OfElements([x, .. Named(a.Model, scope)], a, label),
        "Recurrent" => Walk(x, a, label),
        "Residual" => Join("Add", [x, stageInput]),
        "Linear" => Convolve(
            x, table ?? Adapted(Weights(a, label), $"{label}."), Bias(a, label), a.Int("Outputs"), [1, 1], [1, 1], [1, 1], 1),
        "Conv1d" or "Conv2d" => Convolve(x, a, operation, label),
        "ConvTranspose1d" or "ConvTranspose2d" => ConvTranspose(x, a, operation, label),
        "Pad" => Pad(x, a.Sides("Amounts", x.Rank == 2), a.Enum<PaddingMode>("Mode")),
        "Embedding" => Skipping(a, Embed(x, Find($"{label}.weight"), a.Int("Width"))),
        "EmbeddingBag" => Bag(x, a, Find($"{label}.weight"), a.Text("Weights") is { } weights ? scope.Values[weights] : null),
        "LearnedPositions" => Positions(x, Find($"{label}.positions")),
        "SinusoidalPositions" => x.Like(
            (n, c, _, t) => x[n, c, 0, t] + Wave(t / Math.Pow(10000, (c - (c % 2)) / (double)x.Channels), isSine: c % 2 == 0)),
        "BatchNorm" => BatchNorm(x, a, label),
        "LayerNorm" => LayerNorm(x, a.Number("Epsilon"), Find($"{label}.weight"), FindOptional($"{label}.bias")),
        "RmsNorm" => RmsNorm(x, a.Number("Epsilon"), Find($"{label}.weight")),
        "SelfAttention" => SelfAttention(x, a, label, isCausal: false),
        "CausalSelfAttention" => SelfAttention(x, a, label, isCausal: true),
        "CrossAttention" => CrossAttention(x, Named(a.Model, scope).Single(), a, label),
        "Rnn" or "Lstm" or "Gru" => Recur(operation, x, a, label),
        "MatMul" => Product(x, Named(a.Model, scope).Single(), a.Flag("Transpose"), a.Number("Scale")),
        "MaxPool1d" or "MaxPool2d" => Pool(x, a, window => window.Max()!.Value),
        "AvgPool1d" or "AvgPool2d" => Pool(
            x, a, window => a.Flag("CountIncludePad") ? window.Average(v => v ?? 0) : window.Average()!.Value),
        "GlobalAvgPool2d" => x.Like((n, c, _, _) => Pixels(x).Average(p => x[n, c, p.Y, p.X]), height: 1, width: 1, rank: 1),
        "Similarity" => Similarity(x, Named(a.Model, scope).Single(), a),
        "Scale" => x.Like((n, c, y, z) => x[n, c, y, z] * Find($"{label}.weight")[a.Flag("PerChannel") ? c : 0]),
        "GroupNorm" => GroupNorm(x, a, label, a.Int("Groups")),
        "InstanceNorm" => GroupNorm(x, a, label, x.Channels),
        "SumOver" => Over(x, a, values => values.Sum()),
        "MinOver" => Over(x, a, values => values.DefaultIfEmpty(0).Min()),
        "MeanOver" => Over(x, a, values => values.DefaultIfEmpty(0).Average()),
        "MaxOver" => Over(x, a, values => values.DefaultIfEmpty(0).Max()),
        "GlobalMaxPool2d" => x.Like((n, c, _, _) => Pixels(x).Max(p => x[n, c, p.Y, p.X]), height: 1, width: 1, rank: 1),
        "AdaptiveAvgPool2d" => Adapt(x, a, values => values.Average()),
        "AdaptiveMaxPool2d" => Adapt(x, a, values => values.Max()),
        "PixelShuffle" => PixelShuffle(x, a.Int("Factor")),
        "Upsample2d" when a.Enum<UpsampleMode>("Mode") == UpsampleMode.Bilinear => Bilinear(x, a.Int("Factor")),
        "Upsample2d" => Upsample2d(x, a.Int("Factor")),
        "Flatten" => Tensor.From(x.Samples, [x.Sizes.Aggregate((p, q) => p * q)], x.ToArray()),
        "Reshape" => Reshape(x, a.Ints("Shape")),
        "Permute" => Permute(x, a.Ints("Axes")),
        "Slice" => Slice(x, a),
        "Dropout" or "DropPath" when !isTraining || a.Number("Rate") == 0 => x,
        "GaussianNoise" when !isTraining || a.Number("StandardDeviation") == 0 => x,
        _ => Activation(operation, a, label, x)
            ?? throw new NotSupportedException($"The reference knows no {operation}; write it down here."),
    };

    private static Tensor Join(string operation, Tensor[] parts)
    {
        Tensor whole = parts.OrderByDescending(t => (t.Height * t.Width, t.Sizes.Length)).First();
        return operation switch
        {
            "Add" => whole.Like((n, c, y, z) => parts.Sum(t => At(t, n, c, y, z))),
            "Subtract" => whole.Like(
                (n, c, y, z) => parts.Skip(1).Aggregate(At(parts[0], n, c, y, z), (rest, t) => rest - At(t, n, c, y, z))),
            "Stack" => parts[0].Like((n, c, _, t) => parts[t][n, c, 0, 0], width: parts.Length, rank: 2),
            "Multiply" => whole.Like((n, c, y, z) => parts.Aggregate(1.0, (product, t) => product * At(t, n, c, y, z))),
            _ => parts[0].Like(
                (n, c, y, x) =>
                {
                    int part = 0;
                    for (; c >= parts[part].Channels; part++)
                    {
                        c -= parts[part].Channels;
                    }

                    return parts[part][n, c, y, x];
                },
                channels: parts.Sum(t => t.Channels)),
        };

        // One number for each channel is the same for all pixels and positions.
        static double At(Tensor t, int n, int c, int y, int x) => t.Height * t.Width == 1 ? t[n, c, 0, 0] : t[n, c, y, x];
    }

    /// <summary>The weights of a layer, normalized where it says so.</summary>
    private double[] Weights(Arguments a, string label)
    {
        double[] weights = Find($"{label}.weight");
        if (!a.Flag("WeightNorm"))
        {
            return weights;
        }

        double[] lengths = Find($"{label}.weight_g");
        int row = weights.Length / lengths.Length;
        return [.. weights.Chunk(row).SelectMany((values, o) =>
            values.Select(value => value * lengths[o] / Math.Sqrt(values.Sum(other => other * other))))];
    }

    private double[]? Bias(Arguments a, string label) => a.Flag("Bias") ? Find($"{label}.bias") : null;

    private static Tensor Embed(Tensor tokens, double[] table, int width) =>
        tokens.Like((n, c, _, t) => table[((int)tokens[n, 0, 0, t] * width) + c], channels: width);

    /// <summary>0 at padding.</summary>
    private Tensor Skipping(Arguments a, Tensor x) => x.Like((n, c, _, t) => IsPadding(a, n, t, "SkipPadding") ? 0 : x[n, c, 0, t]);

    private Tensor Bag(Tensor tokens, Arguments a, double[] table, Tensor? weights)
    {
        Tensor x = Embed(tokens, table, a.Int("Width"));
        return x.Like(
            (n, c, _, _) =>
            {
                int[] counting = [.. Enumerable.Range(0, x.Width).Where(t => !IsPadding(a, n, t, "SkipPadding"))];
                double sum = counting.Sum(t => x[n, c, 0, t] * (weights?[n, 0, 0, t] ?? 1));
                return a.Text("Mode") == "Sum" ? sum : sum / Math.Max(counting.Length, 1);
            },
            width: 1, rank: 1);
    }

    private static Tensor Positions(Tensor x, double[] table) => x.Like((n, c, _, t) => x[n, c, 0, t] + table[(t * x.Channels) + c]);

    private static double Wave(double angle, bool isSine) => isSine ? Math.Sin(angle) : Math.Cos(angle);

    private Tensor BatchNorm(Tensor x, Arguments a, string label)
    {
        double[]? scale = FindOptional($"{label}.weight"), shift = FindOptional($"{label}.bias");
        double[] mean = Statistic($"{label}.running_mean"), variance = Statistic($"{label}.running_var");
        if (isTraining && (_isFrozen || a.Flag("Frozen")))
        {
            (_statistics[$"{label}.running_mean"], _statistics[$"{label}.running_var"]) = (mean, variance);
        }
        else if (isTraining)
        {
            double momentum = a.Number("Momentum");
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

            _statistics[$"{label}.running_mean"] = runningMean;
            _statistics[$"{label}.running_var"] = runningVariance;
        }

        double epsilon = a.Number("Epsilon");
        return x.Like((n, c, y, z) => ((x[n, c, y, z] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * (scale?[c] ?? 1)) + (shift?[c] ?? 0));

        // Where weights are shared, the second use goes on from what the first one left.
        double[] Statistic(string name) => _statistics.TryGetValue(name, out double[]? updated) ? [.. updated] : Find(name);
    }

    private static Tensor LayerNorm(Tensor x, double epsilon, double[] scale, double[]? shift) => x.Like((n, c, y, z) =>
    {
        double[] row = x.Row(n, y, z);
        double mean = row.Average(), variance = row.Average(v => (v - mean) * (v - mean));
        return ((x[n, c, y, z] - mean) / Math.Sqrt(variance + epsilon) * scale[c]) + (shift?[c] ?? 0);
    });

    private static Tensor RmsNorm(Tensor x, double epsilon, double[] scale) =>
        x.Like((n, c, y, z) => x[n, c, y, z] / Math.Sqrt(x.Row(n, y, z).Average(v => v * v) + epsilon) * scale[c]);

    private static Tensor Product(Tensor x, Tensor z, bool transpose, double scale) => x.Like(
        (n, j, _, i) => scale * Enumerable.Range(0, x.Channels).Sum(k => x[n, k, 0, i] * (transpose ? z[n, k, 0, j] : z[n, j, 0, k])),
        channels: transpose ? z.Width : z.Channels);

    private Tensor Over(Tensor x, Arguments a, Func<IEnumerable<double>, double> combine) => a.Enum<Axis>("Axis") switch
    {
        Axis.Features => x.Like((n, _, y, z) => combine(x.Row(n, y, z)), channels: 1),
        Axis.Height => x.Like((n, c, _, z) => combine(Enumerable.Range(0, x.Height).Select(y => x[n, c, y, z])), height: 1),
        var axis => x.Like(
            (n, c, y, _) => combine(
                Enumerable.Range(0, x.Width).Where(z => !IsPadding(a, n, z, "SkipPadding")).Select(z => x[n, c, y, z])),
            width: 1, rank: axis == Axis.Length ? 1 : 3),
    };

    private static Tensor Upsample2d(Tensor x, int factor) =>
        x.Like((n, c, y, z) => x[n, c, y / factor, z / factor], height: x.Height * factor, width: x.Width * factor);

    private static Tensor Reshape(Tensor x, int[] sizes)
    {
        int all = x.Sizes.Aggregate((p, q) => p * q), known = sizes.Where(size => size > 0).Aggregate(1, (p, q) => p * q);
        return Tensor.From(x.Samples, [.. sizes.Select(size => size > 0 ? size : all / known)], x.ToArray());
    }

    private static Tensor Permute(Tensor x, int[] axes)
    {
        int[] sizes = x.Sizes, result = [.. axes.Select(axis => sizes[axis])];
        double[] values = x.ToArray(), permuted = new double[values.Length];
        int size = values.Length / x.Samples;
        for (int i = 0; i < values.Length; i++)
        {
            // The place in the user's order, last dimension first.
            int rest = i % size, from = 0;
            int[] place = new int[axes.Length];
            for (int d = axes.Length - 1; d >= 0; d--)
            {
                place[axes[d]] = rest % result[d];
                rest /= result[d];
            }

            for (int d = 0; d < axes.Length; d++)
            {
                from = (from * sizes[d]) + place[d];
            }

            permuted[i] = values[(i / size * size) + from];
        }

        return Tensor.From(x.Samples, result, permuted);
    }

    private static Tensor Slice(Tensor x, Arguments a)
    {
        int start = a.Int("Start"), count = a.Int("Count");
        return a.Enum<Axis>("Axis") switch
        {
            Axis.Features => x.Like((n, c, y, z) => x[n, c + First(x.Channels), y, z], channels: count),
            Axis.Length => x.Like((n, c, y, t) => x[n, c, y, t + First(x.Width)], width: count, rank: count == 1 ? 1 : 2),
            Axis.Height => x.Like((n, c, y, z) => x[n, c, y + First(x.Height), z], height: count),
            _ => x.Like((n, c, y, z) => x[n, c, y, z + First(x.Width)], width: count),
        };

        int First(int size) => start < 0 ? size + start : start;
    }

    private static IEnumerable<(int Y, int X)> Pixels(Tensor x) =>
        Enumerable.Range(0, x.Height * x.Width).Select(i => (i / x.Width, i % x.Width));

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5···(2n+1)): all terms have one sign. Abramowitz and Stegun 7.1.6.</summary>
    public static double Erf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
