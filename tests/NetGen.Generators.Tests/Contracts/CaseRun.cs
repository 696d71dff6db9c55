using System.Numerics;
using NetGen.Runtime;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>A case's network with random weights and a random batch: the same numbers, all floats, in either precision.</summary>
internal class CaseRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BatchData<T>[] _inputs;
    private readonly BatchData<T>[] _targets;

    /// <summary>Draws weights and batch.</summary>
    /// <param name="operatorCase">The case.</param>
    /// <param name="samples">Samples drawn; the case's batch where none are said.</param>
    public CaseRun(OperatorCase operatorCase, int? samples = null)
    {
        Case = operatorCase;
        Samples = samples ?? operatorCase.BatchSize;
        Network = CompiledCases.Create<T>(operatorCase);
        Random random = new(operatorCase.Seed);
        foreach (Parameter parameter in Network.Parameters)
        {
            Fill(parameter, random);
        }

        ProgramPlan plan = Network.Plan;
        int[] lengths = [.. plan.Lengths.Select(length => operatorCase.Length ?? length)];
        _inputs = [.. plan.Inputs.Select(input => Input(input, Samples, lengths, random))];
        _targets = [.. plan.Targets.Select(target => Target(plan, target, Samples, lengths, random))];
        OutputSizes = [.. plan.Outputs.Select(output => output.SizeAt(lengths))];
    }

    public OperatorCase Case { get; }

    /// <summary>Samples that inputs and targets have.</summary>
    public int Samples { get; }

    public Network<T> Network { get; }

    public IReadOnlyList<BatchData<T>> Inputs => _inputs;

    public IReadOnlyList<BatchData<T>> Targets => _targets;

    /// <summary>Values of one sample of each output.</summary>
    public IReadOnlyList<int> OutputSizes { get; }

    public IEnumerable<Parameter> Trained => Network.Parameters.Where(parameter => parameter.IsTrained);

    /// <summary>Parameters that a training step changes though they are not trained.</summary>
    public IEnumerable<Parameter> Running =>
        Network.Parameters.Where(parameter => parameter is { IsTrained: false, IsFrozen: false } && !IsTable(parameter));

    /// <summary>A trainer that leaves the weights as they are. A new one draws the same dropout masks as the one before.</summary>
    public virtual Trainer<T> CreateTrainer(int threads = 1, int? batchSize = null) => CompiledCases.CreateTrainer(
        Network, new Sgd(0), batchSize ?? Case.BatchSize, new TrainerOptions { Threads = threads, Seed = 3 });

    /// <summary>The training loss of the batch.</summary>
    public double Loss(Trainer<T> trainer) => (_inputs, _targets) switch
    {
        ([{ Integers: { } tokens }], [{ Integers: { } labels }]) => trainer.Step(tokens, labels, Case.Length).Loss,
        ([{ Integers: { } tokens }], [{ Values: { } targets }]) => trainer.Step(tokens, targets, Case.Length).Loss,
        ([{ Values: { } values }], [{ Integers: { } labels }]) => trainer.Step(values, labels, Case.Length).Loss,
        ([{ Values: { } values }], [{ Values: { } targets }]) => trainer.Step(values, targets, Case.Length).Loss,
        _ => GeneratedRecords.Step(trainer, _inputs, _targets, Case.BatchSize).Loss,
    };

    /// <summary>The batch as a dataset.</summary>
    public Dataset Data() => Dataset.FromColumns(
        _inputs.Select(part => (part.Name, part.Column())),
        _targets.Select(part => (part.Name, part.Column())));

    /// <summary>The network's outputs for the batch, in inference: all samples of the first, then of the next.</summary>
    public double[] Predict()
    {
        if (_inputs.Length == 1 && OutputSizes.Count == 1)
        {
            T[] output = new T[Case.BatchSize * OutputSizes[0]];
            switch (_inputs[0], Case.Length)
            {
                case ({ Integers: { } tokens }, _):
                    Network.Predict(tokens, tokens.Length / Case.BatchSize, output);
                    break;
                case ({ Values: { } values }, { } length):
                    Network.Predict(values, length, output);
                    break;
                default:
                    Network.Predict(_inputs[0].Values, output);
                    break;
            }

            return Widen(output);
        }

        T[][][] samples = [.. Enumerable.Range(0, Case.BatchSize).Select(PredictAlone)];
        return [.. OutputSizes.SelectMany((_, o) => samples.SelectMany(outputs => Widen(outputs[o])))];
    }

    /// <summary>The outputs for one sample of the batch.</summary>
    public T[][] PredictAlone(int sample)
    {
        BatchData<T>[] one = [.. _inputs.Select(input => input.Sample(sample, Case.BatchSize))];
        return (one, OutputSizes.Count) switch
        {
            ([{ Integers: { } tokens }], 1) => [Network.Predict(tokens)],
            ([{ Values: { } values }], 1) => [Network.Predict(values)],
            _ => GeneratedRecords.Predict(Network, one),
        };
    }

    /// <summary>Prediction, then one step: all that can be seen of it.</summary>
    public Outcome Measure(int threads = 1)
    {
        double[] prediction = Predict();
        using Trainer<T> trainer = CreateTrainer(threads);
        double loss = Loss(trainer);
        double[] losses = [.. Network.Plan.Losses.Select(l => trainer.LossOf(l.Name))];
        Dictionary<string, double[]> gradients = Trained.ToDictionary(p => p.Name, p => Widen(trainer.Gradient(p)));
        Dictionary<string, double[]> statistics = Running.ToDictionary(p => p.Name, p => Widen(p.AsSpan<T>()));
        return new Outcome(loss, losses, prediction, gradients, statistics);
    }

    public static double[] Widen(ReadOnlySpan<T> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = double.CreateTruncating(values[i]);
        }

        return wide;
    }

    private static BatchData<T> Input(InputPlan input, int samples, int[] lengths, Random random)
    {
        Shape shape = input.Length < 0 ? input.Shape : new Shape([lengths[input.Length], .. input.Shape.Skip(1)]);
        return input.Vocabulary > 0
            ? new BatchData<T>(
                input.Name, shape, null,
                [.. Enumerable.Range(0, samples * shape.Size).Select(_ => random.Next(input.Vocabulary))],
                input.Vocabulary)
            : new BatchData<T>(input.Name, shape, Draw(samples * shape.Size, () => Normal(random)), null, 0);
    }

    private static BatchData<T> Target(ProgramPlan plan, TargetPlan target, int samples, int[] lengths, Random random)
    {
        string name = plan.NameOf(target);
        int count = samples * plan.SizeOf(target, lengths);
        Shape shape = new(count / samples);
        int classes = target.Classes + (target.IgnoredLabel >= target.Classes ? 1 : 0);
        return classes > 0
            ? new BatchData<T>(
                name, shape, null,
                [.. Enumerable.Range(0, count).Select(_ => random.Next(classes)).Select(k => k < target.Classes ? k : target.IgnoredLabel)],
                Math.Max(target.Classes, target.IgnoredLabel + 1))
            {
                IsLabels = true,
            }
            : new BatchData<T>(name, shape, Draw(count, random.NextDouble), null, 0);
    }

    private static void Fill(Parameter parameter, Random random)
    {
        if (IsTable(parameter))
        {
            return;
        }

        int fanIn = parameter.Shape.Size / parameter.Shape[0];
        bool isScale = parameter.Name.EndsWith("running_var", StringComparison.Ordinal)
            || (parameter.Shape.Count == 1 && parameter.Name.EndsWith(".weight", StringComparison.Ordinal));
        double spread = parameter.Shape.Count > 1 ? 1 / Math.Sqrt(fanIn) : 0.2;
        Draw(parameter.Shape.Size, () => isScale ? 0.75 + (0.5 * random.NextDouble()) : Normal(random) * spread)
            .CopyTo(parameter.AsSpan<T>());
    }

    /// <summary>A table that no training changes.</summary>
    private static bool IsTable(Parameter parameter) => parameter is { IsTrained: false, IsFrozen: false, Shape.Count: 2 };

    private static T[] Draw(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((float)next()))];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
