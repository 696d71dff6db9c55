namespace NetGen.Generators.Tests;

/// <summary>Arithmetic in a block's attributes.</summary>
public sealed class SizeExpressionTests
{
    private static readonly Dictionary<string, double> s_names = new() { ["width"] = 12, ["heads"] = 5, ["rate"] = 0.25, ["_x1"] = 3 };

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" width ", 12)]
    [InlineData("4 * width", 48)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("20 - 3 - 2", 15)]
    [InlineData("24 / 4 / 3", 2)]
    [InlineData("2 * width / 3", 8)]
    [InlineData("17 % heads * 2", 4)]
    [InlineData("-width + 20", 8)]
    [InlineData("3 - -2", 5)]
    [InlineData("-(2 + _x1)*2", -10)]
    [InlineData("rate / 2", 0.125)]
    [InlineData("width*(heads-1)", 48)]
    public void Is_calculated_as_in_csharp(string text, double value) => Assert.Equal(value, SizeExpression.Evaluate(text, s_names));

    [Theory]
    [InlineData("")]
    [InlineData("2 +")]
    [InlineData("* 2")]
    [InlineData("(2")]
    [InlineData("2)")]
    [InlineData("2 3")]
    [InlineData("2 ^ 3")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("widht")]
    [InlineData("width / heads")]
    [InlineData("1 / 0")]
    [InlineData("1 % 0")]
    public void Has_no_value_otherwise(string text)
    {
        SizeException exception = Assert.Throws<SizeException>(() => SizeExpression.Evaluate(text, s_names));

        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
    }
}
