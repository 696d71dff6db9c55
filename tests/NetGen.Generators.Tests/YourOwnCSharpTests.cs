using System.Reflection;
using System.Text.RegularExpressions;
using NetGen.Generators.Tests.Contracts;
using NetGen.Runtime;

namespace NetGen.Generators.Tests;

/// <summary>The examples of docs/your-own-csharp.md: each builds without a word, and learns a batch.</summary>
public sealed class YourOwnCSharpTests
{
    private const int Samples = 16, Steps = 60;

    private static readonly Dictionary<string, string> s_examples = Regex
        .Matches(Repository.Read("docs", "your-own-csharp.md"), @"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(match => match.Groups[1].Value)
        .ToDictionary(example => Regex.Match(example, @"partial class (\w+)").Groups[1].Value);

    public static TheoryData<string> Names => [.. s_examples.Keys];

    [Fact]
    public void There_are_ten_examples() => Assert.InRange(s_examples.Count, 10, 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_learns(string name)
    {
        GeneratorRun run = Harness.Run($"using System;\nusing NetGen;\n{s_examples[name]}");
        Assert.Empty(run.Diagnostics);
        Assembly assembly = Harness.Load(run, $"{name}Example", "CS1591");
        var network = (Network<float>)Activator.CreateInstance(assembly.GetType(name, throwOnError: true)!, 1)!;

        using Trainer<float> trainer = CompiledCases.CreateTrainer(network, new Adam(1e-2f), Samples, new TrainerOptions { Threads = 1 });
        Random random = new(7);
        float[] inputs = Draw(network.Plan.Inputs[0].Shape.Size);
        TargetPlan target = network.Plan.Targets[0];
        double[] losses = [.. Enumerable.Range(0, Steps).Select(Step())];

        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.All(
            network.Parameters,
            parameter => Assert.All(parameter.AsSpan<float>().ToArray(), value => Assert.True(float.IsFinite(value))));
        Assert.True(losses[^1] < 0.95 * losses[0], $"{losses[0]} → {losses[^1]}");

        Func<int, double> Step()
        {
            if (target.Classes > 0)
            {
                int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(target.Classes))];
                return _ => trainer.Step(inputs, labels).Loss;
            }

            float[] targets = Draw(network.Plan.SizeOf(target, [.. network.Plan.Lengths]));
            return _ => trainer.Step(inputs, targets).Loss;
        }

        float[] Draw(int size) => [.. Enumerable.Range(0, Samples * size).Select(_ => random.NextSingle())];
    }
}
