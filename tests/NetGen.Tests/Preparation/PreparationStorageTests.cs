using System.Globalization;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Preparing;

/// <summary>Two values in, one out.</summary>
[Network, Input(2), MseLoss]
internal sealed partial class PairRegressor
{
    [Linear(1)]
    public partial Layer Body { get; }
}

/// <summary>The preparation travels with the weights, and nobody loads these without seeing it.</summary>
public sealed class PreparationStorageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;
    private readonly Preparation _preparation = Preparation.Fit(
        [1 / 3.0, 5, double.NaN, 7e300], ["größe", "kind \"of\""],
        new PreparedColumn("größe", new LogScaling(0.1), MissingValues.ByMean(), new Clipping(-2, double.PositiveInfinity)),
        new PreparedColumn("kind \"of\"", MinMaxScaling.Onto(-1, 1)));

    public PreparationStorageTests() => _path = _folder.File("pair.safetensors");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void It_comes_back_with_the_weights_to_the_bit(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            PairRegressor network = new(1), other = new(2);
            network.Save(_path, _preparation);
            other.Load(_path, out Preparation? loaded);
            Assert.Equal(network.Parameters[0].Span.ToArray(), other.Parameters[0].Span.ToArray());
            Assert.Equal(_preparation.ToJson(), loaded!.ToJson());
            Assert.Equal(_preparation.Columns[0].Steps, loaded.Columns[0].Steps);
            Assert.Equal(_preparation.OutputNames, loaded.OutputNames);
            Assert.Equal(_preparation.ToJson(), Preparation.Load(_path)!.ToJson());
            _preparation.SaveJson(_folder.File("preparation.json"));
            Assert.Equal(_preparation.ToJson(), Preparation.LoadJson(_folder.File("preparation.json")).ToJson());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Weights_are_not_loaded_without_it_by_mistake()
    {
        PairRegressor network = new(1), other = new(2);
        using MemoryStream stream = new();
        network.Save(stream, _preparation);
        network.Save(_path, _preparation);
        float[] weights = other.Parameters[0].Span.ToArray();
        PreparationNotTakenException failure = Assert.Throws<PreparationNotTakenException>(() => other.Load(_path));
        Assert.Equal(_path, failure.FileName);
        Assert.Contains("out Preparation", failure.Message, StringComparison.Ordinal);
        stream.Position = 0;
        Assert.Throws<PreparationNotTakenException>(() => other.Load(stream));
        Assert.Throws<PreparationNotTakenException>(() => other.Load(stream.ToArray()));
        Assert.Equal(weights, other.Parameters[0].Span.ToArray());

        stream.Position = 0;
        other.Load(stream, out _);
        Assert.Equal(network.Parameters[0].Span.ToArray(), other.Parameters[0].Span.ToArray());
    }

    [Fact]
    public void A_partial_load_reports_it()
    {
        PairRegressor network = new(1);
        network.Save(_path, _preparation);
        LoadReport report = new PairRegressor(2).LoadPartial(_path);
        Assert.True(report.HasPreparation);
        Assert.Equal(2, report.Loaded.Count);
        Assert.Contains("Preparation.Load", report.ToString(), StringComparison.Ordinal);
        network.Save(_path);
        Assert.False(network.LoadPartial(_path).HasPreparation);
    }

    [Fact]
    public void Weights_without_one_give_none()
    {
        PairRegressor network = new(1);
        network.Save(_path);
        network.Load(_path, out Preparation? preparation);
        Assert.Null(preparation);
        Assert.Null(Preparation.Load(_path));
    }

    [Fact]
    public void One_of_another_width_or_of_another_package_is_refused()
    {
        PairRegressor network = new(1);
        Preparation narrow = Preparation.Fit([1.0], ["x"], new PreparedColumn("x"));
        Assert.Throws<ArgumentException>("preparation", () => network.Save(_path, narrow));
        Assert.False(File.Exists(_path));
        foreach (string text in new[] { narrow.ToJson(), "{\"format\":\"other/1\"}", "AAAA", _preparation.ToJson()[..^3] })
        {
            Safetensors.Save(_path, network.Parameters, new Dictionary<string, string> { ["preparation"] = text });
            SafetensorsException failure = Assert.Throws<SafetensorsException>(() => network.Load(_path, out _));
            Assert.Equal("preparation", failure.Field);
        }
    }

    [Theory]
    [InlineData("\"mean\":1", "\"mean\":\"x\"")]
    [InlineData("\"mean\":1", "\"mean\":\"NaN\"")]
    [InlineData("\"deviation\":2", "\"deviation\":0")]
    [InlineData("\"kind\":\"standard\"", "\"kind\":\"cubic\"")]
    [InlineData("\"name\":\"x\"", "\"name\":\"y\"")]
    [InlineData("\"steps\"", "\"stairs\"")]
    [InlineData("[{\"kind\"", "[7,{\"kind\"")]
    public void A_damaged_text_is_an_error_that_names_the_column(string from, string to)
    {
        string text = Preparation.Fit([1.0], ["x"], new PreparedColumn("x", new StandardScaling(1, 2))).ToJson();
        Assert.Contains(from, text, StringComparison.Ordinal);
        JsonException failure = Assert.Throws<JsonException>(() => Preparation.FromJson(text.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(to == "\"name\":\"y\"" ? "no column y" : "columns[0], 'x'", failure.Message, StringComparison.Ordinal);
    }
}
