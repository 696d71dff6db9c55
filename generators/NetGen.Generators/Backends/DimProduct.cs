using System.Globalization;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends;

/// <summary>What all languages write alike.</summary>
internal static class DimProduct
{
    /// <summary>"batch * length * 3": a factor of 1 is left out. What is past is added by who knows of it.</summary>
    public static string Product(this Dim dim, string batch, Func<int, string> length)
    {
        string ofRun = dim.Length < 0 ? "" : length(dim.Length), factor = dim.Factor.ToString(CultureInfo.InvariantCulture);
        string known = !dim.HasBatch ? ofRun : ofRun.Length == 0 ? batch : $"{batch} * {ofRun}";
        return known.Length == 0 ? factor : dim.Factor == 1 ? known : $"{known} * {factor}";
    }
}
