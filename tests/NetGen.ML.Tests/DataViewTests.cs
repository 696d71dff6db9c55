using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen.Data;
using Xunit;

namespace NetGen.ML.Tests;

/// <summary>Datasets of what ML.NET loads and transforms.</summary>
public sealed class DataViewTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Columns_stand_side_by_side_as_floats_with_their_names()
    {
        Sample[] samples = Sample.Draw(30, 1);
        DataViewSamples read = DataViewSamples.Read(
            _context.Data.LoadFromEnumerable(samples),
            new() { Features = ["Value", "Features", "IsYes"], Label = "Both", Group = "Group" });
        Assert.Equal((30, new Shape(6), 2), (read.Data.Count, read.Data.InputShape, read.Data.TargetSize));
        float[] inputs = new float[6], targets = new float[2];
        for (int i = 0; i < 30; i++)
        {
            read.Data.ReadInputs([i], inputs);
            read.Data.ReadTargets([i], targets);
            Assert.Equal([samples[i].Value, .. samples[i].Features, samples[i].IsYes ? 1 : 0], inputs);
            Assert.Equal(samples[i].Both, targets);
        }

        Assert.Equal(["Value", "Features.0", "Features.1", "Features.2", "Features.3", "IsYes"], read.FeatureNames);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => i / 10), read.Groups);
    }

    [Fact]
    public void Sparse_vectors_are_filled_and_slots_have_names()
    {
        IDataView words = _context.Transforms.Text.ProduceWordBags("Bag", "Kind", ngramLength: 1).Fit(Views.Of(_context, 60))
            .Transform(Views.Of(_context, 60));
        DataViewSamples read = DataViewSamples.Read(words, new() { Features = ["Bag"], Label = null });
        string[] kinds = [.. words.GetColumn<string>("Kind")];
        float[] counts = new float[read.Data.InputShape.Size];
        for (int i = 0; i < kinds.Length; i++)
        {
            read.Data.ReadInputs([i], counts);
            Assert.Equal(1, counts.Sum());
            Assert.Equal(kinds[i], read.FeatureNames[counts.ArgMax()]);
        }

        Assert.Empty(read.Data.Targets);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Labels_are_texts_keys_yes_and_no_or_numbers(string culture)
    {
        using CultureScope scope = new(culture);
        IDataView view = Views.Of(_context, 60);
        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(view).Transform(view);
        string[] kinds = [.. view.GetColumn<string>("Kind")];
        DataViewSamples texts = Read(keyed, "Kind"), keys = Read(keyed, "Key"), yes = Read(keyed, "IsYes");
        Assert.Equal(["high", "low", "middle"], texts.ClassNames);
        Assert.Equal(kinds, Labels(texts).Select(label => texts.ClassNames[label]));
        Assert.Equal(kinds, Labels(keys).Select(label => keys.ClassNames[label]));
        Assert.Equal(view.GetColumn<bool>("IsYes"), Labels(yes).Select(label => label == 1));
        Assert.Equal((3, 3, 2), (texts.Data.Classes, keys.Data.Classes, yes.Data.Classes));
        Assert.Equal(1, Read(keyed, "Value").Data.TargetSize);
        DataViewOptions classes = new() { Label = "Group", LabelKind = LabelKind.Classes, Classes = 9 };
        Assert.Equal(9, view.ToDataset(classes).Classes);
        Assert.Equal(1, view.ToDataset(new() { Label = "IsYes", LabelKind = LabelKind.Values }).TargetSize);

        static DataViewSamples Read(IDataView view, string label) => DataViewSamples.Read(view, new() { Label = label });

        static int[] Labels(DataViewSamples samples)
        {
            int[] labels = new int[samples.Data.Count];
            samples.Data.ReadLabels([.. Enumerable.Range(0, labels.Length)], labels);
            return labels;
        }
    }

    [Fact]
    public void Weights_and_shapes_go_with_the_samples()
    {
        Sample[] samples = Sample.Draw(20, 1);
        samples[3].Weight = 0.5f;
        Dataset data = _context.Data.LoadFromEnumerable(samples).ToDataset(
            new() { Label = "IsYes", Weight = "Weight", Shape = new Shape(1, 2, 2) });
        Assert.Equal(new Shape(1, 2, 2), data.InputShape);
        Assert.Equal("SampleWeight", data.Targets[1].Name);
        using WeightedYesNo.Trainer trainer = new WeightedYesNo(seed: 1).CreateTrainer(new AdamW(1e-3f), 4);
        Assert.Single(trainer.Fit(data, 1));
        Assert.Throws<ArgumentException>(() => _context.Data.LoadFromEnumerable(samples).ToDataset(
            new() { Label = "IsYes", Shape = new Shape(5) }));
    }

    [Fact]
    public void Numbers_that_no_float_holds_are_read_as_doubles()
    {
        IDataView view = _context.Data.LoadFromEnumerable([new Precise { X = 0.1, Y = 16_777_217 }]);
        Dataset data = view.ToDataset(new() { Features = ["X", "Y"], Label = "X" });
        double[] values = new double[2];
        data.ReadInputs([0], values);
        Assert.Equal([0.1, 16_777_217], values);
    }

    [Fact]
    public void Only_the_columns_named_are_computed_and_once()
    {
        int computed = 0;
        IDataView view = _context.Transforms.CustomMapping<Sample, Twice>(
            (sample, twice) => twice.Doubled = (2 * sample.Value) + (0 * Interlocked.Increment(ref computed)), null)
            .Fit(Views.Of(_context, 25)).Transform(Views.Of(_context, 25));
        view.ToDataset(new() { Label = "Value" });
        Assert.Equal(0, computed);
        view.ToDataset(new() { Label = "Doubled" });
        Assert.Equal(25, computed);
    }

    [Fact]
    public void A_stream_gives_the_samples_of_the_dataset_anew_in_each_reading()
    {
        IDataView view = Views.Of(_context, 70);
        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(view).Transform(view);
        foreach (string label in new[] { "Key", "IsYes", "Both" })
        {
            DataViewOptions options = new() { Features = ["Features", "Value"], Label = label, Weight = "Weight", Shape = new Shape(5, 1) };
            DataStream stream = keyed.ToStream(options);
            Dataset whole = keyed.ToDataset(options), first = stream.ToDataset(), second = stream.Prefetch().ToDataset();
            Assert.Equal(whole.ToString(), first.ToString());
            Assert.Equal(Read(whole), Read(first));
            Assert.Equal(Read(whole), Read(second));
            Assert.Equal([32, 32, 6], stream.ReadBlocks(32).Select(block => block.Count));
        }

        static string Read(Dataset data)
        {
            int[] all = [.. Enumerable.Range(0, data.Count)];
            float[] inputs = new float[5 * data.Count], targets = new float[data.Count * Math.Max(data.TargetSize, 1)];
            int[] labels = new int[data.Count];
            data.ReadInputs(all, inputs);
            if (data.TargetSize > 0)
            {
                data.ReadTargets(all, targets);
            }
            else
            {
                data.ReadLabels(all, labels);
            }

            return string.Join(' ', inputs) + string.Join(' ', targets) + string.Join(' ', labels);
        }
    }

    [Fact]
    public void A_streams_cursors_are_disposed_and_its_errors_named()
    {
        Watched view = new(Views.Of(_context, 70));
        DataStream stream = view.ToStream(new() { Label = "IsYes" });
        Assert.Single(stream.ReadBlocks(16).Take(1));
        using YesNo.Trainer trainer = new YesNo(seed: 1).CreateTrainer(new AdamW(1e-3f), 16);
        Assert.Equal(2, trainer.Fit(stream, 2).Count);
        Assert.Equal((0, true), (view.Open, view.Opened >= 4));
        Sample[] samples = Sample.Draw(20, 1);
        samples[7].Features[1] = float.NaN;
        IDataView bad = _context.Data.LoadFromEnumerable(samples);
        DataViewException missing = Assert.Throws<DataViewException>(() => bad.ToStream(new() { Label = "IsYes" }).ToDataset());
        Assert.Equal(("Features", 7L, "NaN"), (missing.Column, missing.Row, missing.Value));
        Assert.Equal("Kind", Assert.Throws<DataViewException>(() => bad.ToStream(new() { Label = "Kind" })).Column);
        Assert.Throws<ArgumentException>(() => bad.ToStream(new() { Label = "IsYes", Group = "Group" }));
    }

    [Fact]
    public void Groups_are_keys_texts_and_whole_numbers_and_none_is_missing()
    {
        Grouped[] rows = [.. new[] { "a", "b", "a" }.Select((name, i) => new Grouped { Name = name, Short = (short)i, Byte = (sbyte)-i })];
        ITransformer keys = _context.Transforms.Conversion.MapValueToKey("Key", "Name").Fit(Load());
        Assert.All(["Name", "Key"], name => Assert.Equal([0, 1, 0], Read(keys.Transform(Load()), name)));
        Assert.All(["Short", "Byte"], name => Assert.Equal([0, 1, 2], Read(keys.Transform(Load()), name)));
        rows[1].Name = "";
        Assert.All([("Name", ""), ("Key", "0")], column =>
        {
            DataViewException missing = Assert.Throws<DataViewException>(() => Read(keys.Transform(Load()), column.Item1));
            Assert.Equal((column.Item1, 1L, column.Item2), (missing.Column, missing.Row, missing.Value));
        });

        IDataView Load() => _context.Data.LoadFromEnumerable(rows);

        static int[] Read(IDataView view, string group) =>
            DataViewSamples.Read(view, new() { Features = ["X"], Label = null, Group = group }).Groups!;
    }

    [Fact]
    public void What_is_no_sample_is_named()
    {
        Sample[] samples = Sample.Draw(20, 1);
        samples[7].Value = float.PositiveInfinity;
        samples[9].Kind = "";
        samples[11].Weight = float.NaN;
        IDataView view = _context.Data.LoadFromEnumerable(samples);
        Check("Value", 7, "Infinity", new() { Label = "Value" });
        Check("Value", 7, "Infinity", new() { Features = ["Value"], Label = null });
        Check("Kind", 9, "", new() { Label = "Kind" });
        Check("Weight", 11, "NaN", new() { Label = null, Weight = "Weight" });
        Check("Nothing", null, null, new() { Label = "Nothing" });
        Check("Kind", null, null, new() { Features = ["Kind"], Label = null });
        Check("Kind", null, null, new() { Label = "Kind", LabelKind = LabelKind.Values });
        Check("Both", null, null, new() { Label = "Both", LabelKind = LabelKind.Classes });
        Check("Both", null, null, new() { Label = null, Weight = "Both" });
        Check("Value", null, null, new() { Label = null, Group = "Value" });
        Check("Group", 10, "1", new() { Label = "Group", LabelKind = LabelKind.Classes, Classes = 1 });
        IDataView unknown = _context.Transforms.Text.TokenizeIntoWords("Tokens", "Kind")
            .Append(_context.Transforms.Conversion.MapValueToKey("Tokens")).Fit(view).Transform(view);
        string advice = Check("Tokens", null, null, new() { Features = ["Tokens"], Label = null }, unknown);
        Assert.Contains("MapKeyToVector", advice, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DataViewOptions { Features = [] });
        Assert.Throws<ArgumentException>(() => _context.Data.LoadFromEnumerable(new List<Sample>()).ToDataset(new() { Label = null }));

        string Check(string column, long? row, string? value, DataViewOptions options, IDataView? other = null)
        {
            DataViewException exception = Assert.Throws<DataViewException>(() => (other ?? view).ToDataset(options));
            Assert.Equal((column, row, value), (exception.Column, exception.Row, exception.Value));
            Assert.StartsWith($"Column {column}", exception.Message, StringComparison.Ordinal);
            return exception.Message;
        }
    }

    private sealed class Grouped
    {
        public float X { get; set; }

        public string Name { get; set; } = "";

        public short Short { get; set; }

        public sbyte Byte { get; set; }
    }

    private sealed class Precise
    {
        public double X { get; set; }

        public int Y { get; set; }
    }

    private sealed class Twice
    {
        public float Doubled { get; set; }
    }

    private sealed class CultureScope : IDisposable
    {
        private readonly System.Globalization.CultureInfo _before = System.Globalization.CultureInfo.CurrentCulture;

        public CultureScope(string culture) => System.Globalization.CultureInfo.CurrentCulture = new(culture);

        public void Dispose() => System.Globalization.CultureInfo.CurrentCulture = _before;
    }
}
