using NetGen.Generators.Tests;
using NetGen.Generators.Tests.Contracts;
using NetGen.Onnx.Import;

namespace NetGen.Onnx.Tests.Import;

/// <summary>
/// Files that PyTorch's exporter wrote (tests/fixtures/make_onnx.py), imported: the network gives what PyTorch's gave, and three steps of
/// training lead to where they led there.
/// </summary>
public sealed class ImportedTrainingTests
{
    public static TheoryData<string> Networks =>
    [
        .. Directory.GetFiles(Repository.PathOf("tests", "fixtures", "onnx"), "*.onnx")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Three_steps_lead_where_they_led_in_pytorch(string name)
    {
        using SafetensorsFile expected = SafetensorsFile.Open(PathOf($"{name}.safetensors"));
        bool hasLabels = expected["target"].Dtype == "I32";
        ImportedNetwork imported = OnnxImporter.Import(
            PathOf($"{name}.onnx"), new ImportOptions { ClassName = "Net", Loss = hasLabels ? "cross-entropy" : "mse" });
        CompiledNetworks compiled = new(imported);
        Assert.True(compiled.ProblemOf(imported) is null, $"{compiled.ProblemOf(imported)}\n{imported.Source}");
        ImportedRun run = compiled.Create(imported);

        Outcome.AssertClose("outputs", expected.ReadDoubles("outputs"), Predict(run, expected), 1e-5);
        Outcome.AssertClose("losses", expected.ReadDoubles("losses"), Train(run, expected, hasLabels), 1e-5);
        Outcome.AssertClose("outputs after training", expected.ReadDoubles("trained"), Predict(run, expected), 1e-4);
    }

    private static double[] Train(ImportedRun run, SafetensorsFile batch, bool hasLabels)
    {
        Network<float> network = (Network<float>)run.Network;
        int samples = batch["input"].Shape[0];
        using Trainer<float> trainer = (Trainer<float>)network.GetType()
            .GetMethod("CreateTrainer", [typeof(Optimizer), typeof(int), typeof(TrainerOptions)])!
            .Invoke(network, [new Sgd(0.05f), samples, new TrainerOptions { Threads = 1 }])!;
        float[] targets = hasLabels ? [] : Array.ConvertAll(batch.ReadDoubles("target"), value => (float)value);
        int[] labels = hasLabels ? batch.ReadInt32s("target") : [];
        bool takesTokens = batch["input"].Dtype == "I32";
        int[] tokens = takesTokens ? batch.ReadInt32s("input") : [];
        float[] values = takesTokens ? [] : Array.ConvertAll(batch.ReadDoubles("input"), value => (float)value);
        return
        [
            .. Enumerable.Range(0, batch["losses"].Shape[0]).Select(_ => (double)(
                takesTokens ? trainer.Step(tokens, labels)
                : hasLabels ? trainer.Step(values, labels)
                : trainer.Step(values, targets)).Loss),
        ];
    }

    private static double[] Predict(ImportedRun run, SafetensorsFile batch)
    {
        bool takesTokens = batch["input"].Dtype == "I32";
        double[] inputs = takesTokens ? Array.ConvertAll(batch.ReadInt32s("input"), token => (double)token) : batch.ReadDoubles("input");
        int samples = batch["input"].Shape[0], size = inputs.Length / samples;
        return [.. Enumerable.Range(0, samples).SelectMany(i => run.Predict([inputs[(i * size)..((i + 1) * size)]]).Single())];
    }

    private static string PathOf(string file) => Repository.PathOf("tests", "fixtures", "onnx", file);
}
