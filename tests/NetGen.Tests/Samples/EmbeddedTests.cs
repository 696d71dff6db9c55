using System.Globalization;
using System.Text.RegularExpressions;
using Embedded;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>The program that is published as a native one.</summary>
public sealed partial class EmbeddedTests
{
    [Theory]
    [InlineData("xor", 99.9)]
    [InlineData("spirals", 98)]
    public async Task ItLearns(string name, double least)
    {
        (int code, string output, string error) = await RunAsync(name);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"to the end of the first step of {name}", output, StringComparison.Ordinal);
        Assert.InRange(double.Parse(Accuracy().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), least, 100);
    }

    [Fact]
    public async Task AnExerciseThatIsNotThereIsNamed()
    {
        (int code, string output, string error) = await RunAsync("chess");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal("There is no exercise 'chess', only xor, spirals and cnn." + Environment.NewLine, error);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        return (await Program.RunAsync(args, output, error), output.ToString(), error.ToString());
    }

    [GeneratedRegex(@"accuracy ([\d.]+) %")]
    private static partial Regex Accuracy();
}
