using System.Numerics;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>A case's network with random weights and a random batch: the same numbers, all floats, in either precision.</summary>
internal sealed class CaseRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly int[] _labels;

    public CaseRun(OperatorCase operatorCase)
    {
        Case = operatorCase;
        Network = CompiledCases.Create<T>(operatorCase);
        Random random = new(operatorCase.Name.Length);
        foreach (Parameter parameter in Network.Parameters)
        {
            Fill(parameter, random);
        }

        _inputs = Draw(operatorCase.BatchSize * Network.InputShape.Size, () => Normal(random));
        _targets = Draw(operatorCase.BatchSize * Network.OutputShape.Size, random.NextDouble);
        _labels = [.. Enumerable.Range(0, operatorCase.BatchSize).Select(_ => random.Next(Network.OutputShape.Size))];
    }

    public OperatorCase Case { get; }

    public Network<T> Network { get; }

    public ReadOnlySpan<T> Inputs => _inputs;

    public ReadOnlySpan<T> Targets => _targets;

    public ReadOnlySpan<int> Labels => _labels;

    public IEnumerable<Parameter> Trained => Network.Parameters.Where(parameter => parameter.IsTrained);

    private bool HasLabels => Case.Loss.StartsWith("CrossEntropy", StringComparison.Ordinal);

    /// <summary>A trainer that leaves the weights as they are. A new one draws the same dropout masks as the one before.</summary>
    public Trainer<T> CreateTrainer(int threads = 1, int? batchSize = null) => CompiledCases.CreateTrainer(
        Network, new Sgd(0), batchSize ?? Case.BatchSize, new TrainerOptions { Threads = threads, Seed = 3 });

    /// <summary>The training loss of the batch.</summary>
    public double Loss(Trainer<T> trainer) => HasLabels ? trainer.Step(_inputs, _labels).Loss : trainer.Step(_inputs, _targets).Loss;

    /// <summary>The batch as a dataset.</summary>
    public Dataset Data() => (_inputs, _targets, HasLabels) switch
    {
        (float[] inputs, _, true) => Dataset.FromArrays(inputs, _labels, Network.InputShape, Network.OutputShape.Size),
        (double[] inputs, _, true) => Dataset.FromArrays(inputs, _labels, Network.InputShape, Network.OutputShape.Size),
        (float[] inputs, float[] targets, _) => Dataset.FromArrays(inputs, targets, Network.InputShape, Network.OutputShape.Size),
        (double[] inputs, double[] targets, _) => Dataset.FromArrays(inputs, targets, Network.InputShape, Network.OutputShape.Size),
        _ => throw new NotSupportedException($"There are no datasets of {typeof(T)}."),
    };

    /// <summary>The network's output for the batch, in inference.</summary>
    public double[] Predict()
    {
        T[] output = new T[_targets.Length];
        Network.Predict(_inputs, output);
        return Widen(output);
    }

    /// <summary>Prediction, then one step: all that can be seen of it.</summary>
    public Outcome Measure(int threads = 1)
    {
        double[] prediction = Predict();
        using Trainer<T> trainer = CreateTrainer(threads);
        double loss = Loss(trainer);
        Dictionary<string, double[]> gradients = Trained.ToDictionary(p => p.Name, p => Widen(trainer.Gradient(p)));
        Dictionary<string, double[]> statistics = Network.Parameters.Where(p => !p.IsTrained).ToDictionary(p => p.Name, p => Widen(p.AsSpan<T>()));
        return new Outcome(loss, prediction, gradients, statistics);
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

    private static void Fill(Parameter parameter, Random random)
    {
        int fanIn = parameter.Shape.Size / parameter.Shape[0];
        bool isScale = parameter.Name.EndsWith("running_var", StringComparison.Ordinal) || (parameter.Shape.Count == 1 && parameter.Name.EndsWith("weight", StringComparison.Ordinal));
        Draw(parameter.Shape.Size, () => isScale ? 0.75 + (0.5 * random.NextDouble()) : Normal(random) * (parameter.Shape.Count > 1 ? 1 / Math.Sqrt(fanIn) : 0.2))
            .CopyTo(parameter.AsSpan<T>());
    }

    private static T[] Draw(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((float)next()))];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
