using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>
/// A network that is measured: how it is made and trained, and the batch sizes that it is measured with unless others are asked for.
/// </summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Training">The plan of its training step.</param>
/// <param name="Train">Makes its trainer on the CPU.</param>
internal sealed record Subject(
    string Name, Func<Network<float>> Create, ProgramPlan Training,
    Func<Network<float>, Optimizer, int, TrainerOptions, Trainer<float>> Train)
{
    /// <summary>Batches of a training step on the CPU; empty where it is too much for it.</summary>
    public int[] Batches { get; init; } = [];

    /// <summary>Batches of a training step on a GPU; empty where it is not measured there.</summary>
    public int[] DeviceBatches { get; init; } = [];

    /// <summary>Whether the scripts of other libraries know it.</summary>
    public bool HasPeer { get; init; } = true;

    /// <summary>Samples in a prediction; empty where it is not measured.</summary>
    public int[] PredictionBatches { get; init; } = [];

    /// <summary>The class in Networks.cs.</summary>
    public required string TypeName { get; init; }

    /// <summary>Makes its trainer on a device.</summary>
    public required Func<Network<float>, Optimizer, int, TrainerOptions, IlgpuDevice, Trainer<float>> TrainOn { get; init; }

    /// <summary>All of them, each declared in Networks.cs.</summary>
    public static IReadOnlyList<Subject> All { get; } =
    [
        new(
            "xor", () => new Xor(1), Generated.NetGen_Benchmarks_Xor.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Xor)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Xor), Batches = [64], DeviceBatches = [64], PredictionBatches = [1, 64],
            TrainOn = (network, optimizer, batch, options, device) => ((Xor)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "mlp", () => new Mlp(1), Generated.NetGen_Benchmarks_Mlp.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Mlp)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Mlp), Batches = [1, 64, 512], DeviceBatches = [64, 512], PredictionBatches = [1, 64, 512],
            TrainOn = (network, optimizer, batch, options, device) => ((Mlp)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "cnn", () => new Cnn(1), Generated.NetGen_Benchmarks_Cnn.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Cnn)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Cnn), Batches = [1, 64], DeviceBatches = [64, 512], PredictionBatches = [1, 64],
            TrainOn = (network, optimizer, batch, options, device) => ((Cnn)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "resnet20", () => new ResNet20(1), Generated.NetGen_Benchmarks_ResNet20.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((ResNet20)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(ResNet20), Batches = [32], PredictionBatches = [1, 32],
            TrainOn = (network, optimizer, batch, options, device) => ((ResNet20)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "resnet20-frozen-stem", () => new ResNet20FrozenStem(1), Generated.NetGen_Benchmarks_ResNet20FrozenStem.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((ResNet20FrozenStem)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(ResNet20FrozenStem), Batches = [32], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) =>
                ((ResNet20FrozenStem)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "resnet20-frozen-body", () => new ResNet20FrozenBody(1), Generated.NetGen_Benchmarks_ResNet20FrozenBody.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((ResNet20FrozenBody)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(ResNet20FrozenBody), Batches = [32], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) =>
                ((ResNet20FrozenBody)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "transformer", () => new Transformer(1), Generated.NetGen_Benchmarks_Transformer.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Transformer)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Transformer), Batches = [8], PredictionBatches = [1, 8],
            TrainOn = (network, optimizer, batch, options, device) =>
                ((Transformer)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "lstm", () => new Lstm(1), Generated.NetGen_Benchmarks_Lstm.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Lstm)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Lstm), Batches = [1, 32], PredictionBatches = [1, 32],
            TrainOn = (network, optimizer, batch, options, device) => ((Lstm)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "gru", () => new Gru(1), Generated.NetGen_Benchmarks_Gru.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Gru)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Gru), Batches = [32], PredictionBatches = [32],
            TrainOn = (network, optimizer, batch, options, device) => ((Gru)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "textcnn", () => new TextCnn(1), Generated.NetGen_Benchmarks_TextCnn.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((TextCnn)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(TextCnn), Batches = [50], PredictionBatches = [1, 50],
            TrainOn = (network, optimizer, batch, options, device) => ((TextCnn)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "mlp-gelu", () => new MlpGelu(1), Generated.NetGen_Benchmarks_MlpGelu.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((MlpGelu)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(MlpGelu), Batches = [64], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) => ((MlpGelu)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "mlp-own-gelu", () => new MlpOwnGelu(1), Generated.NetGen_Benchmarks_MlpOwnGelu.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((MlpOwnGelu)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(MlpOwnGelu), Batches = [64], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) =>
                ((MlpOwnGelu)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "lstm-own", () => new OwnLstm(1), Generated.NetGen_Benchmarks_OwnLstm.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((OwnLstm)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(OwnLstm), Batches = [1, 32], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) => ((OwnLstm)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "gpt2", () => new Gpt2(1), Generated.NetGen_Benchmarks_Gpt2.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Gpt2)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Gpt2), Batches = [4], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) => ((Gpt2)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "unet", () => new UNet(1), Generated.NetGen_Benchmarks_UNet.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((UNet)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(UNet), Batches = [16], PredictionBatches = [16], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) => ((UNet)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "densenet", () => new DenseNet(1), Generated.NetGen_Benchmarks_DenseNet.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((DenseNet)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(DenseNet), Batches = [32], PredictionBatches = [32], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) => ((DenseNet)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "split", () => new Split(1), Generated.NetGen_Benchmarks_Split.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Split)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Split), Batches = [16], PredictionBatches = [16], HasPeer = false,
            TrainOn = (network, optimizer, batch, options, device) => ((Split)network).CreateTrainer(optimizer, batch, device, options),
        },
        new(
            "gemm", () => new Gemm(1), Generated.NetGen_Benchmarks_Gemm.TrainingStep.Plan,
            (network, optimizer, batch, options) => ((Gemm)network).CreateTrainer(optimizer, batch, options))
        {
            TypeName = nameof(Gemm), DeviceBatches = [4096],
            TrainOn = (network, optimizer, batch, options, device) => ((Gemm)network).CreateTrainer(optimizer, batch, device, options),
        },
    ];

    /// <summary>The names of those that a command measures.</summary>
    public static string[] Names(Func<Subject, int[]> batches) =>
        [.. All.Where(subject => batches(subject).Length > 0).Select(subject => subject.Name)];
}
