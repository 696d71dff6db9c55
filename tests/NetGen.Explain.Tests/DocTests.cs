using Xunit;

namespace NetGen.Explain.Tests;

[Network, Input(1, 28, 28), CrossEntropyLoss, Explain]
public partial class DigitClassifier
{
    [Conv2d(32, Padding = 1), Relu, MaxPool2d(2)] public partial Layer Stem { get; }
    [Conv2d(64, Padding = 1), Relu, MaxPool2d(2), Explain] public partial Layer Body { get; }
    [Flatten, Linear(128), Relu, Linear(10)] public partial Layer Head { get; }
}

/// <summary>The examples of docs/explain.md stand here word for word, so that they build, and run.</summary>
public sealed class DocTests
{
    [Fact]
    public void The_examples_run()
    {
        TenFeatures network = new(seed: 1), fresh = new(seed: 2);
        Random random = new(1);
        float[] wines = [.. Enumerable.Range(0, 40).Select(_ => random.NextSingle())], mean = new float[10], gains = new float[40];
        int[] outputs = new int[4];
        string[] names = [.. Enumerable.Range(0, 10).Select(i => $"column {i}")];
        string before = Directory.GetCurrentDirectory(), folder = Directory.CreateTempSubdirectory("netgen-explain-").FullName;
        Directory.SetCurrentDirectory(folder);
        try
        {
            ExplainedModel<float> model = ExplainedModel<float>.Of(network);
            FeatureShapley<float> shapley = new(model, background: mean);
            double[] contributions = new double[wines.Length];
            shapley.Exact(wines, output: 0, contributions);

            using Explainer<float> explainer = network.CreateExplainer();
            GradientExplanations<float> explanations = new(explainer);
            explanations.IntegratedGradients(wines, mean, output: 0, gains);
            explanations.DeepLift(wines, mean, output: 0, gains);

            RandomizationCheck check = RandomizationCheck.Of<float>(network, fresh, explanations.InputTimesGradient, wines, outputs);
            Console.WriteLine(check.Passes);

            Charts.Waterfall("One wine", names, contributions[..10], shapley.BaseValue(0)).SavePng("wine.png");
            new ExplanationPage("Red wine", "What a network makes of it.")
                .Section("All wines")
                .Pictures(Charts.Beeswarm("A dot is a wine", names, [.. wines.Select(value => (double)value)], contributions))
                .Save("wine.html");
            Assert.True(File.Exists("wine.png") && File.Exists("wine.html"));

            // Both add up to what the output gained.
            Assert.Equal(contributions[..10].Sum(), gains[..10].Sum(), 1e-4);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_first_example_runs()
    {
        const int count = 2;
        DigitClassifier network = new(seed: 1);
        float[] pictures = [.. Enumerable.Range(0, count * 784).Select(i => i % 7 / 7f)], reference = new float[784];

        using Explainer<float> explainer = network.CreateExplainer();
        float[] contributions = new float[count * 784];
        explainer.DeepLift(pictures, reference, output: 3, contributions);   // Σ = y[3](picture) − y[3](reference)

        Assert.Equal(network.Predict(pictures.AsSpan(0, 784))[3] - network.Predict(reference)[3], contributions[..784].Sum(), 1e-3);
    }

    [Fact]
    public void The_examples_are_those_of_the_page()
    {
        string here = Unindented(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "DocTests.cs")));
        string[] blocks = [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "explain.md")).ReplaceLineEndings("\n")
            .Split("```csharp\n").Skip(1).Select(block => block.Split("```")[0])];

        Assert.True(blocks.Length >= 6);
        Assert.All(blocks, block => Assert.Contains(Unindented(block), here, StringComparison.Ordinal));
    }

    private static string Unindented(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())).Trim();
}
