using System.Text;
using Xunit;

namespace NetGen.Quantization.Tests;

/// <summary>Networks in integers: near the floats, a quarter of the file, files that are refused.</summary>
public sealed class QuantizedNetworkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantized").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(string name) => Path.Combine(_folder, name);

    [Fact]
    public void PredictsNearTheFloats()
    {
        Small network = Trained(out Dataset data);
        QuantizedNetwork<float> quantized = network.Quantize(data);
        double error = 0, scale = 0;
        for (int i = 0; i < 20; i++)
        {
            float[] sample = Pixels(i), exact = network.Predict(sample), integer = quantized.Predict(sample);
            error += exact.Zip(integer, (a, b) => Math.Pow(a - b, 2)).Sum();
            scale += exact.Sum(a => Math.Pow(a, 2));
        }

        Assert.InRange(Math.Sqrt(error / scale), 1e-6, 0.02);
        Assert.Equal(network.Evaluate(data).Accuracy!.Value, quantized.Evaluate(data).Accuracy!.Value, 0.02);
    }

    [Fact]
    public void TheFloatsStayAsTheyWere()
    {
        Small network = Trained(out Dataset data);
        Plain plain = new();
        network.Save(File("float"));
        plain.LoadPartial(File("float"));
        float[] before = network.Predict(Pixels(1));
        network.Quantize(data);
        Assert.Equal(before, network.Predict(Pixels(1)));
        Assert.Equal(before, plain.Predict(Pixels(1)));
    }

    [Fact]
    public void AFileHoldsTheSameBitsInAQuarterOfTheSize()
    {
        Small network = Trained(out Dataset data);
        QuantizedNetwork<float> quantized = network.Quantize(data);
        quantized.Save(File("int8"));
        network.Save(File("float"));
        QuantizedNetwork<float> loaded = Small.LoadQuantized(File("int8"));
        Assert.Equal(quantized.Predict(Pixels(3)), loaded.Predict(Pixels(3)));
        loaded.Save(File("again"));
        Assert.Equal(System.IO.File.ReadAllBytes(File("int8")), System.IO.File.ReadAllBytes(File("again")));
        Assert.InRange(new FileInfo(File("int8")).Length / (double)new FileInfo(File("float")).Length, 0.2, 0.32);
        using SafetensorsFile file = SafetensorsFile.Open(File("int8"));
        Assert.Equal("I8", file["Body.conv2d0.weight"].Dtype);
        Assert.Equal([24, 16, 3, 3], [.. file["Body.conv2d0.weight"].Shape]);
        Assert.Equal(24, file.ReadSingles("Body.conv2d0.weight_scale").Length);
        Assert.Contains((sbyte)127, file.ReadSBytes("Body.conv2d0.weight").Select(Math.Abs));
    }

    [Fact]
    public void AFileOfAnotherKindIsRefusedAndNothingChanges()
    {
        Small network = Trained(out Dataset data);
        QuantizedNetwork<float> quantized = network.Quantize(data);
        float[] before = quantized.Predict(Pixels(2));
        network.Save(File("float"));
        Assert.Contains("I8", Assert.Throws<SafetensorsException>(() => quantized.Load(File("float"))).Message, StringComparison.Ordinal);
        quantized.Save(File("int8"));
        byte[] bytes = System.IO.File.ReadAllBytes(File("int8"));
        Assert.Throws<SafetensorsException>(() => network.Load(File("int8")));
        Assert.Throws<SafetensorsException>(() => quantized.Load(bytes[..^40]));

        // A scale that is no number.
        int header = (int)BitConverter.ToInt64(bytes, 0);
        string json = Encoding.UTF8.GetString(bytes, 8, header);
        int entry = json.IndexOf("\"Stem.conv2d0.weight_scale\"", StringComparison.Ordinal);
        int offset = int.Parse(json[(json.IndexOf("data_offsets\":[", entry, StringComparison.Ordinal) + 15)..].Split(',')[0]);
        BitConverter.TryWriteBytes(bytes.AsSpan(8 + header + offset), float.NaN);
        Assert.Contains("weight_scale", Assert.Throws<SafetensorsException>(() => quantized.Load(bytes)).Message, StringComparison.Ordinal);
        Assert.Equal(before, quantized.Predict(Pixels(2)));
    }

    [Fact]
    public void WithoutRangesThereIsNothingToPredictWith()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => new Small().Quantize());
        Assert.Contains("Stem.conv2d0.input_range", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Calibrate", exception.Message, StringComparison.Ordinal);
        Assert.Contains(
            "[Quantized]", Assert.Throws<InvalidOperationException>(() => new Plain().Quantize()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsNotTrained()
    {
        Small network = Trained(out Dataset data);
        QuantizedNetwork<float> quantized = network.Quantize(data);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => quantized.NewTrainer(new Sgd(0.1f), 20, new TrainerOptions()));
        Assert.Contains("integers", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StagesWithoutItStayInFloat()
    {
        Partly network = new(seed: 2);
        Assert.Single(network.Parameters, parameter => parameter.Name == "First.linear0.input_range");
        Assert.DoesNotContain(network.Parameters, parameter => parameter.Name == "Last.linear0.input_range");
        float[] x = [1, -2, 0.5f, 0.25f, 3, -1], y = [0, 1];
        QuantizedNetwork<float> quantized = network.Quantize(Dataset.FromTargets(x, y, new Shape(6), 2));
        Assert.Equal(typeof(float), quantized.Parameters.Single(parameter => parameter.Name == "Last.linear0.weight").ElementType);
        Assert.Equal(typeof(sbyte), quantized.Parameters.Single(parameter => parameter.Name == "First.linear0.weight").ElementType);
        Assert.All(network.Predict(x).Zip(quantized.Predict(x)), pair => Assert.Equal(pair.First, pair.Second, 0.05));
    }

    [Fact]
    public void RepeatedStagesHaveRangesOfTheirOwn()
    {
        Repeated network = new(seed: 3);
        Random random = new(1);
        float[] x = [.. Enumerable.Range(0, 80).Select(_ => (random.NextSingle() * 4) - 2)], y = new float[20];
        network.Calibrate(Dataset.FromTargets(x, y, new Shape(8), 2));
        float[] highest = [.. network.Parameters
            .Where(p => p.Name.EndsWith("input_range", StringComparison.Ordinal)).Select(p => p.Span[1])];
        Assert.Equal(4, highest.Length);
        Assert.Equal(4, highest.Distinct().Count());
        QuantizedNetwork<float> quantized = network.Quantize();
        Assert.All(
            network.Predict(x.AsSpan(0, 8)).Zip(quantized.Predict(x.AsSpan(0, 8))), pair => Assert.Equal(pair.First, pair.Second, 0.1));
    }

    [Fact]
    public void APredictionAllocatesNothing()
    {
        Small network = Trained(out Dataset data);
        QuantizedNetwork<float> quantized = network.Quantize(data);
        float[] samples = [.. Enumerable.Range(0, 4).SelectMany(Pixels)], outputs = new float[20];
        quantized.Predict(samples, outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        quantized.Predict(samples, outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SeveralThreadsGiveTheSame(int count)
    {
        Small network = Trained(out Dataset data);
        QuantizedNetwork<float> quantized = network.Quantize(data);
        float[] samples = [.. Enumerable.Range(0, count).SelectMany(Pixels)], one = new float[5 * count], four = new float[5 * count];
        quantized.Predict(samples, one);
        string? before = Environment.GetEnvironmentVariable("NETGEN_THREADS");
        try
        {
            Environment.SetEnvironmentVariable("NETGEN_THREADS", "4");
            network.Quantize().Predict(samples, four);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NETGEN_THREADS", before);
        }

        Assert.Equal(one, four);
    }

    internal static Small Trained(out Dataset data)
    {
        Small network = new(seed: 1);
        data = Dataset.FromArrays(
            [.. Enumerable.Range(0, 100).SelectMany(Pixels)], [.. Enumerable.Range(0, 100).Select(i => i % 5)], new Shape(1, 12, 12));
        using var trainer = network.CreateTrainer(new AdamW(3e-3f), batchSize: 20);
        trainer.Fit(data, epochs: 4);
        return network;
    }

    /// <summary>A bright square, whose place tells the class.</summary>
    internal static float[] Pixels(int number)
    {
        Random random = new(number);
        float[] pixels = new float[144];
        for (int i = 0; i < pixels.Length; i++)
        {
            bool isInside = Math.Abs((i / 12) - (2 * (number % 5)) - 2) < 2 && Math.Abs((i % 12) - 5) < 3;
            pixels[i] = (isInside ? 0.7f : 0) + (0.3f * random.NextSingle());
        }

        return pixels;
    }
}
