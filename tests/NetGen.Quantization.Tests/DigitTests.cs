using Xunit;

namespace NetGen.Quantization.Tests;

/// <summary>Real digits: what integers cost in accuracy.</summary>
public sealed class DigitTests
{
    [MnistFact]
    public void IntegersLoseNextToNothing()
    {
        string folder = MnistFactAttribute.Folder!;
        Dataset train = Read("train"), test = Read("t10k");
        Digits network = new(seed: 1);
        using (var trainer = network.CreateTrainer(new AdamW(2e-3f), batchSize: 64))
        {
            trainer.Fit(train.Take(12_000), epochs: 1);
        }

        double exact = network.Evaluate(test).Accuracy!.Value;
        Assert.InRange(exact, 0.94, 1);
        foreach (CalibrationRule rule in Enum.GetValues<CalibrationRule>())
        {
            double integer = network.Quantize(train, new() { Rule = rule }).Evaluate(test).Accuracy!.Value;
            Assert.InRange(integer, exact - 0.003, exact + 0.003);
        }

        Dataset Read(string part) => IdxReader.ReadDataset(
            Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
    }
}

/// <summary>A small network that reads digits.</summary>
[Network, Quantized, Input(1, 28, 28), CrossEntropyLoss]
public partial class Digits
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>A test that needs MNIST, in $NETGEN_DATA/mnist or in a folder shared/data/mnist above this one; else it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute() => Skip = Folder is null ? "MNIST is not on this machine: set NETGEN_DATA." : null;

    public static string? Folder
    {
        get
        {
            List<string> roots = Environment.GetEnvironmentVariable("NETGEN_DATA") is { Length: > 0 } root ? [root] : [];
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                roots.Add(Path.Combine(folder.FullName, "shared", "data"));
            }

            return roots.Select(folder => Path.Combine(folder, "mnist"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "train-images-idx3-ubyte.gz")));
        }
    }
}
