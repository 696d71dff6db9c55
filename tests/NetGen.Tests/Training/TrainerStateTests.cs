using Xunit;

namespace NetGen.Tests.Training;

/// <summary>What optimizers remember, listed, saved and loaded.</summary>
public sealed class TrainerStateTests
{
    private const int Features = 5, Outputs = 3, Size = 4;

    public static TheoryData<string> Names => 
    [
        "sgd", "momentum", "adam", "amsgrad", "adagrad", "adadelta", "rmsprop", "lion", "muon", "groups", "accumulation", "own",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Going_on_from_a_file_equals_not_stopping(string name)
    {
        using TempFolder folder = new();
        string weights = folder.File("weights.safetensors"), state = folder.File("state.safetensors");
        Wide first = new(1), second = new(2);
        using (Wide.Trainer trainer = Create(first, name))
        {
            Train(trainer, 0, 5);
            first.Save(weights);
            trainer.State.Save(state);
            Train(trainer, 5, 5);
        }

        using Wide.Trainer other = Create(second, name);
        Train(other, 20, 2);
        second.Load(weights);
        other.State.Load(state);
        Assert.Equal(name == "accumulation" ? 2 : 5, other.State.Steps);
        Train(other, 5, 5);
        Assert.Equal(Weights(first), Weights(second));
    }

    [Fact]
    public void Tensors_have_names_and_shapes()
    {
        Wide network = new(1);
        TrainerOptions options = new() { Groups = [ParameterGroup.Of(IsBias, new Sgd(1, momentum: 0.5f)), ParameterGroup.Frozen(IsFirst)] };
        using Wide.Trainer trainer = network.CreateTrainer(new AdamW(), Size, options);
        Assert.Equal(
            [
                "All.linear0.bias.Sgd.momentum 19", "All.linear1.weight.AdamW.mean 3×19", "All.linear1.weight.AdamW.square 3×19",
                "All.linear1.bias.Sgd.momentum 3",
            ],
            trainer.State.Tensors.Select(tensor => tensor.ToString()));
        trainer.Step(StepData.Values(Size * Features, 1), StepData.Values(Size * Outputs, 2));
        Assert.Equal(1, trainer.State.Steps);
        Assert.Equal(
            trainer.Gradient(network.Parameters.Single(parameter => parameter.Name == "All.linear1.bias")).ToArray(),
            trainer.State.Tensors[^1].AsSpan<double>().ToArray());
    }

    [Fact]
    public void Each_optimizer_names_what_it_remembers()
    {
        (Optimizer Optimizer, string Slots)[] all =
        [
            (new Sgd(1), ""), (new Sgd(1, 0.9f), "Sgd.momentum"), (new Sgd(1, 0.9f, nesterov: true), "Sgd.momentum"),
            (new Adam(), "Adam.mean Adam.square"), (new Adam(amsGrad: true), "Adam.mean Adam.square Adam.largest"),
            (new AdamW(amsGrad: true), "AdamW.mean AdamW.square AdamW.largest"), (new Adagrad(), "Adagrad.sum"),
            (new Adadelta(), "Adadelta.square Adadelta.step_square"), (new RmsProp(), "RmsProp.square"),
            (new RmsProp(momentum: 0.5f), "RmsProp.square RmsProp.momentum"), (new RmsProp(isCentred: true), "RmsProp.square RmsProp.mean"),
            (new RmsProp(momentum: 0.5f, isCentred: true), "RmsProp.square RmsProp.mean RmsProp.momentum"), (new Lion(), "Lion.momentum"),
            (new Muon(others: new Adagrad()), "Muon.momentum"),
        ];
        foreach ((Optimizer optimizer, string slots) in all)
        {
            using Wide.Trainer trainer = new Wide(1).CreateTrainer(optimizer, Size);
            const string Of = "All.linear1.weight.";
            Assert.Equal(slots, string.Join(' ', trainer.State.Tensors
                .Where(tensor => tensor.Name.StartsWith(Of, StringComparison.Ordinal)).Select(tensor => tensor.Name[Of.Length..])));
        }

        using Wide.Trainer muon = new Wide(1).CreateTrainer(new Muon(others: new Adagrad()), Size);
        Assert.Contains(muon.State.Tensors, tensor => tensor.Name == "All.linear1.bias.Adagrad.sum");
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_is_changed()
    {
        using TempFolder folder = new();
        string path = folder.File("state.safetensors"), weights = folder.File("weights.safetensors");
        Wide network = new(1);
        using Wide.Trainer adam = network.CreateTrainer(new Adam(), Size), adamW = network.CreateTrainer(new AdamW(), Size);
        Train(adam, 0, 3);
        adam.State.Save(path);
        SafetensorsException other = Assert.Throws<SafetensorsException>(() => adamW.State.Load(path));
        Assert.Equal("All.linear0.weight.AdamW.mean", other.Field);
        Assert.Equal(0, adamW.State.Steps);
        Assert.All(adamW.State.Tensors, tensor => Assert.Equal(new double[tensor.Shape.Size], tensor.AsSpan<double>().ToArray()));

        Safetensors.Save(weights, adamW.State.Tensors);
        SafetensorsException lacks = Assert.Throws<SafetensorsException>(() => adamW.State.Load(weights));
        Assert.Equal("steps", lacks.Field);
        Assert.Throws<SafetensorsException>(() =>
        {
            using Wide.Trainer plain = network.CreateTrainer(new Sgd(1), Size);
            plain.State.Load(path);
        });
        Safetensors.Save(
            weights,
            adamW.State.Tensors,
            new Dictionary<string, string>
            {
                ["steps"] = "3", ["draws"] = "3", ["accumulated.batches"] = "1", ["accumulated.samples"] = "4",
            });
        Assert.Equal("accumulated.batches", Assert.Throws<SafetensorsException>(() => adamW.State.Load(weights)).Field);
    }

    private static Wide.Trainer Create(Wide network, string name) => network.CreateTrainer(
        name switch
        {
            "sgd" => new Sgd(0.1f),
            "momentum" => new Sgd(0.1f, momentum: 0.9f),
            "amsgrad" => new AdamW(0.01f, amsGrad: true),
            "adagrad" => new Adagrad(0.1f, rateDecay: 0.1f, initialAccumulator: 0.1f),
            "adadelta" => new Adadelta(),
            "rmsprop" => new RmsProp(0.01f, momentum: 0.5f, isCentred: true),
            "lion" => new Lion(0.01f),
            "muon" => new Muon(others: new Lion(0.01f)),
            "own" => new ClippedRmsProp(0.01f, momentum: 0.5f),
            _ => new AdamW(0.01f),
        },
        Size,
        new()
        {
            Threads = 2,
            Groups = name == "groups" ? [ParameterGroup.Of(IsBias, new Sgd(0.1f, momentum: 0.5f)), ParameterGroup.Frozen(IsFirst)] : [],
            GradientAccumulation = name == "accumulation" ? 2 : 1,
        });

    private static void Train(Wide.Trainer trainer, int start, int count)
    {
        for (int step = start; step < start + count; step++)
        {
            trainer.Step(StepData.Values(Size * Features, step), StepData.Values(Size * Outputs, 50 + step));
        }
    }

    private static bool IsBias(Parameter parameter) => parameter.Name.EndsWith(".bias", StringComparison.Ordinal);

    private static bool IsFirst(Parameter parameter) => parameter.Name.StartsWith("All.linear0.", StringComparison.Ordinal);

    private static double[] Weights(Wide network) => [.. network.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];
}
