using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Emit;

/// <summary>What the user calls: constructor, stages, trainer; and the table of parameters.</summary>
internal static class SurfaceEmitter
{
    public static void Emit(SourceWriter w, ShapedNetwork network, ParameterBlock parameters, string element, bool trains)
    {
        NetworkModel model = network.Model;
        string name = Names.Escaped(model.Name);
        w.Summary("A network with new weights.");
        w.Line("/// <param name=\"seed\">Seed of the random weights: the same seed gives the same network.</param>");
        w.Line($"public {name}(int seed = 0)");
        w.Indented($": base(new ParameterStore<{element}>({parameters.Size}, {parameters.TrainedSize}, Ranges, seed), new Shape({Sizes(network.Input)}), new Shape({Sizes(network.Output)}))");
        using (w.Open(""))
        {
        }

        foreach (ShapedStage stage in network.Stages)
        {
            string accessibility = model.Stages.First(s => s.Name == stage.Name).Accessibility;
            string field = $"_{Names.Local(stage.Name).TrimStart('@')}Layer";
            w.Line();
            w.Line($"private Layer? {field};");
            w.Line();
            w.Line("/// <summary>");
            w.Line($"/// {string.Join(" → ", stage.Uses.Select(u => u.Operation.Name))}: output {stage.Output}.");
            foreach (ParameterInfo parameter in stage.Uses.SelectMany(u => u.Parameters))
            {
                w.Line($"/// <br/><c>{parameter.Name.Substring(stage.Name.Length + 1)}</c> {parameter.ShapeText}");
            }

            w.Line("/// </summary>");
            w.Line($"{accessibility} partial Layer {Names.Escaped(stage.Name)} => {field} ??= new Layer(\"{stage.Name}\", new Shape({Sizes(stage.Output)}), Parameters);");
        }

        if (trains)
        {
            w.Line();
            w.Summary("A trainer of this network: it holds the memory of a training step and the optimizer's state.");
            w.Lines(
                "/// <param name=\"optimizer\">How a step changes the weights.</param>",
                "/// <param name=\"batchSize\">Most samples in a step, at least 1.</param>",
                "/// <param name=\"options\">Seed, threads, shuffling.</param>");
            using (w.Open("public Trainer CreateTrainer(Optimizer optimizer, int batchSize = 32, TrainerOptions? options = null)"))
            {
                w.Lines("global::System.ArgumentNullException.ThrowIfNull(optimizer);", "options ??= new TrainerOptions();");
                w.Line("return new Trainer(this, new TrainingStep(Store, optimizer, batchSize, options), optimizer, options);");
            }
        }

        w.Line();
        w.Line("/// <inheritdoc/>");
        w.Line($"protected override InferenceProgram<{element}> CreateInference(int capacity, int threads) => new InferencePass(Store, capacity, threads);");
        if (trains)
        {
            w.Line();
            w.Summary($"Trains a {model.Name}.");
            using (w.Open($"public sealed class Trainer : global::NetGen.Trainer<{element}>"))
            {
                w.Line($"private readonly TrainingProgram<{element}> _step;");
                w.Line();
                w.Line($"internal Trainer({name} network, TrainingProgram<{element}> step, Optimizer optimizer, TrainerOptions options)");
                w.Indented(": base(network, step, options)");
                using (w.Open(""))
                {
                    w.Lines("_step = step;", "Optimizer = optimizer;");
                }

                w.Line();
                w.Line("/// <inheritdoc/>");
                w.Line("public override Optimizer Optimizer { get; }");
                w.Line();
                w.Line("/// <inheritdoc/>");
                w.Line("protected override void SetLearningRate(double rate) => _step.LearningRate = rate;");
            }
        }
    }

    public static void EmitParameters(SourceWriter w, ParameterBlock parameters)
    {
        w.Summary("Every parameter: what is trained first, then running statistics. One block, one file, one pass of the optimizer.");
        w.Line("private static readonly ParameterRange[] Ranges =");
        using (w.Open("", "};"))
        {
            foreach (ParameterInfo p in parameters.Parameters)
            {
                w.Line($"new(\"{p.Name}\", {parameters.OffsetOf(p)}, {(p.IsTrained ? "true" : "false")}, ParameterStart.{p.Start}, {p.FanIn}, {p.FanOut}, new Shape({string.Join(", ", p.Dimensions)})),");
            }
        }
    }

    private static string Sizes(TensorShape shape) => shape.IsImage ? $"{shape.Channels}, {shape.Height}, {shape.Width}" : $"{shape.Channels}";
}
