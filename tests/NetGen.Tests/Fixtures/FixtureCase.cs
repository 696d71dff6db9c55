using System.Numerics;
using Xunit;

namespace NetGen.Tests.Fixtures;

/// <summary>A network of one precision and the fixture it is held to.</summary>
internal abstract class FixtureCase(string fixture)
{
    protected string Fixture { get; } = fixture;

    /// <summary>Compares all there is to compare, and gives the largest deviation with its place.</summary>
    public abstract string Check(int threads);
}

/// <inheritdoc/>
/// <param name="fixture">Its name.</param>
/// <param name="create">Makes the network.</param>
/// <param name="createTrainer">The network's CreateTrainer.</param>
internal sealed class FixtureCase<T, TNetwork>(
    string fixture, Func<TNetwork> create, Func<TNetwork, Func<Optimizer, int, TrainerOptions?, Trainer<T>>> createTrainer)
    : FixtureCase(fixture)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TNetwork : Network<T>
{
    /// <summary>One step on the fixture's batch: given where the network has several inputs or targets.</summary>
    public Func<Trainer<T>, Fixture<T>, BatchResult>? Step { get; init; }

    /// <summary>The outputs for one sample by their names in the fixture: given where the network has several inputs or outputs.</summary>
    public Func<TNetwork, Fixture<T>, int, (string Name, T[] Values)[]>? Predict { get; init; }

    /// <summary>The network's CreateDecoder where it has one.</summary>
    public Func<TNetwork, Func<Decoder<T>>>? CreateDecoder { get; init; }

    public override string Check(int threads)
    {
        using Fixture<T> fixture = new(Fixture);
        TNetwork network = create();
        Comparison<T> comparison = new(fixture);
        Start(network, fixture, comparison);
        CheckPredictions(network, fixture, comparison, "");
        CheckSteps(network, fixture, comparison, threads);
        string after = $"after{fixture.Steps}.";
        foreach (Parameter parameter in network.Parameters.Where(parameter => fixture.Contains(after + parameter.Name)))
        {
            comparison.Check(after + parameter.Name, parameter.AsSpan<T>());
        }

        CheckPredictions(network, fixture, comparison, after);
        CheckDecoder(network, fixture, comparison, after);
        return comparison.Worst;
    }

    /// <summary>Gives the network the fixture's start values; tables it has made itself must be right.</summary>
    private static void Start(TNetwork network, Fixture<T> fixture, Comparison<T> comparison)
    {
        Assert.Equal(fixture.Parameters, network.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        foreach (Parameter parameter in network.Parameters)
        {
            Assert.Equal(fixture.ShapeOf(parameter.Name), parameter.Shape);
            if (fixture.Contains($"after{fixture.Steps}.{parameter.Name}"))
            {
                fixture[parameter.Name].CopyTo(parameter.AsSpan<T>());
            }
            else
            {
                comparison.Check(parameter.Name, parameter.AsSpan<T>());
            }
        }
    }

    private void CheckSteps(TNetwork network, Fixture<T> fixture, Comparison<T> comparison, int threads)
    {
        using Trainer<T> trainer = createTrainer(network)(
            fixture.CreateOptimizer(), fixture.BatchSize, new TrainerOptions { Threads = threads });
        Assert.Equal(
            fixture.Trained,
            network.Parameters.Where(parameter => parameter.IsTrained).Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        T[] losses = new T[fixture.Steps];
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = T.CreateTruncating((Step ?? FixtureSteps.Run)(trainer, fixture).Loss);
            if (step == 0)
            {
                foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.IsTrained))
                {
                    comparison.Check("grad." + parameter.Name, trainer.Gradient(parameter));
                }
            }
        }

        comparison.Check("loss", losses);
    }

    private void CheckPredictions(TNetwork network, Fixture<T> fixture, Comparison<T> comparison, string prefix)
    {
        if (Predict is not null)
        {
            for (int sample = 0; sample < fixture.BatchSize; sample++)
            {
                foreach ((string name, T[] values) in Predict(network, fixture, sample))
                {
                    comparison.CheckSample(prefix + name, sample, values);
                }
            }

            return;
        }

        T[] outputs = new T[fixture.ShapeOf(prefix + "output").Size];
        bool isTokens = fixture.IsIntegers("input");
        if (isTokens)
        {
            network.Predict(fixture.Integers("input"), fixture.ShapeOf("input")[1], outputs);
        }
        else if (fixture.Length is { } length)
        {
            network.Predict(fixture["input"], length, outputs);
        }
        else
        {
            network.Predict(fixture["input"], outputs);
        }

        comparison.Check(prefix + "output", outputs);
        for (int sample = 0; sample < fixture.BatchSize; sample++)
        {
            comparison.CheckSample(
                prefix + "output", sample,
                isTokens ? network.Predict(fixture.IntegerSample("input", sample)) : network.Predict(fixture.Sample("input", sample)));
        }
    }

    /// <summary>Two tokens at once, then one by one: each time the scores of the last position.</summary>
    private void CheckDecoder(TNetwork network, Fixture<T> fixture, Comparison<T> comparison, string prefix)
    {
        if (CreateDecoder is null)
        {
            return;
        }

        using Decoder<T> decoder = CreateDecoder(network)();
        for (int sample = 0; sample < fixture.BatchSize; sample++)
        {
            int[] tokens = fixture.IntegerSample("input", sample);
            decoder.Reset();
            for (int fed = 0; fed < tokens.Length;)
            {
                int count = fed == 0 ? 2 : 1;
                ReadOnlySpan<T> scores = decoder.Next(tokens.AsSpan(fed, count));
                fed += count;
                comparison.CheckRow(prefix + "output", (sample * tokens.Length) + fed - 1, scores);
            }
        }
    }
}
