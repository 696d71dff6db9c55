using System.Globalization;

namespace NetGen;

/// <summary>
/// Base of everything that can be written on a stage: the attributes of a stage, in the order written, are its operations.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public abstract class OperationAttribute : Attribute
{
    private protected static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
