using Microsoft.ML;
using Xunit;

namespace NetGen.ML.Tests;

/// <summary>Weights and the pipeline before them, in two files that belong together.</summary>
public sealed class PreparedWeightsTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-ml-");

    private string Weights => Path.Combine(_folder.FullName, "model.safetensors");

    private string Pipeline => Path.Combine(_folder.FullName, "model.preparation.zip");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void They_predict_as_the_whole_did()
    {
        IDataView test = Views.Of(_context, 40, seed: 2);
        float[] scores = Save(seed: 1).Transform(test).Floats("Score");
        YesNo network = new(seed: 5);
        ITransformer preparation = network.LoadWithPreparation(Weights, new MLContext(), out DataViewSchema schema);
        Assert.Equal(test.Schema.Select(column => column.Name), schema.Select(column => column.Name));
        Assert.Equal(scores, network.AsTransformer().Transform(preparation.Transform(test)).Floats("Score"));
    }

    [Theory]
    [InlineData("wine.v1", "wine.v1.preparation.zip")]
    [InlineData("wine.v2.safetensors", "wine.v2.preparation.zip")]
    [InlineData("wine", "wine.preparation.zip")]
    public void The_pipeline_has_the_name_of_the_weights(string weights, string pipeline)
    {
        Save(seed: 1, Path.Combine(_folder.FullName, weights));
        Assert.Equal(new[] { weights, pipeline }.Order(), _folder.GetFiles().Select(file => file.Name).Order());
    }

    [Fact]
    public void Neither_is_taken_without_the_other()
    {
        Save(seed: 1);
        YesNo network = new(seed: 5);
        byte[] before = network.SaveToBytes();
        Assert.Equal(Weights, Assert.Throws<PreparationNotTakenException>(() => network.Load(Weights)).FileName);
        Assert.True(new YesNo().LoadPartial(Weights).HasPreparation);
        File.Delete(Pipeline);
        Assert.Throws<FileNotFoundException>(() => network.LoadWithPreparation(Weights, _context, out _));
        Assert.Equal(before, network.SaveToBytes());
    }

    [Fact]
    public void Another_pipeline_or_none_is_refused()
    {
        Save(seed: 1);
        byte[] first = File.ReadAllBytes(Pipeline);
        Save(seed: 3);
        File.WriteAllBytes(Pipeline, first);
        YesNo network = new(seed: 5);
        Assert.Contains("model.preparation.zip is not the one", Refusal(), StringComparison.Ordinal);
        network.Save(Weights);
        Assert.Contains("saved without one", Refusal(), StringComparison.Ordinal);
        Safetensors.Save(Weights, network.Parameters, new Dictionary<string, string> { ["preparation"] = "{\"Format\":\"other\"}" });
        Assert.Contains("no pipeline of ML.NET", Refusal(), StringComparison.Ordinal);
        Safetensors.Save(Weights, network.Parameters, new Dictionary<string, string>
        {
            ["preparation"] = "{\"Format\":\"netgen.ml.preparation/1\",\"File\":\"../model.zip\",\"Sha256\":\"\"}",
        });
        Assert.Contains("no pipeline of ML.NET", Refusal(), StringComparison.Ordinal);

        string Refusal() => Assert.Throws<SafetensorsException>(() => network.LoadWithPreparation(Weights, _context, out _)).Message;
    }

    /// <summary>Trains behind a normalization, and saves the two.</summary>
    private ITransformer Save(int seed, string? path = null)
    {
        IDataView data = Views.Of(_context, 100, seed);
        ITransformer preparation = _context.Transforms.NormalizeMeanVariance("Features").Fit(data);
        NetworkTransformer<float> fitted = new YesNo(seed: 1).AsTrainer(Views.Quick("IsYes", 2)).Fit(preparation.Transform(data));
        fitted.Model.SaveWithPreparation(path ?? Weights, _context, preparation, data.Schema);
        return preparation.Append(fitted);
    }
}
