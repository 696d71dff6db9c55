using System.Text;
using NetGen.Onnx.Import;
using NetGen.Onnx.Import.Reading;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Onnx.Tests.Import;

/// <summary>
/// The official tests of operators: every one whose operator NetGen has is imported, compiled, run and compared; the others are counted.
/// They lie in the folder named by NETGEN_ONNX_NODE_TESTS, else in shared/onnx-node-tests beside the repository.
/// </summary>
public sealed class NodeTests(ITestOutputHelper output)
{
    private const double Relative = 1e-3, Absolute = 1e-5;

    // What is written down in bfloat16 has eight bits.
    private const double Bfloat16 = 1.0 / 256;

    /// <summary>So many are run at least, or, of another selection, so many of each hundred.</summary>
    private const int LeastRun = 550, LeastShare = 60;

    private static string? Folder => new[]
    {
        Environment.GetEnvironmentVariable("NETGEN_ONNX_NODE_TESTS"),
        Beside("shared/onnx-node-tests"),
    }.FirstOrDefault(static path => path is { Length: > 0 } && Directory.Exists(path));

    [Fact]
    public void EveryTestOfAnOperatorThatNetGenHasAgrees()
    {
        if (Folder is not { } folder)
        {
            output.WriteLine("Skipped: NETGEN_ONNX_NODE_TESTS names no folder, and shared/onnx-node-tests is not beside the repository.");
            return;
        }

        NodeCase[] cases = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Where(static path => File.Exists(Path.Combine(path, "model.onnx"))).Select(NodeCase.Read)];
        foreach (NodeCase test in cases)
        {
            test.Import();
        }

        CompiledNetworks compiled =
            new(cases.Where(static test => test.Imported is { } imported && imported.Outputs.Any(o => o.Stage is not null))
            .Select(static test => test.Imported!));
        List<(NodeCase Case, string Problem)> wrong = [];
        List<(NodeCase Case, string Reason)> lacking = [];
        List<NodeCase> right = [];
        foreach (NodeCase test in cases)
        {
            if (test.Imported is null)
            {
                lacking.Add((test, test.Reason!));
            }
            else if (Problem(test, compiled) is { } problem)
            {
                if (problem.StartsWith("lacking: ", StringComparison.Ordinal))
                {
                    lacking.Add((test, problem["lacking: ".Length..]));
                }
                else
                {
                    wrong.Add((test, problem));
                }
            }
            else
            {
                right.Add(test);
            }
        }

        Report(cases, right, lacking, wrong);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(static pair => $"{pair.Case.Name}: {pair.Problem}")));
        int least = Math.Min(LeastRun, LeastShare * cases.Length / 100);
        Assert.True(right.Count >= least, $"Only {right.Count} of {cases.Length} are run; {least} were before.");
    }

    private static string? Problem(NodeCase test, CompiledNetworks compiled)
    {
        ImportedNetwork network = test.Imported!;
        string[] names = [.. test.Model.Graph.Input.Select(static input => input.Name)];
        if (network.Outputs.All(static o => o.Constant is not null))
        {
            return network.Outputs.Select((o, i) => Differs(o.Constant!.ToDoubles(), test.Expected[i].ToDoubles())).FirstOrDefault(
                static p => p is not null);
        }

        if (compiled.ProblemOf(network) is { } error)
        {
            return error;
        }

        try
        {
            ImportedRun run = compiled.Create(network);
            double[][][] inputs =
                [.. network.Inputs.Select(input => test.Samples(test.Inputs[Array.IndexOf(names, input.ModelName)], test.BatchAxis))];
            if (inputs.Any(static input => input.Any(static sample => sample.Any(static value => !double.IsFinite(value)))))
            {
                return "lacking: an input is not finite, which predictions refuse";
            }

            int samples = inputs[0].Length;
            double[][][] outputs = [.. Enumerable.Range(0, samples).Select(s => run.Predict([.. inputs.Select(input => input[s])]))];
            int given = 0;
            for (int i = 0; i < network.Outputs.Count; i++)
            {
                ImportedOutput o = network.Outputs[i];
                if (o.Constant is { } constant)
                {
                    if (Differs(constant.ToDoubles(), test.Expected[i].ToDoubles()) is { } off)
                    {
                        return $"output {i}: {off}";
                    }

                    continue;
                }

                double[][] expected = test.Samples(test.Expected[i], o.BatchAxis, samples);
                int place = given++;
                for (int s = 0; s < samples; s++)
                {
                    bool isCoarse = test.Expected[i].Type == global::Onnx.TensorProto.Types.DataType.Bfloat16;
                    if (Differs(outputs[s][place], expected[s], isCoarse ? Bfloat16 : Relative) is { } problem)
                    {
                        return $"output {i}, sample {s}: {problem}";
                    }
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return exception.ToString();
        }
    }

    private static string? Differs(double[] actual, double[] expected, double relative = Relative)
    {
        if (actual.Length != expected.Length)
        {
            return $"{actual.Length} numbers instead of {expected.Length}";
        }

        for (int i = 0; i < actual.Length; i++)
        {
            bool isNear = actual[i] == expected[i] || (double.IsNaN(actual[i]) && double.IsNaN(expected[i]))
                || Math.Abs(actual[i] - expected[i]) <= Absolute + (relative * Math.Abs(expected[i]));
            if (!isNear)
            {
                return $"[{i}] is {actual[i]}, not {expected[i]}";
            }
        }

        return null;
    }

    private void Report(
        NodeCase[] cases, List<NodeCase> right, List<(NodeCase Case, string Reason)> lacking, List<(NodeCase Case, string Problem)> wrong)
    {
        StringBuilder text = new();
        text.AppendLine($"{cases.Length} tests: {right.Count} run and right, {wrong.Count} wrong, {lacking.Count} lacking.");
        foreach (IGrouping<string, NodeCase> group in right.GroupBy(static test => test.Operator).OrderBy(static group => group.Key))
        {
            text.AppendLine($"right    {group.Key}: {group.Count()}");
        }

        foreach (var group in lacking.GroupBy(static pair => (pair.Case.Operator, pair.Reason)).OrderBy(static group => group.Key))
        {
            text.AppendLine($"lacking  {group.Key.Operator}: {group.Count()} ({group.Key.Reason}) {group.First().Case.Name}");
        }

        foreach ((NodeCase test, string problem) in wrong)
        {
            text.AppendLine($"wrong    {test.Name}: {problem.Split('\n')[0]}");
        }

        output.WriteLine(text.ToString());
    }

    private static string Beside(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.Parent is { } parent ? Path.Combine(parent.FullName, path) : "";
    }
}
