using System.Numerics;
using System.Reflection;
using System.Runtime.Loader;
using NetGen.Runtime;

namespace NetGen.Fuzz;

/// <summary>A compiled network with random samples: one training step, and in double its gradient against finite differences.</summary>
internal static class TrainedSample
{
    private const int Samples = 3, WeightsOfEach = 3, Seed = 5;

    /// <summary>What is wrong; null for nothing.</summary>
    public static (FindingKind Kind, string Detail)? Check(byte[] image, string className, bool isRandom)
    {
        AssemblyLoadContext context = new(className, isCollectible: true);
        try
        {
            using MemoryStream stream = new(image);
            object network = Activator.CreateInstance(context.LoadFromStream(stream).GetType(className, throwOnError: true)!, Seed)!;
            return network switch
            {
                Network<double> wide => Check(wide, isRandom),
                Network<float> narrow => Check(narrow, isRandom),
                _ => (FindingKind.Untrainable, "It is no network."),
            };
        }
        catch (TargetInvocationException exception)
        {
            return (FindingKind.Untrainable, $"{exception.InnerException}");
        }
        catch (Exception exception)
        {
            return (FindingKind.Untrainable, $"{exception}");
        }
        finally
        {
            context.Unload();
        }
    }

    private static (FindingKind Kind, string Detail)? Check<T>(Network<T> network, bool isRandom)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (network.GetType().GetNestedType("Trainer") is null)
        {
            return null; // There is no loss.
        }

        Dataset data = Data(network, new Random(Seed));
        if (typeof(T) == typeof(double) && !isRandom)
        {
            GradientReport report = GradientCheck.Of(network, data, Samples, WeightsOfEach);
            if (!report.Agrees)
            {
                return (FindingKind.WrongGradient, $"{report}");
            }
        }

        using Trainer<T> trainer = network.NewTrainer(new AdamW(1e-3f), Samples, new TrainerOptions { Threads = 1, Seed = Seed });
        double loss = trainer.Fit(data, epochs: 1).Last.Loss;
        return double.IsFinite(loss) ? null : (FindingKind.Untrainable, $"The loss is {loss}.");
    }

    private static Dataset Data<T>(Network<T> network, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramPlan plan = network.Plan;
        int[] lengths = [.. plan.Lengths];
        return Dataset.FromColumns(
            plan.Inputs.Select(input => (input.Name, input.Vocabulary > 0
                ? DataColumn.Tokens(Integers(Samples * input.Shape.Size, input.Vocabulary), input.Shape.Size)
                : Values(Samples * input.Shape.Size, input.Shape, () => (2 * random.NextDouble()) - 1))),
            plan.Targets.Select(target =>
            {
                int size = plan.SizeOf(target, lengths);
                return (plan.NameOf(target), target.TakesLabels
                    ? DataColumn.Labels(Integers(Samples * size, target.Classes), target.Classes, size)
                    : Values(Samples * size, new Shape(size), random.NextDouble));
            }));

        int[] Integers(int count, int bound) => [.. Enumerable.Range(0, count).Select(_ => random.Next(bound))];

        DataColumn Values(int count, Shape shape, Func<double> next) => typeof(T) == typeof(double)
            ? DataColumn.Values([.. Enumerable.Range(0, count).Select(_ => next())], shape)
            : DataColumn.Values([.. Enumerable.Range(0, count).Select(_ => (float)next())], shape);
    }
}
