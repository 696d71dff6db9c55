using System.IO.Compression;
using Microsoft.ML;
using Xunit;

namespace NetGen.ML.Tests;

/// <summary>Pipelines in one file.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-ml-");

    private string File => Path.Combine(_folder.FullName, "model.zip");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_pipeline_is_saved_by_one_process_and_loaded_by_another()
    {
        ITransformer model = Save();
        string written = OtherProcess.Written(model.Transform(Views.Of(new MLContext(), 50, seed: 9)));
        Assert.All(["tr-TR", "de-DE"], culture => Assert.Equal((0, written), OtherProcess.Run(File, culture, "registered")));
        (int code, string output) = OtherProcess.Run(File, "en-US", "unregistered");
        Assert.Equal(1, code);
        Assert.Contains(
            "NetGen.ML.Tests.Classes, which was not registered: call mlContext.RegisterNetwork(() => new Classes()) before",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_loaded_can_be_saved_again_and_has_the_same_schema()
    {
        ITransformer model = Save();
        IDataView data = Views.Of(_context, 50, seed: 9);
        MLContext other = new();
        other.RegisterNetwork(() => new Classes());
        other.RegisterNetwork(() => new Number());
        ITransformer loaded = other.Model.Load(File, out DataViewSchema schema);
        Assert.Equal(Described(model.GetOutputSchema(data.Schema)), Described(loaded.GetOutputSchema(schema)));
        string again = File + "2";
        other.Model.Save(loaded, schema, again);
        Assert.Equal(OtherProcess.Written(model.Transform(data)), OtherProcess.Written(other.Model.Load(again, out _).Transform(data)));
    }

    [Fact]
    public void Each_task_is_the_same_after_loading()
    {
        IDataView data = Views.Of(_context, 60);
        ITransformer[] models =
        [
            new YesNo(seed: 1).AsTrainer(Views.Quick("IsYes", 1)).Fit(data),
            new Margin(seed: 1).AsTrainer(Views.Quick("IsYes", 1)).Fit(data),
            new Number(seed: 1).AsTrainer(Views.Quick("Value", 1)).Fit(data),
            new Counts(seed: 1).AsTrainer(Views.Quick("Value", 1)).Fit(data),
            new Pair(seed: 1).AsTrainer(Views.Quick("Both", 1)).Fit(data),
            new Drawing(seed: 1).AsTrainer(Views.Quick("", 1)).Fit(data),
        ];
        _context.RegisterNetwork(() => new YesNo());
        _context.RegisterNetwork(() => new Margin());
        _context.RegisterNetwork(() => new Number());
        _context.RegisterNetwork(() => new Counts());
        _context.RegisterNetwork(() => new Pair());
        _context.RegisterNetwork(() => new Drawing());
        Assert.All(models, model =>
        {
            _context.Model.Save(model, data.Schema, File);
            ITransformer loaded = _context.Model.Load(File, out _);
            Assert.Equal(Rows(model.Transform(data)), Rows(loaded.Transform(data)));
        });

        static string[] Rows(IDataView view) => [.. view.Preview(60).RowView.Select(
            row => string.Join(" ", row.Values.Select(value => $"{value.Key} {OtherProcess.Written(value.Value)}")))];
    }

    [Fact]
    public void A_network_that_is_not_registered_is_named()
    {
        _context.Model.Save(new Unregistered(seed: 1).AsTrainer(Views.Quick("Value", 1)).Fit(Views.Of(_context, 20)), null, File);
        MLContext other = new();
        Exception none = Assert.ThrowsAny<Exception>(() => other.Model.Load(File, out _));
        Assert.Contains("mlContext.RegisterNetwork(() => new Unregistered())", none.ToString(), StringComparison.Ordinal);
        other.RegisterNetwork(() => new Classes());
        Exception wrong = Assert.ThrowsAny<Exception>(() => other.Model.Load(File, out _));
        Assert.Contains("mlContext.RegisterNetwork(() => new Unregistered())", wrong.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("network.json", "null")]
    [InlineData("network.json", "{\"Version\":1}")]
    [InlineData("network.json", "{\"Version\":")]
    [InlineData("network.safetensors", "no weights")]
    [InlineData("network.safetensors", null)]
    public void A_damaged_file_is_named(string entry, string? content)
    {
        Save();
        Change(entry, _ => content);
        Assert.Contains(entry, Damage().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Count\":3", "\"Count\":9")]
    [InlineData("\"Count\":3", "\"Count\":2")]
    [InlineData("\"Count\":3", "\"Count\":-3")]
    [InlineData("\"Type\":\"Text\"", "\"Type\":\"Int32\"")]
    [InlineData("\"Type\":\"Text\"", "\"Type\":\"Word\"")]
    [InlineData("\"Texts\":", "\"Words\":")]
    [InlineData("\"low\"", "null")]
    [InlineData("\"Multiclass\"", "\"Binary\"")]
    [InlineData("\"Multiclass\"", "\"Automatic\"")]
    [InlineData("\"Multiclass\"", "\"Dreams\"")]
    [InlineData("\"Multiclass\"", "99")]
    [InlineData("\"Outputs\":3", "\"Outputs\":4")]
    [InlineData("\"Score\":\"Score\"", "\"Score\":null")]
    public void A_damaged_description_is_refused_where_it_is_loaded(string part, string other)
    {
        Save();
        Change("network.json", json =>
        {
            Assert.Contains(part, json, StringComparison.Ordinal);
            return json.Replace(part, other, StringComparison.Ordinal);
        });
        Assert.Contains("network.json", Damage().Message, StringComparison.Ordinal);
    }

    /// <summary>Replaces an entry of the file; null removes it.</summary>
    private void Change(string entry, Func<string, string?> change)
    {
        using ZipArchive zip = ZipFile.Open(File, ZipArchiveMode.Update);
        ZipArchiveEntry old = zip.Entries.Single(candidate => candidate.Name == entry);
        string name = old.FullName, before;
        using (StreamReader reader = new(old.Open()))
        {
            before = reader.ReadToEnd();
        }

        old.Delete();
        if (change(before) is { } content)
        {
            using StreamWriter writer = new(zip.CreateEntry(name).Open());
            writer.Write(content);
        }
    }

    private InvalidDataException Damage()
    {
        _context.RegisterNetwork(() => new Classes());
        Exception error = Assert.ThrowsAny<Exception>(() => _context.Model.Load(File, out _));
        while (error is not InvalidDataException && error.InnerException is { } inner)
        {
            error = inner;
        }

        return Assert.IsType<InvalidDataException>(error);
    }

    private ITransformer Save()
    {
        IDataView data = Views.Of(_context);
        ITransformer model = _context.Transforms.NormalizeMinMax("Features")
            .Append(_context.Transforms.Conversion.MapValueToKey("Label", "Kind"))
            .Append(new Classes(seed: 1).AsTrainer(Views.Quick("Label", 3)))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"))
            .Fit(data);
        _context.Model.Save(model, data.Schema, File);
        return model;
    }

    private static string[] Described(DataViewSchema schema) => [.. schema.Where(column => !column.IsHidden).Select(
        column => $"{column.Name} {column.Type} {string.Join(",", column.Annotations.Schema.Select(annotation => annotation.Name))}")];
}
