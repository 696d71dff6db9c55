namespace NetGen.Generators.Tests;

/// <summary>What the passes make of a small network, as text: a changed derivative shows here as a changed line.</summary>
public class PrinterTests
{
    [Fact]
    public void The_backward_graph_of_a_small_network_reads_as_its_formulas()
    {
        NetworkModel model = Model(("Linear", "outputs", 3), ("Tanh", "", 0));
        ShapedNetwork shaped = ShapeInference.Run(model, [])!;

        NetworkGraph graph = Simplify.Run(Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training)));

        Assert.Equal(
            """
            %0 batch × 2 = given  // input
            %1 batch × 2 = Stage(%0)  // samples
            %2 6 = given  // Body.linear0.weight
            %3 batch × 3 = Output(2 → 3)(%1, %2)  // Body.linear0
            %4 3 = given  // Body.linear0.bias
            %5 batch × 3 = %3 + %4  // Body.linear0 biased
            %6 batch × 3 = tanh(%5)  // Body.tanh0
            %7 batch × 3 = given  // target
            %8 scalar = Sum over batch × 3 of (%6 - %7) · (%6 - %7)  // loss sum
            %9 scalar = %8 · 1/batch · 1/3  // loss
            %10 batch × 3 = (%6 - %7 + %6 - %7) · 1/batch · 1/3  // ∂loss
            %11 batch × 3 = %10 · (1 - %6 · %6)  // ∂Body.tanh0
            %12 6 = WeightGradient(2 → 3)(%1, %11)  // ∂Body.linear0.weight
            %13 3 = Sum over batch × 3 of %11  // ∂Body.linear0.bias
            gradient Body.linear0.weight = %12
            gradient Body.linear0.bias = %13
            output %6
            loss %9

            """.ReplaceLineEndings("\n"),
            Printer.Print(graph));
    }

    [Fact]
    public void Nothing_is_computed_for_the_gradient_of_the_batch()
    {
        ShapedNetwork shaped = ShapeInference.Run(Model(("Linear", "outputs", 3)), [])!;

        string unsimplified = Printer.Print(Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training)));

        Assert.DoesNotContain("// ∂Body.linear0\n", unsimplified);
    }

    private static NetworkModel Model(params (string Name, string Argument, double Value)[] operations)
    {
        Site site = new(null, -1);
        ArgumentValue shape = new(Items: new[] { new ArgumentValue(2) }.ToEquatableArray());
        AttributeModel input = new("Input", Arguments(new ArgumentModel("shape", shape)), site);
        IEnumerable<AttributeModel> body = operations.Select(o => new AttributeModel(
            o.Name, o.Argument == "" ? Arguments() : Arguments(new ArgumentModel(o.Argument, new ArgumentValue(o.Value))), site));
        return new NetworkModel(
            "", EquatableArray<string>.Empty, "Net", "public", default,
            new[] { input }.ToEquatableArray(), new[] { new AttributeModel("MseLoss", Arguments(), site) }.ToEquatableArray(),
            new[] { new StageModel("Body", "public", body.ToEquatableArray(), EquatableArray<AttributeModel>.Empty) }.ToEquatableArray(),
            EquatableArray<BlockModel>.Empty);
    }

    private static EquatableArray<ArgumentModel> Arguments(params ArgumentModel[] arguments) => arguments.ToEquatableArray();
}
