using NetGen;

namespace Tabular.Learners;

/// <summary>A trained additive network with the units it learnt in.</summary>
internal sealed class AdditiveModel
{
    private const int Batch = 32;
    private const float Rate = 3e-3f, Decay = 0.1f;

    private readonly AdditiveNetwork _network;
    private readonly int _columns;
    private readonly double[] _means, _deviations;
    private readonly double _mean, _deviation;
    private readonly float[] _middles;

    private AdditiveModel(AdditiveNetwork network, int columns, (double Mean, double Deviation)[] units,
        (double Mean, double Deviation) target)
    {
        (_network, _columns) = (network, columns);
        (_means, _deviations) = ([.. units.Select(unit => unit.Mean)], [.. units.Select(unit => unit.Deviation)]);
        (_mean, _deviation) = target;
        _middles = new float[columns];
    }

    /// <summary>Learns from rows.</summary>
    /// <param name="rows">[count × columns].</param>
    /// <param name="targets">[count].</param>
    /// <param name="columns">At most <see cref="AdditiveNetwork.Most"/>.</param>
    /// <param name="epochs">Passes over the rows.</param>
    /// <param name="seed">Of the first weights and the order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static AdditiveModel Fit(
        float[] rows, float[] targets, int columns, int epochs, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, AdditiveNetwork.Most);
        (double Mean, double Deviation)[] units =
            [.. Enumerable.Range(0, columns).Select(
                column => Units([.. Enumerable.Range(0, targets.Length).Select(row => rows[(row * columns) + column])]))];
        AdditiveModel model = new(new(seed), columns, units, Units(targets));
        Dataset data = Dataset.FromTargets(
            model.Inputs(rows), Array.ConvertAll(targets, target => (float)((target - model._mean) / model._deviation)),
            new Shape(AdditiveNetwork.Most, 1, 1));
        using AdditiveNetwork.Trainer trainer = model._network.CreateTrainer(
            new AdamW(Rate, weightDecay: Decay) { Schedule = new OneCycle() }, Batch, new TrainerOptions { Seed = seed, Threads = 1 });
        trainer.Fit(data, epochs, cancellationToken: cancellationToken);

        // Each curve is 0 on average over the rows that were learnt: what is left is the mean.
        float[] curves = model.Raw(rows);
        for (int i = 0; i < curves.Length; i++)
        {
            model._middles[i % columns] += curves[i] / targets.Length;
        }

        return model;
    }

    /// <summary>What it foresees, in the target's units.</summary>
    /// <param name="rows">[count × columns].</param>
    public float[] Predict(float[] rows)
    {
        float[] inputs = Inputs(rows), outputs = new float[inputs.Length / AdditiveNetwork.Most];
        _network.Predict(inputs, outputs);
        return Array.ConvertAll(outputs, output => (float)((output * _deviation) + _mean));
    }

    /// <summary>What each column of each row adds, in the target's units: 0 on average over the rows that were learnt.</summary>
    /// <param name="rows">[count × columns].</param>
    public float[] Shapes(float[] rows) => [.. Raw(rows).Select((value, i) => (float)((value - _middles[i % _columns]) * _deviation))];

    private float[] Raw(float[] rows)
    {
        float[] inputs = Inputs(rows), curves = new float[inputs.Length];
        _network.Features(nameof(AdditiveNetwork.Shapes), inputs, curves);
        return [.. curves.Chunk(AdditiveNetwork.Most).SelectMany(row => row.Take(_columns))];
    }

    private float[] Inputs(float[] rows)
    {
        float[] inputs = new float[rows.Length / _columns * AdditiveNetwork.Most];
        for (int i = 0; i < rows.Length; i++)
        {
            int column = i % _columns;
            inputs[(i / _columns * AdditiveNetwork.Most) + column] = (float)((rows[i] - _means[column]) / _deviations[column]);
        }

        return inputs;
    }

    private static (double Mean, double Deviation) Units(float[] values)
    {
        double mean = values.Average(value => (double)value),
            deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return (mean, deviation > 0 ? deviation : 1);
    }
}
