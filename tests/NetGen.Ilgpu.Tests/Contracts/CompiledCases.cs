using System.Numerics;
using NetGen.Ilgpu.Tests.Parallel;
using NetGen.Ilgpu.Tests.Parity;

namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// Cases and the networks of the parity tests, with their GPU code,
/// compiled in portions when they are first asked for: one compilation of all takes gigabytes.
/// </summary>
internal static class CompiledCases
{
    private const int PortionSize = 24;

    private static readonly Lazy<Dictionary<(string Case, bool IsDouble), Lazy<CaseAssembly>>> s_portions = new(Divide);

    /// <summary>The compiled portion of a case.</summary>
    public static CaseAssembly Portion(OperatorCase operatorCase, bool isDouble) => s_portions.Value[(operatorCase.Name, isDouble)].Value;

    /// <summary>A new network of a case.</summary>
    public static Network<T> Create<T>(OperatorCase operatorCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Portion(operatorCase, typeof(T) == typeof(double)).Create<T>(operatorCase);

    /// <summary>What the generated CreateTrainer gives: on the CPU, or on the device that is given before the options.</summary>
    public static Trainer<T> CreateTrainer<T>(Network<T> network, params object[] arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Trainer<T>)network.GetType().GetMethods()
            .Single(method => method.Name == "CreateTrainer" && method.GetParameters().Length == arguments.Length
                && method.GetParameters().Zip(arguments).All(pair => pair.First.ParameterType.IsInstanceOfType(pair.Second)))
            .Invoke(network, arguments)!;

    private static Dictionary<(string Case, bool IsDouble), Lazy<CaseAssembly>> Divide()
    {
        Dictionary<(string Case, bool IsDouble), Lazy<CaseAssembly>> portions = [];
        (OperatorCase Case, bool IsDouble)[] parity =
        [
            .. ParityNetworks.All.Values.Append(ParityNetworks.WithSide).Concat(MetricParityTests.Networks)
                .Select(network => (network, false)),
        ];
        (OperatorCase Case, bool IsDouble)[] parallel = [.. ParallelNetworks.All.Values.Select(network => (network, true))];
        foreach ((OperatorCase Case, bool IsDouble)[] networks in DeviceCases.Networks.Chunk(PortionSize).Prepend(parity).Prepend(parallel))
        {
            string name = $"Cases{portions.Count}";
            Lazy<CaseAssembly> portion = new(() => new CaseAssembly(name, networks, IlgpuProject.References));
            foreach ((OperatorCase operatorCase, bool isDouble) in networks)
            {
                portions.Add((operatorCase.Name, isDouble), portion);
            }
        }

        return portions;
    }
}
