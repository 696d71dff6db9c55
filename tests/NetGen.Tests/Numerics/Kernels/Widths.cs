using System.Numerics;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

/// <summary>Something to run with every vector width.</summary>
internal interface IWidthTest
{
    void Run<V, S, T>()
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The vector widths, by name.</summary>
internal static class Widths
{
    public static readonly string[] Names = ["F1", "F128", "F256", "F512", "D1", "D128", "D256", "D512"];

    /// <summary>All pairs of a width and one of <paramref name="cases"/>.</summary>
    public static TheoryData<string, string> With(IEnumerable<string> cases)
    {
        var data = new TheoryData<string, string>();
        foreach (string name in cases)
        {
            foreach (string width in Names)
            {
                data.Add(width, name);
            }
        }

        return data;
    }

    public static void Run(string width, IWidthTest test)
    {
        switch (width)
        {
            case "F1": test.Run<F1, F1, float>(); break;
            case "F128": test.Run<F128, F1, float>(); break;
            case "F256": test.Run<F256, F1, float>(); break;
            case "F512": test.Run<F512, F1, float>(); break;
            case "D1": test.Run<D1, D1, double>(); break;
            case "D128": test.Run<D128, D1, double>(); break;
            case "D256": test.Run<D256, D1, double>(); break;
            case "D512": test.Run<D512, D1, double>(); break;
            default: throw new ArgumentException($"No width {width}.", nameof(width));
        }
    }
}
