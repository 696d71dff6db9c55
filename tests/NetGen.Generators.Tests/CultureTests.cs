using System.Globalization;

namespace NetGen.Generators.Tests;

/// <summary>The developer's language must not change the code or the messages.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("")]
    [InlineData("sv-SE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_output_is_the_same_in_every_culture(string name)
    {
        const string Wrong = "using NetGen; [Network, Input(-4), MseLoss] partial class Wrong { "
            + "[Linear(1)] public partial Layer Head { get; } }";
        const string Rate = "using NetGen; [Network, Input(4), MseLoss] partial class Rate { "
            + "[Dropout(-1.5f), Linear(1)] public partial Layer Head { get; } }";
        string[] sources = [Networks.DigitClassifier, Networks.ResidualMlp, Wrong, Rate];
        GeneratorRun expected = Under(CultureInfo.InvariantCulture, sources);

        GeneratorRun actual = Under(Odd(name), sources);

        Assert.NotEmpty(expected.Files);
        Assert.Equal(expected.Files, actual.Files);
        Assert.Equal(2, expected.Diagnostics.Length);
        Assert.Equal(expected.Diagnostics.Select(static d => d.ToString()), actual.Diagnostics.Select(static d => d.ToString()));
    }

    private static GeneratorRun Under(CultureInfo culture, string[] sources)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return Harness.Run(sources);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The culture with a decimal comma and U+2212 for minus, whatever the machine knows of it.</summary>
    private static CultureInfo Odd(string name)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00a0";
        return culture;
    }
}
