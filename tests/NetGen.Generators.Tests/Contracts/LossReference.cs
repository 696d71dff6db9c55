namespace NetGen.Generators.Tests.Contracts;

/// <summary>The losses written down as the attributes' documentation defines them: plain loops over every element, in double.</summary>
internal static partial class LossReference
{
    /// <summary>The mean loss of a batch.</summary>
    /// <param name="loss">Which one.</param>
    /// <param name="outputs">What it is on.</param>
    /// <param name="target">What the first is compared with; null where it takes no target.</param>
    /// <param name="weights">What the loss of each sample is multiplied by; null for nothing.</param>
    public static double Of(AttributeModel loss, IReadOnlyList<Tensor> outputs, BatchData<double>? target, double[]? weights)
    {
        Arguments a = new(loss);
        Tensor output = outputs[0];
        double[] w = weights ?? [.. Enumerable.Repeat(1.0, output.Samples)];
        if (loss.Name == "Loss")
        {
            return OfMethod(a, output, target?.Values ?? [], target?.Integers, w);
        }

        if (target?.Integers is { } labels)
        {
            return OfLabels(loss.Name, a, output, labels, w);
        }

        double[] x = output.ToArray(), t = target?.Values ?? [];
        int rows = output.Samples * output.Height * output.Width;
        return loss.Name switch
        {
            "KlDivergenceLoss" => Weighed(x.Zip(t, (v, p) => p * (Math.Log(p) - v)), w).Sum() / rows,
            "SoftCrossEntropyLoss" => Weighed(SoftCrossEntropy(a, output, t), w).Sum() / rows,
            "GaussianNllLoss" => Weighed(GaussianNll(output, t), w).Average(),
            "ContrastiveLoss" or "CosineEmbeddingLoss" => Weighed(Pairs(loss.Name, a.Number("Margin"), output, t), w).Average(),
            "TripletLoss" => Weighed(Triplets(a.Number("Margin"), outputs), w).Average(),
            "InfoNceLoss" => Weighed(Partners(a, outputs[0], outputs[1]), w).Average(),
            "DiceLoss" => 1 - (((2 * Weighed(x.Zip(t, (v, p) => Sigmoid(v) * p), w).Sum()) + a.Number("Smooth"))
                / (Weighed(x.Zip(t, (v, p) => Sigmoid(v) + p), w).Sum() + a.Number("Smooth"))),
            _ => Weighed(x.Zip(t, (v, p) => (v, p)).Select((pair, i) =>
                OfElement(loss.Name, a, pair.v, pair.p, ChannelOf(i, output))), w).Average(),
        };
    }

    /// <summary>Losses, as many of each sample, times the weights of their samples.</summary>
    private static double[] Weighed(IEnumerable<double> losses, double[] weights)
    {
        double[] all = [.. losses];
        return [.. all.Select((loss, i) => loss * weights[i / (all.Length / weights.Length)])];
    }

    private static int ChannelOf(int i, Tensor x) => x.Rank == 3 ? i / (x.Height * x.Width) % x.Channels : i % x.Channels;

    private static double OfElement(string name, Arguments a, double x, double t, int channel) => name switch
    {
        "MseLoss" => (x - t) * (x - t),
        "MaeLoss" => Math.Abs(x - t),
        "HuberLoss" => Huber(x - t, a.Number("Delta")),
        "SmoothL1Loss" => Huber(x - t, a.Number("Beta")) / a.Number("Beta"),
        "LogCoshLoss" => Math.Log(Math.Cosh(x - t)),
        "QuantileLoss" => Math.Max(a.Number("Quantile") * (t - x), (a.Number("Quantile") - 1) * (t - x)),
        "PoissonNllLoss" => Math.Exp(x) - (t * x),
        "HingeLoss" => Math.Max(0, 1 - (t > 0.5 ? x : -x)),
        "FocalLoss" => ((1 - (a.Number("LabelSmoothing") / 2)) * Focal(a, channel, t > 0.5, x))
            + (a.Number("LabelSmoothing") / 2 * Focal(a, channel, t <= 0.5, x)),
        "BinaryCrossEntropyWithLogitsLoss" =>
            BinaryCrossEntropy(a.Number("PositiveWeight"), x, ((1 - a.Number("LabelSmoothing")) * t) + (a.Number("LabelSmoothing") / 2)),
        _ => throw new NotSupportedException($"The reference knows no {name}; write it down here."),
    };

    private static double Huber(double d, double delta) =>
        Math.Abs(d) <= delta ? d * d / 2 : delta * (Math.Abs(d) - (delta / 2));

    private static double BinaryCrossEntropy(double ofYes, double x, double t) =>
        -(ofYes * t * Math.Log(Sigmoid(x))) - ((1 - t) * Math.Log(Sigmoid(-x)));

    private static double Focal(Arguments a, int channel, bool isYes, double x)
    {
        double alpha = a.Floats("Alphas") is { } alphas ? alphas[channel] : a.Number("Alpha"), p = isYes ? Sigmoid(x) : 1 - Sigmoid(x);
        return -(alpha < 0 ? 1 : isYes ? alpha : 1 - alpha) * Math.Pow(1 - p, a.Number("Gamma")) * Math.Log(p);
    }

    private static double[] SoftCrossEntropy(Arguments a, Tensor output, double[] targets)
    {
        double smoothing = a.Number("LabelSmoothing"), temperature = a.Number("Temperature");
        targets = [.. targets.Select(t => ((1 - smoothing) * t) + (smoothing / output.Channels))];
        Tensor target = Tensor.From(output.Samples, output.Sizes, targets);
        double LogShare(int n, int c, int y, int x) =>
            (output[n, c, y, x] / temperature) - Math.Log(output.Row(n, y, x).Sum(score => Math.Exp(score / temperature)));
        return output.Like((n, c, y, x) => -temperature * temperature * target[n, c, y, x] * LogShare(n, c, y, x)).ToArray();
    }

    private static double[] GaussianNll(Tensor output, double[] targets)
    {
        int half = output.Channels / 2;
        Tensor mean = output.Like((n, c, y, x) => output[n, c, y, x], channels: half);
        Tensor target = Tensor.From(output.Samples, mean.Sizes, targets);
        return mean.Like((n, c, y, x) =>
        {
            double variance = Math.Exp(output[n, c + half, y, x]);
            return 0.5 * (Math.Log(variance) + (Math.Pow(target[n, c, y, x] - mean[n, c, y, x], 2) / variance));
        }).ToArray();
    }

    private static IEnumerable<double> Partners(Arguments arguments, Tensor one, Tensor other)
    {
        double[] Row(Tensor x, int n)
        {
            double[] row = x.Row(n, 0, 0);
            double length = arguments.Flag("Normalize") ? Math.Sqrt(row.Sum(v => v * v)) : 1;
            return [.. row.Select(v => v / length)];
        }

        double Logit(int i, int j) => Row(one, i).Zip(Row(other, j), (p, q) => p * q).Sum() / arguments.Number("Temperature");
        int[] samples = [.. Enumerable.Range(0, one.Samples)];
        return samples.Select(i =>
        {
            double forth = Math.Log(samples.Sum(j => Math.Exp(Logit(i, j)))), back = Math.Log(samples.Sum(j => Math.Exp(Logit(j, i))));
            return (arguments.Flag("Symmetric") ? (forth + back) / 2 : forth) - Logit(i, i);
        });
    }

    private static IEnumerable<double> Triplets(double margin, IReadOnlyList<Tensor> outputs)
    {
        Tensor anchor = outputs[0];
        return
            from n in Enumerable.Range(0, anchor.Samples)
            from y in Enumerable.Range(0, anchor.Height)
            from x in Enumerable.Range(0, anchor.Width)
            let far = outputs.Skip(1).Select(other => Math.Sqrt(
                anchor.Row(n, y, x).Zip(other.Row(n, y, x), (p, q) => Math.Pow(p - q + 1e-6, 2)).Sum())).ToArray()
            select Math.Max(0, far[0] - far[1] + margin);
    }

    private static IEnumerable<double> Pairs(string name, double margin, Tensor output, double[] targets)
    {
        int half = output.Channels / 2, rows = output.Height * output.Width;
        return targets.Select((t, i) =>
        {
            double[] row = output.Row(i / rows, i % rows / output.Width, i % rows % output.Width), a = row[..half], b = row[half..];
            if (name == "ContrastiveLoss")
            {
                double distance = Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());
                return t > 0.5 ? distance * distance / 2 : Math.Pow(Math.Max(0, margin - distance), 2) / 2;
            }

            double cosine = a.Zip(b, (p, q) => p * q).Sum() / Math.Sqrt(a.Sum(p => p * p) * b.Sum(q => q * q));
            return t > 0.5 ? 1 - cosine : Math.Max(0, cosine - margin);
        });
    }

    private static double OfLabels(string name, Arguments a, Tensor output, int[] labels, double[] w)
    {
        double sum = 0, weights = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            int rows = output.Height * output.Width, row = i % rows;
            double weight = name == "MultiMarginLoss" ? 1
                : labels[i] == a.Int("IgnoredLabel") ? 0
                : a.Floats("ClassWeights") is { } given ? given[labels[i]] : 1;
            weights += weight;
            bool isLeft = name != "MultiMarginLoss" && labels[i] == a.Int("IgnoredLabel");
            double[] scores = output.Row(i / rows, row / output.Width, row % output.Width);
            sum += isLeft ? 0 : w[i / rows] * OfRow(name, a, scores, labels[i], weight);
        }

        return weights == 0 ? 0 : sum / weights;
    }

    private static double OfRow(string name, Arguments a, double[] scores, int label, double weight)
    {
        double[]? weights = name == "MultiMarginLoss" ? null : a.Floats("ClassWeights");
        double logSum = Math.Log(scores.Sum(Math.Exp));
        return name switch
        {
            "NllLoss" => (-(1 - a.Number("LabelSmoothing")) * weight * scores[label])
                - (a.Number("LabelSmoothing") * scores.Select((score, i) => (weights?[i] ?? 1) * score).Average()),
            "MultiMarginLoss" => scores.Where((_, i) => i != label).Sum(s => Math.Max(0, a.Number("Margin") - scores[label] + s))
                / scores.Length,
            "CrossEntropyLoss" => ((1 - a.Number("LabelSmoothing")) * weight * (logSum - scores[label]))
                + (a.Number("LabelSmoothing") * scores.Select((score, i) => (weights?[i] ?? 1) * (logSum - score)).Average()),
            _ => throw new NotSupportedException($"The reference knows no {name}; write it down here."),
        };
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
