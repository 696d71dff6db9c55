using System.Numerics;
using System.Security.Cryptography;

namespace NetGen.Mpi.Tests;

/// <summary>The weights of a network, to be compared.</summary>
internal static class Bits
{
    /// <summary>A number of all bits of all parameters and running statistics.</summary>
    public static string Of<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in network.Parameters)
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parameter.AsSpan<T>()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>All values, in order.</summary>
    public static double[] Values(Network<double> network) =>
        [.. network.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];

    /// <summary>The largest difference of two networks' values, by the largest value of each parameter.</summary>
    public static double Difference(Network<double> a, Network<double> b) => a.Parameters.Zip(b.Parameters).Max(pair =>
    {
        double[] x = pair.First.AsSpan<double>().ToArray(), y = pair.Second.AsSpan<double>().ToArray();
        return x.Zip(y).Max(values => Math.Abs(values.First - values.Second)) / Math.Max(x.Max(Math.Abs), 1e-300);
    });
}
