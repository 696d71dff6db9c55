using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A validation set with classes that training never shows is worth a warning, not an error.</summary>
public sealed class LabelCoverageTests
{
    /// <summary>What each run says besides, where these tests are a Debug build.</summary>
    private static readonly string? s_hint = BuildHint.Of(typeof(LabelCoverageTests).Assembly);

    [Fact]
    public void Labels_that_training_lacks_are_told_in_every_report()
    {
        Dataset sorted = Of(
            10, [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(4, 30), .. Enumerable.Repeat(7, 10), .. Enumerable.Repeat(9, 10)]);
        List<string?> warnings = Warnings(sorted.Take(50), sorted.Subset([.. Enumerable.Range(40, 60)]));
        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.Equal(
            WithHint("50 of 60 validation samples have labels that the training data lacks: 4, 7, 9. "
                + "Dataset.Split gives both parts all classes."),
            warning));
        (Dataset train, Dataset validation) = sorted.Split(0.9);
        Assert.All(Warnings(train, validation), warning => Assert.Equal(s_hint, warning));
        Assert.All(Warnings(train, null), warning => Assert.Equal(s_hint, warning));
    }

    [Fact]
    public void Many_labels_are_not_all_listed()
    {
        Dataset data = Of(20, [.. Enumerable.Range(0, 20)]);
        Assert.Contains("lacks: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 9 more.", Warnings(data.Take(1), data)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_display_shows_it_once()
    {
        StringWriter output = new() { NewLine = "\n" };
        using ConsoleProgress display = new(output, isTerminal: false);
        Dataset data = Of(2, [0, 0, 1, 1]);
        using TwentyClasses.Trainer trainer = new TwentyClasses(1).CreateTrainer(new Sgd(0.1f), 8);
        trainer.Fit(data.Take(2), epochs: 3, data, progress: display);
        string[] lines = output.ToString().Split('\n');
        Assert.Equal(
            WithHint("warning: 2 of 4 validation samples have labels that the training data lacks: 1. "
                + "Dataset.Split gives both parts all classes."),
            lines[0]);
        Assert.Equal(1, lines.Count(line => line.StartsWith("warning", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line.StartsWith("epoch", StringComparison.Ordinal)));
    }

    private static string WithHint(string warning) => s_hint is null ? warning : $"{warning} {s_hint}";

    private static List<string?> Warnings(Dataset train, Dataset? validation)
    {
        List<string?> warnings = [];
        using TwentyClasses.Trainer trainer = new TwentyClasses(1).CreateTrainer(new Sgd(0.1f), 8);
        trainer.Fit(train, epochs: 2, validation, progress: new DirectProgress(report => warnings.Add(report.Warning)));
        return warnings;
    }

    private static Dataset Of(int classes, int[] labels) => Dataset.FromArrays(new float[labels.Length], labels, new Shape(1), classes);
}
