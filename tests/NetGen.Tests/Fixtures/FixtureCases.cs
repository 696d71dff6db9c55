namespace NetGen.Tests.Fixtures;

/// <summary>All networks that PyTorch's fixtures are for, by name and precision.</summary>
internal static class FixtureCases
{
    public static IReadOnlyDictionary<string, FixtureCase> All { get; } = new Dictionary<string, FixtureCase>
    {
        ["mlp, float"] = Single("mlp", () => new MlpSingle(), n => n.CreateTrainer),
        ["mlp, double"] = Double("mlp", () => new MlpDouble(), n => n.CreateTrainer),
        ["binary, float"] = Single("binary", () => new BinarySingle(), n => n.CreateTrainer),
        ["binary, double"] = Double("binary", () => new BinaryDouble(), n => n.CreateTrainer),
        ["norms, float"] = Single("norms", () => new NormsSingle(), n => n.CreateTrainer),
        ["norms, double"] = Double("norms", () => new NormsDouble(), n => n.CreateTrainer),
        ["two heads, float"] = new FixtureCase<float, TwoHeadsSingle>("two_heads", () => new TwoHeadsSingle(), n => n.CreateTrainer)
        {
            Step = (trainer, f) => ((TwoHeadsSingle.Trainer)trainer).Step(f["input"], new(f.Integers("target.Kind"), f["target.Place"])),
            Predict = (n, f, i) => n.Predict(f.Sample("input", i).AsMemory()) is var outputs
                ? [("output.Kind", outputs.Kind), ("output.Place", outputs.Place)]
                : [],
        },
        ["two heads, double"] = new FixtureCase<double, TwoHeadsDouble>("two_heads", () => new TwoHeadsDouble(), n => n.CreateTrainer)
        {
            Step = (trainer, f) => ((TwoHeadsDouble.Trainer)trainer).Step(f["input"], new(f.Integers("target.Kind"), f["target.Place"])),
            Predict = (n, f, i) => n.Predict(f.Sample("input", i).AsMemory()) is var outputs
                ? [("output.Kind", outputs.Kind), ("output.Place", outputs.Place)]
                : [],
        },
        ["siamese, float"] = new FixtureCase<float, SiameseSingle>("siamese", () => new SiameseSingle(), n => n.CreateTrainer)
        {
            Step = (trainer, f) => ((SiameseSingle.Trainer)trainer).Step(new(f["input.First"], f["input.Second"]), f["target"]),
            Predict = (n, f, i) =>
                [("output", n.Predict(new SiameseSingle.Inputs(f.Sample("input.First", i), f.Sample("input.Second", i))))],
        },
        ["siamese, double"] = new FixtureCase<double, SiameseDouble>("siamese", () => new SiameseDouble(), n => n.CreateTrainer)
        {
            Step = (trainer, f) => ((SiameseDouble.Trainer)trainer).Step(new(f["input.First"], f["input.Second"]), f["target"]),
            Predict = (n, f, i) =>
                [("output", n.Predict(new SiameseDouble.Inputs(f.Sample("input.First", i), f.Sample("input.Second", i))))],
        },
        ["activations, float"] = Single("activations", () => new ActivationsSingle(), n => n.CreateTrainer),
        ["losses, float"] = LossesInSingle(),
        ["activations, double"] = Double("activations", () => new ActivationsDouble(), n => n.CreateTrainer),
        ["losses, double"] = LossesInDouble(),
        ["embeddings, float"] = EmbeddingsInSingle(),
        ["embeddings, double"] = EmbeddingsInDouble(),
        ["cnn, float"] = Single("cnn", () => new CnnSingle(), n => n.CreateTrainer),
        ["cnn, double"] = Double("cnn", () => new CnnDouble(), n => n.CreateTrainer),
        ["residual, float"] = Single("residual", () => new ResidualSingle(), n => n.CreateTrainer),
        ["residual, double"] = Double("residual", () => new ResidualDouble(), n => n.CreateTrainer),
        ["resnet, float"] = Single("resnet", () => new ResNetSingle(), n => n.CreateTrainer),
        ["resnet, double"] = Double("resnet", () => new ResNetDouble(), n => n.CreateTrainer),
        ["resnet recomputed, float"] = Single("resnet", () => new ResNetRecomputedSingle(), n => n.CreateTrainer),
        ["resnet recomputed, double"] = Double("resnet", () => new ResNetRecomputedDouble(), n => n.CreateTrainer),
        ["bottleneck, float"] = Single("bottleneck", () => new BottleneckSingle(), n => n.CreateTrainer),
        ["bottleneck, double"] = Double("bottleneck", () => new BottleneckDouble(), n => n.CreateTrainer),
        ["unet, float"] = Single("unet", () => new UNetSingle(), n => n.CreateTrainer),
        ["unet, double"] = Double("unet", () => new UNetDouble(), n => n.CreateTrainer),
        ["gated, float"] = Single("gated", () => new GatedSingle(), n => n.CreateTrainer),
        ["gated, double"] = Double("gated", () => new GatedDouble(), n => n.CreateTrainer),
        ["moves, float"] = Single("moves", () => new MovesSingle(), n => n.CreateTrainer),
        ["moves, double"] = Double("moves", () => new MovesDouble(), n => n.CreateTrainer),
        ["windows, float"] = Single("windows", () => new WindowsSingle(), n => n.CreateTrainer),
        ["windows, double"] = Double("windows", () => new WindowsDouble(), n => n.CreateTrainer),
        ["lines, float"] = Single("lines", () => new LinesSingle(), n => n.CreateTrainer),
        ["lines, double"] = Double("lines", () => new LinesDouble(), n => n.CreateTrainer),
        ["weight norm, float"] = Single("weight_norm", () => new WeightNormSingle(), n => n.CreateTrainer),
        ["weight norm, double"] = Double("weight_norm", () => new WeightNormDouble(), n => n.CreateTrainer),
        ["gpt, float"] = Single("gpt", () => new GptSingle(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["gpt, double"] = Double("gpt", () => new GptDouble(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["gpt, shorter, float"] = Single("gpt_short", () => new GptSingle(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["gpt, shorter, double"] = Double("gpt_short", () => new GptDouble(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["gpt recomputed, float"] = Single("gpt", () => new GptRecomputedSingle(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["gpt recomputed, double"] = Double("gpt", () => new GptRecomputedDouble(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["llama, float"] = Single("llama", () => new LlamaSingle(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["llama, double"] = Double("llama", () => new LlamaDouble(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["llama, shorter, float"] = Single("llama_short", () => new LlamaSingle(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["llama, shorter, double"] = Double("llama_short", () => new LlamaDouble(), n => n.CreateTrainer, n => n.CreateDecoder),
        ["bidirectional, float"] = Single("bidirectional", () => new BidirectionalSingle(), n => n.CreateTrainer),
        ["bidirectional, double"] = Double("bidirectional", () => new BidirectionalDouble(), n => n.CreateTrainer),
        ["bidirectional, shorter, float"] = Single("bidirectional_short", () => new BidirectionalSingle(), n => n.CreateTrainer),
        ["bidirectional, shorter, double"] = Double("bidirectional_short", () => new BidirectionalDouble(), n => n.CreateTrainer),
        ["rotary, float"] = Single("rotary", () => new RotarySingle(), n => n.CreateTrainer),
        ["rotary, double"] = Double("rotary", () => new RotaryDouble(), n => n.CreateTrainer),
        ["long, float"] = Single("long", () => new LongSingle(), n => n.CreateTrainer),
        ["long, double"] = Double("long", () => new LongDouble(), n => n.CreateTrainer),
        ["pre-norm, float"] = Single("pre_norm", () => new PreNormSingle(), n => n.CreateTrainer),
        ["pre-norm, double"] = Double("pre_norm", () => new PreNormDouble(), n => n.CreateTrainer),
        ["post-norm, float"] = Single("post_norm", () => new PostNormSingle(), n => n.CreateTrainer),
        ["post-norm, double"] = Double("post_norm", () => new PostNormDouble(), n => n.CreateTrainer),
        ["translation, float"] = TranslationInSingle("translation"),
        ["translation, double"] = TranslationInDouble("translation"),
        ["translation, shorter, float"] = TranslationInSingle("translation_short"),
        ["translation, shorter, double"] = TranslationInDouble("translation_short"),
        ["recurrent, float"] = Single("recurrent", () => new RecurrentSingle(), n => n.CreateTrainer),
        ["recurrent, double"] = Double("recurrent", () => new RecurrentDouble(), n => n.CreateTrainer),
        ["peaks, float"] = Single("peaks", () => new PeaksSingle(), n => n.CreateTrainer),
        ["peaks, double"] = Double("peaks", () => new PeaksDouble(), n => n.CreateTrainer),
        ["bags, float"] = BagsInSingle(),
        ["bags, double"] = BagsInDouble(),
        ["products, float"] = Single("products", () => new ProductsSingle(), n => n.CreateTrainer),
        ["products, double"] = Double("products", () => new ProductsDouble(), n => n.CreateTrainer),
    };

    private static FixtureCase<float, TNetwork> Single<TNetwork>(
        string fixture, Func<TNetwork> create,
        Func<TNetwork, Func<Optimizer, int, TrainerOptions?, Trainer<float>>> createTrainer,
        Func<TNetwork, Func<Decoder<float>>>? createDecoder = null)
        where TNetwork : Network<float> => new(fixture, create, createTrainer) { CreateDecoder = createDecoder };

    private static FixtureCase<double, TNetwork> Double<TNetwork>(
        string fixture, Func<TNetwork> create,
        Func<TNetwork, Func<Optimizer, int, TrainerOptions?, Trainer<double>>> createTrainer,
        Func<TNetwork, Func<Decoder<double>>>? createDecoder = null)
        where TNetwork : Network<double> => new(fixture, create, createTrainer) { CreateDecoder = createDecoder };

    private static FixtureCase<float, TranslationSingle> TranslationInSingle(string fixture) => new(
        fixture, () => new TranslationSingle(), n => n.CreateTrainer)
    {
        Step = (trainer, f) => ((TranslationSingle.Trainer)trainer).Step(
            new(f.Integers("input.Source"), f.Integers("input.Target")), f.Integers("target"), f.BatchSize),
        Predict = (n, f, i) =>
            [("output", n.Predict(new TranslationSingle.Inputs(f.IntegerSample("input.Source", i), f.IntegerSample("input.Target", i))))],
    };

    private static FixtureCase<double, TranslationDouble> TranslationInDouble(string fixture) => new(
        fixture, () => new TranslationDouble(), n => n.CreateTrainer)
    {
        Step = (trainer, f) => ((TranslationDouble.Trainer)trainer).Step(
            new(f.Integers("input.Source"), f.Integers("input.Target")), f.Integers("target"), f.BatchSize),
        Predict = (n, f, i) =>
            [("output", n.Predict(new TranslationDouble.Inputs(f.IntegerSample("input.Source", i), f.IntegerSample("input.Target", i))))],
    };

    private static FixtureCase<float, BagsSingle> BagsInSingle() => new("bags", () => new BagsSingle(), n => n.CreateTrainer)
    {
        Step = (trainer, f) => ((BagsSingle.Trainer)trainer).Step(
            new(f.Integers("input.Words"), f.Integers("input.Items"), f["input.Amounts"]), f.Integers("target")),
        Predict = (n, f, i) =>
        [
            ("output", n.Predict(new BagsSingle.Inputs(
                f.IntegerSample("input.Words", i), f.IntegerSample("input.Items", i), f.Sample("input.Amounts", i)))),
        ],
    };

    private static FixtureCase<double, BagsDouble> BagsInDouble() => new("bags", () => new BagsDouble(), n => n.CreateTrainer)
    {
        Step = (trainer, f) => ((BagsDouble.Trainer)trainer).Step(
            new(f.Integers("input.Words"), f.Integers("input.Items"), f["input.Amounts"]), f.Integers("target")),
        Predict = (n, f, i) =>
        [
            ("output", n.Predict(new BagsDouble.Inputs(
                f.IntegerSample("input.Words", i), f.IntegerSample("input.Items", i), f.Sample("input.Amounts", i)))),
        ],
    };

    private static FixtureCase<float, LossesSingle> LossesInSingle() => new("losses", () => new LossesSingle(), n => n.CreateTrainer)
    {
        Step = (trainer, f) => ((LossesSingle.Trainer)trainer).Step(f["input"], new(
            f.Integers("target.Weighted"), f["target.Binary"], f["target.Soft"], f.Integers("target.Margin"), f["target.Absolute"],
            f["target.Huber"], f["target.Smooth"], f["target.Poisson"], f["target.Gaussian"], f["target.Divergence"])),
        Predict = (n, f, i) => n.Predict(f.Sample("input", i).AsMemory()) is var o
            ?
            [
                ("output.Weighted", o.Weighted), ("output.Binary", o.Binary), ("output.Soft", o.Soft), ("output.Margin", o.Margin),
                ("output.Absolute", o.Absolute), ("output.Huber", o.Huber), ("output.Smooth", o.Smooth), ("output.Poisson", o.Poisson),
                ("output.Gaussian", o.Gaussian), ("output.Divergence", o.Divergence),
            ]
            : [],
    };

    private static FixtureCase<double, LossesDouble> LossesInDouble() => new("losses", () => new LossesDouble(), n => n.CreateTrainer)
    {
        Step = (trainer, f) => ((LossesDouble.Trainer)trainer).Step(f["input"], new(
            f.Integers("target.Weighted"), f["target.Binary"], f["target.Soft"], f.Integers("target.Margin"), f["target.Absolute"],
            f["target.Huber"], f["target.Smooth"], f["target.Poisson"], f["target.Gaussian"], f["target.Divergence"])),
        Predict = (n, f, i) => n.Predict(f.Sample("input", i).AsMemory()) is var o
            ?
            [
                ("output.Weighted", o.Weighted), ("output.Binary", o.Binary), ("output.Soft", o.Soft), ("output.Margin", o.Margin),
                ("output.Absolute", o.Absolute), ("output.Huber", o.Huber), ("output.Smooth", o.Smooth), ("output.Poisson", o.Poisson),
                ("output.Gaussian", o.Gaussian), ("output.Divergence", o.Divergence),
            ]
            : [],
    };

    private static FixtureCase<float, EmbeddingsSingle> EmbeddingsInSingle() =>
        new("embeddings", () => new EmbeddingsSingle(), n => n.CreateTrainer)
        {
            Step = (trainer, f) => ((EmbeddingsSingle.Trainer)trainer).Step(
                f["input"], new(f.Integers("target.Kind"), f["target.KindWeight"], f["target.Sides"])),
            Predict = (n, f, i) => n.Predict(f.Sample("input", i).AsMemory()) is var o
                ?
                [
                    ("output.Kind", o.Kind), ("output.Sides", o.Sides), ("output.Anchor", o.Anchor), ("output.Positive", o.Positive),
                    ("output.Negative", o.Negative), ("output.Image", o.Image), ("output.Text", o.Text),
                ]
                : [],
        };

    private static FixtureCase<double, EmbeddingsDouble> EmbeddingsInDouble() =>
        new("embeddings", () => new EmbeddingsDouble(), n => n.CreateTrainer)
        {
            Step = (trainer, f) => ((EmbeddingsDouble.Trainer)trainer).Step(
                f["input"], new(f.Integers("target.Kind"), f["target.KindWeight"], f["target.Sides"])),
            Predict = (n, f, i) => n.Predict(f.Sample("input", i).AsMemory()) is var o
                ?
                [
                    ("output.Kind", o.Kind), ("output.Sides", o.Sides), ("output.Anchor", o.Anchor), ("output.Positive", o.Positive),
                    ("output.Negative", o.Negative), ("output.Image", o.Image), ("output.Text", o.Text),
                ]
                : [],
        };
}
