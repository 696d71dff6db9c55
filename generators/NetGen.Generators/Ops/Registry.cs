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
        new GlobalAvgPoolOp(),
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
    }.ToDictionary(operation => operation.Name);

    public static readonly IReadOnlyDictionary<string, Loss> Losses = new Loss[]
    {
        new CrossEntropyLoss(),
        new BinaryCrossEntropyLoss(),
        new MseLoss(),
    }.ToDictionary(loss => loss.Name);
}
