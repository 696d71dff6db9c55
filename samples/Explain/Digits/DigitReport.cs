using NetGen;
using NetGen.Explain;
using Samples.Data;
using static System.FormattableString;

namespace Explanations.Digits;

/// <summary>What the report on digits found.</summary>
/// <param name="Accuracy">On test digits.</param>
/// <param name="DeepLiftError">The largest |Σ contributions − what the output gained| of 1,000 digits, in double.</param>
/// <param name="DeepLiftErrorFloat">The same in float.</param>
/// <param name="IntegratedGradientsError">
/// The same of integrated gradients with 64 steps, by what the output gained, in double: a mean.
/// </param>
/// <param name="Deletion">Area below the deletion curve of each method.</param>
internal sealed record DigitFigures(
    double Accuracy, double DeepLiftError, double DeepLiftErrorFloat, double IntegratedGradientsError,
    IReadOnlyDictionary<string, double> Deletion);

/// <summary>The report on a convolutional network that reads digits.</summary>
internal static class DigitReport
{
    private const int Judged = 500, Side = 28, BodySide = 14, BodyChannels = 64, ShownChannels = 24, MostMistakes = 8;

    /// <summary>Trains the network and writes the report.</summary>
    public static DigitFigures Write(DigitData data, RunOptions options, string file, CancellationToken cancellationToken)
    {
        Dataset train = options.Limit is int limit ? data.Train.Take(Math.Min(limit, data.Train.Count)) : data.Train;
        DigitCnn network = new(options.Seed);
        using (DigitCnn.Trainer trainer = network.CreateTrainer(
            new AdamW(1e-3f) { Schedule = new CosineDecay() }, 64, new TrainerOptions { Seed = options.Seed, Threads = options.Threads }))
        {
            trainer.Fit(train, options.Epochs, cancellationToken: cancellationToken);
        }

        using Explainer<float> explainer = network.CreateExplainer(options.Threads);
        TestDigits test = TestDigits.Of(network, data.Test);
        ExplanationPage page = new(
            "What a network sees in digits",
            Invariant($"A convolutional network, trained on {train.Count:N0} digits of MNIST; it reads ")
                + Invariant($"{100 * test.Accuracy:0.00}\u00a0% of {test.Count:N0} others right. Red speaks for the class that ")
                + "is explained, blue against it.");
        Single(page, network, explainer, test);
        Mistakes(page, network, explainer, test);
        Seen(page, network, explainer, test);
        IReadOnlyDictionary<string, double> deletion = Judge(page, network, explainer, test, options.Seed);
        (double lift, double liftFloat, double integrated) = DigitExactness.Of(network, explainer, test);
        page.Section("Sums").Paragraph(
            Invariant($"Contributions add up to what the class's score gained over a black picture: DeepLIFT's of 1,000 digits to ")
            + Invariant($"{lift:0.0e0} in double and {liftFloat:0.0e0} in float, those of integrated gradients with 64 steps to ")
            + Invariant($"{100 * integrated:0.00}\u00a0% of the gain on average."));
        page.Save(file);
        return new(test.Accuracy, lift, liftFloat, integrated, deletion);
    }

    private static void Single(ExplanationPage page, DigitCnn network, Explainer<float> explainer, TestDigits test)
    {
        page.Section("Why it reads what it reads").Paragraph(
            "One digit of each class. Grad-CAM weighs the channels of the last convolution by their gradients, integrated gradients "
            + "follow the way from a black picture to this one, DeepLIFT asks what each pixel's difference from black contributes, "
            + "occlusion covers windows of it. Each map has its strongest places in full colour; weak ones are shown stronger than they "
            + "are. Grad-CAM takes the mean of the gradients over all places, though the layers behind look at each place by itself: it is "
            + "coarse here, and may redden the empty ground.");
        page.Pictures(Enumerable.Range(0, 10).Select(test.FirstOf).Where(i => i >= 0)
            .Select(i => Compare(network, explainer, test, i, test.Predicted[i], $"Why this is a {test.Labels[i]}")));
    }

    private static void Mistakes(ExplanationPage page, DigitCnn network, Explainer<float> explainer, TestDigits test)
    {
        int[] worst = test.Worst(MostMistakes);
        page.Section("Its worst mistakes").Paragraph(
            Invariant($"{test.Wrong} digits are read wrong; these are those of which it is surest. Above what speaks for the class it ")
            + "reads, below what speaks for the true one.");
        page.Pictures(worst.SelectMany(i => (Chart[])
        [
            Compare(network, explainer, test, i, test.Predicted[i],
                Invariant($"{test.Labels[i]} read as {test.Predicted[i]}: what speaks for {test.Predicted[i]}")),
            Compare(network, explainer, test, i, test.Labels[i],
                Invariant($"{test.Labels[i]} read as {test.Predicted[i]}: what speaks for {test.Labels[i]}")),
        ]));
    }

    private static void Seen(ExplanationPage page, DigitCnn network, Explainer<float> explainer, TestDigits test)
    {
        ReadOnlySpan<float> first = test.Samples.AsSpan(0, DigitMethods.Pixels);
        float[] activations = new float[BodyChannels * BodySide * BodySide];
        explainer.Stage(nameof(DigitCnn.Body), first, 0, activations, []);
        DigitChannels channels = new(seed: 1);
        foreach (Parameter parameter in channels.Parameters)
        {
            network.Parameters.First(one => one.Name == parameter.Name).Span.CopyTo(parameter.Span);
        }

        using Explainer<float> ofChannels = channels.CreateExplainer();
        page.Section("What it looks for").Paragraph(
            "The filters of the first convolution, white where a weight is largest and black where it is least; what channels of the "
            + "second make of a digit, and pictures that they answer most, found by steps up the gradient; the same for the ten classes. "
            + "No digit looks like these last: the network asks for strokes, and not for their order.");
        page.Pictures(
            Pictures.Sheet("Filters of the first convolution", ActivationMaximization.Filters<float>(network.Parameters[0]), 3, 3),
            Pictures.Sheet(
                Invariant($"What channels of the second convolution make of a {test.Labels[0]}"),
                [.. Enumerable.Range(0, ShownChannels).Select(i => Channel(i * BodyChannels / ShownChannels))],
                BodySide, BodySide, [.. Enumerable.Range(0, ShownChannels).Select(i => Invariant($"{i * BodyChannels / ShownChannels}"))]),
            Pictures.Sheet(
                "What they answer most",
                [.. Enumerable.Range(0, ShownChannels).Select(
                    i => Doubles(ActivationMaximization.Of(ofChannels, i * BodyChannels / ShownChannels)))],
                Side, Side, [.. Enumerable.Range(0, ShownChannels).Select(i => Invariant($"{i * BodyChannels / ShownChannels}"))]),
            Pictures.Sheet(
                "What the classes answer most",
                [.. Enumerable.Range(0, 10).Select(digit => Doubles(ActivationMaximization.Of(explainer, digit)))],
                Side, Side, columns: 10));

        double[] Channel(int channel) =>
            Doubles(activations.AsSpan(channel * BodySide * BodySide, BodySide * BodySide).ToArray());
    }

    private static IReadOnlyDictionary<string, double> Judge(
        ExplanationPage page, DigitCnn network, Explainer<float> explainer, TestDigits test, int seed)
    {
        int count = Math.Min(Judged, test.Count);
        ReadOnlySpan<float> samples = test.Samples.AsSpan(0, count * DigitMethods.Pixels);
        ReadOnlySpan<int> outputs = test.Predicted.AsSpan(0, count);
        IReadOnlyList<MethodFigures> figures = MethodFigures.Of(
            network, new DigitCnn(seed + 1), DigitMethods.Of(explainer), samples, outputs, new float[DigitMethods.Pixels]);
        page.Section("How far the explanations can be relied on").Paragraph(
            Invariant($"The pixels of {count} digits are made black from the largest contribution to the least (deletion), or put into ")
            + "a black picture in that order (insertion); the curves are the mean probability of the class that was read. A method whose "
            + "maps stay alike when all weights are random (randomized near 1) would explain the picture instead of the network, and "
            + "fails the check.");
        page.Paragraph(
            "In the table, deletion and insertion are the areas below the curves, the former better small and the latter large. "
            + "Infidelity is the mean square of what the contributions of removed pixels promise less what the score loses: small is good, "
            + "and only contributions in units of the score can be. Sensitivity is how far the contributions change when the picture "
            + "changes by a little, by their size: small is good. The last row is no method but random numbers, to compare with.");
        page.Pictures(
            CurveCharts.Curves("Deletion: the faster it falls, the better", "share of pixels made black", "probability",
                [.. figures.Select(one => new Curve(one.Name, one.Deletion.Shares, one.Deletion.Values))]),
            CurveCharts.Curves("Insertion: the faster it rises, the better", "share of pixels put in", "probability",
                [.. figures.Select(one => new Curve(one.Name, one.Insertion.Shares, one.Insertion.Values))]));
        page.Table(MethodFigures.Headings, [.. figures.Select(one => one.Cells)]);
        return figures.ToDictionary(one => one.Name, one => one.Deletion.Area);
    }

    private static Chart Compare(DigitCnn network, Explainer<float> explainer, TestDigits test, int digit, int output, string title)
    {
        ReadOnlySpan<float> sample = test.Samples.AsSpan(digit * DigitMethods.Pixels, DigitMethods.Pixels);
        float[] black = new float[DigitMethods.Pixels], integrated = new float[DigitMethods.Pixels], lift = new float[DigitMethods.Pixels];
        double[] map = new double[BodySide * BodySide], occluded = new double[DigitMethods.Pixels];
        GradientExplanations<float> explanations = new(explainer);
        new ClassActivation<float>(explainer).GradCam(nameof(DigitCnn.Body), sample, output, map);
        explanations.IntegratedGradients(sample, black, output, integrated);
        explanations.DeepLift(sample, black, output, lift);
        Occlusion.Of(ExplainedModel<float>.Of(network), sample, output, occluded);
        return Pictures.Compare(
            title,
            Doubles(sample.ToArray()),
            [
                ("Grad-CAM", ClassActivation<float>.Resize(map, BodySide, BodySide, Side, Side)),
                ("integrated gradients", Doubles(integrated)), ("DeepLIFT", Doubles(lift)), ("occlusion", occluded),
            ],
            Side, Side);
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}
