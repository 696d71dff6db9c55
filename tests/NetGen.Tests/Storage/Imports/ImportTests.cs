using Xunit;

namespace NetGen.Tests.Storage.Imports;

/// <summary>Files of torchvision's ResNet-18 and of Hugging Face's BERT and GPT-2 give what PyTorch computes.</summary>
public sealed class ImportTests : IDisposable
{
    private const float Tolerance = 1e-4f;

    private static readonly string[] s_masks = ["transformer.h.*.attn.bias", "transformer.h.*.attn.masked_bias"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_ResNet18_of_torchvision_computes_what_PyTorch_does()
    {
        TorchResNet18 network = new();
        LoadReport report = network.Load(Weights("resnet18"), network.ImportNames);
        Assert.Equal(network.Parameters.Select(parameter => parameter.Name), report.Loaded);
        Assert.Equal(20, report.Ignored.Count);
        Assert.All(report.Ignored, name => Assert.EndsWith(".num_batches_tracked", name, StringComparison.Ordinal));

        using SafetensorsFile values = Values("resnet18");
        float[] output = new float[10];
        network.Predict(values.ReadSingles("input0"), output);
        Near(values.ReadSingles("output"), output);
    }

    [Fact]
    public void A_BERT_of_Hugging_Face_in_BF16_computes_what_PyTorch_does()
    {
        TorchBert network = new();
        LoadReport report = network.Load(Weights("bert"), network.ImportNames.Rename("bert.**", "**"));
        Assert.Equal(["bert.embeddings.position_ids"], report.Ignored);
        Assert.Equal(
            "the first 12 of 16 rows of embeddings.position_embeddings.weight", report.Remarks["Embed.learnedpositions0.positions"]);

        using SafetensorsFile values = Values("bert");
        (int[] tokens, int[] types) = (values.ReadInt32s("input0"), values.ReadInt32s("input1"));
        float[] expected = values.ReadSingles("output");
        for (int sample = 0; sample < 3; sample++)
        {
            Near(
                expected[(3 * sample)..(3 * (sample + 1))],
                network.Predict(new TorchBert.Inputs(tokens.AsMemory(12 * sample, 12), types.AsMemory(12 * sample, 12))));
        }
    }

    [Fact]
    public void A_GPT2_of_Hugging_Face_in_F16_computes_what_PyTorch_does()
    {
        TorchGpt2 network = new();
        string path = Weights("gpt2");
        LoadReport report = network.Load(path, network.ImportNames.Ignore(s_masks));
        Assert.Equal(4, report.Ignored.Count);
        Assert.Equal(
            "the same as transformer.wte.weight, of which Embed.embedding0.weight was filled", report.Remarks["lm_head.weight"]);

        using SafetensorsFile values = Values("gpt2");
        float[] output = new float[2 * 10 * 31];
        network.Predict(values.ReadInt32s("input0"), 10, output);
        Near(values.ReadSingles("output"), output);

        SafetensorsException left = Assert.Throws<SafetensorsException>(() => network.Load(path, network.ImportNames));
        Assert.Equal("transformer.h.0.attn.bias", left.Field);
        Assert.Contains("U8 1×1×16×16", left.Message, StringComparison.Ordinal);
        Assert.Contains("3 more", left.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recurrent_layers_in_F64_compute_what_PyTorch_does()
    {
        TorchRecurrences network = new();
        LoadReport report = network.Load(Weights("recurrences"), network.ImportNames);
        Assert.Equal("rounded from F64", report.Remarks["Body.gru0.bias_hn_l0"]);
        using SafetensorsFile values = Values("recurrences");
        float[] output = new float[4];
        network.Predict(values.ReadSingles("input0"), output);
        Near(values.ReadSingles("output"), output);
    }

    [Fact]
    public void Names_of_repeated_blocks_are_one_rule()
    {
        Assert.Equal(
            ["transformer.h.*.attn.c_attn.weight → Body.*.Attend.causalselfattention0.in_weight (transposed)"],
            new TorchGpt2().ImportNames.Rules.Where(rule => $"{rule}".Contains("in_weight", StringComparison.Ordinal))
                .Select(rule => $"{rule}"));
        Assert.Contains(
            "encoder.layer.*.attention.self.query.bias + encoder.layer.*.attention.self.key.bias + "
                + "encoder.layer.*.attention.self.value.bias → Encoder.*.Attend.selfattention0.in_bias",
            new TorchBert().ImportNames.Rules.Select(rule => $"{rule}"));
        Assert.Empty(new Training.StepClassifier(1).ImportNames.Rules);
    }

    [Fact]
    public void Names_stand_wherever_weights_do() => Assert.Equal(
        [
            "in.*.proj.weight_v → In.*.linear0.weight",
            "in.*.proj.weight_g → In.*.linear0.weight_g",
            "in.*.proj.bias → In.*.linear0.bias",
            "in.*.act.weight → In.*.prelu0.weight",
            "*.ln_1.weight → Unnamed.*.Attend.layernorm0.weight",
            "*.ln_1.bias → Unnamed.*.Attend.layernorm0.bias",
            "*.attn.c_attn.weight → Unnamed.*.Attend.causalselfattention0.in_weight (transposed)",
            "cross.q.weight → Cross.crossattention0.query_weight",
            "cross.k.weight + cross.v.weight → Cross.crossattention0.key_value_weight",
            "cross.out_weight → Cross.crossattention0.out_weight",
            "self.in_proj_weight → Self.selfattention0.in_weight",
            "self.o.weight → Self.selfattention0.out_weight",
            "again.weight → Again.linear0.weight",
            "again.bias → Again.linear0.bias",
            "part.weight → Part.Body.layernorm0.weight",
            "part.bias → Part.Body.layernorm0.bias",
            "part.dense.weight → Part.Body.linear0.weight",
            "part.dense.bias → Part.Body.linear0.bias",
        ],
        new NamedEverywhere().ImportNames.Rules.Select(rule => $"{rule}")
            .Where(rule => !rule.Contains("Think", StringComparison.Ordinal) && !rule.Contains("c_attn.bias", StringComparison.Ordinal)
                && !rule.Contains("c_proj", StringComparison.Ordinal)));

    [Fact]
    public void A_head_that_differs_from_the_table_it_shares_is_left_over()
    {
        TorchGpt2 network = new();
        WeightNames names = network.ImportNames.Ignore(s_masks);
        string path = _folder.Write("changed.safetensors", File.ReadAllBytes(Weights("gpt2")));
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.Position = stream.Length - 1;
            stream.WriteByte(0x12);
        }

        float[] before = network.Embed["embedding0.weight"].Span.ToArray();
        SafetensorsException refused = Assert.Throws<SafetensorsException>(() => network.Load(path, names));
        Assert.Equal("lm_head.weight", refused.Field);
        Assert.Contains("differs from transformer.wte.weight", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Embed["embedding0.weight"].Span.ToArray());
        Assert.Equal(["lm_head.weight"], network.LoadPartial(path, names).NotUsed);
    }

    [Fact]
    public void A_damaged_file_gives_the_typed_exception_or_only_other_numbers()
    {
        TorchGpt2 network = new();
        WeightNames names = network.ImportNames.Ignore(s_masks);
        byte[] whole = File.ReadAllBytes(Weights("gpt2"));
        int header = BitConverter.ToInt32(whole);
        Random random = new(1);
        int refused = 0;
        for (int round = 0; round < 500; round++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(8 + header)] = (byte)random.Next(256);
            string path = _folder.Write("damaged.safetensors", damaged);
            if (Record.Exception(() => network.Load(path, names)) is { } thrown)
            {
                Assert.IsType<SafetensorsException>(thrown);
                refused++;
            }
        }

        Assert.InRange(refused, 400, 500);
    }

    private static string Weights(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "imports", $"{name}.safetensors");

    private static SafetensorsFile Values(string name) => SafetensorsFile.Open(Weights($"{name}.values"));

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - Tolerance, expected[i] + Tolerance);
        }
    }
}
