using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Storage;

/// <summary>Parts of files, differences from a base, streams and bytes.</summary>
public sealed class PartialLoadTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_fits_by_name_and_shape_is_loaded_and_the_rest_is_reported()
    {
        StepClassifier source = new(1), target = new(2);
        string path = _folder.File("weights.safetensors");
        Parameter[] some = [.. source.Parameters.Where(parameter => parameter.Name.StartsWith("Stem.", StringComparison.Ordinal))];
        Parameter unfit = TestParameters.Floats("Head.linear1.bias", new(7), new float[7]);
        Safetensors.Save(path, [.. some, unfit, TestParameters.Floats("x", new(1), [1])]);
        float[] head = target.Head["linear0.weight"].Span.ToArray();

        LoadReport report = target.LoadPartial(path);
        Assert.Equal(some.Select(parameter => parameter.Name), report.Loaded);
        Assert.Equal("Head.linear1.bias: F32 7, F32 3", report.Unfit.Select(u => $"{u.Name}: {u.InFile}, {u.InNetwork}").Single());
        Assert.Equal(["Head.linear0.weight", "Head.linear1.weight"], report.NotInFile);
        Assert.Equal(["x"], report.NotUsed);
        Assert.Contains("Head.linear1.bias: the file holds F32 7, the network F32 3", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(source.Stem.Parameters.SelectMany(p => p.Span.ToArray()), target.Stem.Parameters.SelectMany(p => p.Span.ToArray()));
        Assert.Equal(head, target.Head["linear0.weight"].Span.ToArray());
    }

    [Fact]
    public void A_prefix_or_a_map_says_what_is_called_what()
    {
        StepClassifier source = new(1), target = new(2), mapped = new(3);
        string path = _folder.File("weights.safetensors");
        Safetensors.Save(path, [.. source.Parameters.Select(parameter => parameter.Renamed("encoder." + parameter.Name))]);
        LoadReport report = target.LoadPartial(path, prefix: "Stem.", filePrefix: "encoder.Stem.");
        Assert.Equal(source.Stem.Parameters.Select(parameter => parameter.Name), report.Loaded);
        Assert.Equal(target.Head.Parameters.Select(parameter => parameter.Name), report.NotInFile);
        Assert.Equal(target.Head.Parameters.Select(parameter => "encoder." + parameter.Name), report.NotUsed);

        Assert.Equal(
            ["Head.linear1.bias"],
            mapped.LoadPartial(path, new Dictionary<string, string> { ["Head.linear1.bias"] = "encoder.Head.linear1.bias" }).Loaded);
        Assert.Equal(source.Head["linear1.bias"].Span.ToArray(), mapped.Head["linear1.bias"].Span.ToArray());
        Assert.Throws<ArgumentException>(() => mapped.LoadPartial(path, new Dictionary<string, string> { ["Nose"] = "x" }));
    }

    [Fact]
    public void A_prefix_may_be_a_whole_name_and_nothing_in_it_is_an_open_place()
    {
        StepClassifier target = new(2);
        string path = _folder.File("weights.safetensors");
        Safetensors.Save(path, [Bias("old.b*as", 1), Bias("old.bias", 2), Bias("old.b*as.more", 3), Bias("*.linear1.bias", 4)]);
        LoadReport report = target.LoadPartial(path, prefix: "Head.linear1.bias", filePrefix: "old.b*as");
        Assert.Equal(["Head.linear1.bias"], report.Loaded);
        Assert.Equal(["old.bias", "old.b*as.more", "*.linear1.bias"], report.NotUsed);
        Assert.Equal([1, 1, 1], target.Head["linear1.bias"].Span.ToArray());

        Assert.Equal(["Head.linear1.bias"], target.LoadPartial(path, prefix: "Head.", filePrefix: "*.").Loaded);
        Assert.Equal([4, 4, 4], target.Head["linear1.bias"].Span.ToArray());

        static Parameter Bias(string name, float value) => TestParameters.Floats(name, new(3), [value, value, value]);
    }

    [Fact]
    public void A_stage_takes_the_weights_of_a_stage_of_another_network()
    {
        StepClassifier source = new(1), target = new(2);
        float[] head = target.Head["linear0.weight"].Span.ToArray();
        target.Stem.CopyFrom(source.Stem);
        Assert.Equal(source.Stem.Parameters.SelectMany(p => p.Span.ToArray()), target.Stem.Parameters.SelectMany(p => p.Span.ToArray()));
        Assert.Equal(head, target.Head["linear0.weight"].Span.ToArray());
        Assert.Throws<ParameterMismatchException>(() => target.Stem.CopyFrom(source.Head));
        Assert.Throws<InvalidOperationException>(() => target.Stem.CopyFrom(target.Stem));
    }

    [Fact]
    public void A_difference_holds_what_changed_and_gives_the_same_bits()
    {
        StepClassifier network = new(1), other = new(2);
        string whole = _folder.File("base.safetensors"), delta = _folder.File("delta.safetensors");
        network.Save(whole);
        network.Head["linear1.bias"].Span[1] += 0.1f;
        network.SaveDelta(delta, whole);
        using (SafetensorsFile file = SafetensorsFile.Open(delta))
        {
            Assert.Equal(["Head.linear1.bias"], file.Tensors.Select(tensor => tensor.Name));
        }

        other.LoadDelta(delta, whole);
        Assert.Equal(StepData.Bits(network), StepData.Bits(other));

        int[] before = StepData.Bits(other);
        string another = _folder.File("another.safetensors");
        new StepClassifier(5).Save(another);
        Assert.Contains(
            "another base", Assert.Throws<SafetensorsException>(() => other.LoadDelta(delta, another)).Message, StringComparison.Ordinal);
        Assert.Throws<SafetensorsException>(() => other.LoadDelta(whole, whole));
        Assert.Equal(before, StepData.Bits(other));
    }

    [Fact]
    public void Streams_and_bytes_hold_what_files_hold()
    {
        StepClassifier network = new(1), second = new(2), third = new(3);
        string path = _folder.File("weights.safetensors");
        network.Save(path);
        Assert.Equal(File.ReadAllBytes(path), network.SaveToBytes());
        second.Load(network.SaveToBytes());
        using OneWayStream stream = new(network.SaveToBytes());
        third.Load(stream);
        Assert.Equal(StepData.Bits(network), StepData.Bits(second));
        Assert.Equal(StepData.Bits(network), StepData.Bits(third));

        byte[] cut = network.SaveToBytes()[..^1];
        SafetensorsException damaged = Assert.Throws<SafetensorsException>(() => second.Load(cut));
        Assert.StartsWith("stream: ", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(StepData.Bits(network), StepData.Bits(second));
        network.Head["linear1.bias"].Span[0] = float.NaN;
        using MemoryStream written = new();
        Assert.Throws<SafetensorsException>(() => network.Save(written));
        Assert.Equal(0, written.Length);
    }

    /// <summary>Neither seeks nor knows its length, as an asset in an Android package.</summary>
    private sealed class OneWayStream(byte[] bytes) : Stream
    {
        private readonly MemoryStream _inner = new(bytes);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, Math.Min(count, 100));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
