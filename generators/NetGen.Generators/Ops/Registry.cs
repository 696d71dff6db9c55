namespace NetGen.Generators.Ops;

/// <summary>Every operation and every loss: one line each. An attribute is found here by its name.</summary>
internal static class Registry
{
    public static readonly IReadOnlyDictionary<string, Operation> Operations = new Operation[]
    {
        new LinearOp(),
        new Conv2dOp(),
        new BatchNormOp(),
        new MaxPool2dOp(),
        new AvgPool2dOp(),
        new GlobalAvgPool2dOp(),
        new FlattenOp(),
        new DropoutOp(),
        new ReluOp(),
        new LeakyReluOp(),
        new SigmoidOp(),
        new TanhOp(),
        new GeluOp(),
        new SoftmaxOp(),
        new AddOp(),
        new ConcatOp(),
        new ResidualOp(),
        new EmbeddingOp(),
        new LearnedPositionsOp(),
        new SinusoidalPositionsOp(),
        new LayerNormOp(),
        new RmsNormOp(),
        new SelfAttentionOp(),
        new CausalSelfAttentionOp(),
        new CrossAttentionOp(),
        new SiluOp(),
        new SwiGluOp(),
        new SliceOp(),
        new PermuteOp(),
        new ReshapeOp(),
        new MeanOverOp(),
        new MaxOverOp(),
        new MatMulOp(),
        new Upsample2dOp(),
    }.ToDictionary(operation => operation.Name);

    public static readonly IReadOnlyDictionary<string, Loss> Losses = new Loss[]
    {
        new CrossEntropyLoss(),
        new BinaryCrossEntropyWithLogitsLoss(),
        new MseLoss(),
    }.ToDictionary(loss => loss.Name);
}
