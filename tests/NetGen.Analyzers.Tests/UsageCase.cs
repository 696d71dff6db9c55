namespace NetGen.Analyzers.Tests;

/// <summary>Statements of a method, in which a network, datasets and numbers are given; « and » stand around what is reported.</summary>
/// <param name="Id">What is reported at each mark; "" where nothing is.</param>
/// <param name="Statements">The body.</param>
public sealed record UsageCase(string Id, string Statements)
{
    private const string Before = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using NetGen;

        [Network, Input(4), CrossEntropyLoss]
        public partial class Net
        {
            [Linear(3)] public partial Layer Head { get; }
        }

        [Network, Input(4), CrossEntropyLoss]
        public partial class Normed
        {
            [Mix] public partial Layer Body { get; }

            [Linear(3)] public partial Layer Head { get; }
        }

        public sealed partial class Mix : BlockAttribute
        {
            [Linear(8, Bias = false), BatchNorm, Relu] public partial Layer Inner { get; }
        }

        public sealed class Program
        {
            private readonly Dataset _kept = null!;

            public static void Use(object any) { }

            public void Run(
                Net network, Dataset train, Dataset test, float[][] rows, float[] numbers, byte[] bytes, int[] labels,
                string path, string[] paths, Normed normed)
            {
        """;

    public override string ToString() => $"{Id} {Statements}";

    /// <summary>The project without marks.</summary>
    public string Source => $"{Before}{Statements.Replace("«", "").Replace("»", "")}\n    }}\n}}";

    /// <summary>What stands between each pair of marks.</summary>
    public IEnumerable<string> Marked => Statements.Split('«').Skip(1).Select(part => part[..part.IndexOf('»')]);
}
