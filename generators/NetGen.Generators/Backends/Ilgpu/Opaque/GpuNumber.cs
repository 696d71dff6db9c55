using System.Globalization;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>A whole number of a kernel: a constant, or known at run time only.</summary>
/// <param name="Device">Inside a kernel, as a factor: "12", "g.Length0", "(g.Batch * 12)".</param>
/// <param name="Host">Where the kernel is launched, as a factor: "12", "Length(0)".</param>
/// <param name="Constant">The number, if it is one.</param>
internal sealed record GpuNumber(string Device, string Host, int? Constant)
{
    public static GpuNumber Of(int value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return new(text, text, value);
    }

    public static GpuNumber operator *(GpuNumber a, GpuNumber b) => a.Constant is { } x && b.Constant is { } y
        ? Of(x * y)
        : a.Constant == 1 ? b
        : b.Constant == 1 ? a
        : new($"{a.Device} * {b.Device}", $"{a.Host} * {b.Host}", null);

    /// <summary>How many pieces of <paramref name="size"/> it takes.</summary>
    public GpuNumber Pieces(int size) => Constant is { } count
        ? Of((count + size - 1) / size)
        : size == 1 ? this
        : new($"(({Device} + {size - 1}) / {size})", $"Ceil({Host}, {size})", null);

    /// <summary>A number of an opaque kernel.</summary>
    public static GpuNumber Of(Dim dim)
    {
        string device = dim.InKernel(), host = dim.OnHost();
        return dim is { HasBatch: false, Length: < 0 } ? Of(dim.Factor)
            : device.Contains(' ') ? new($"({device})", $"({host})", null)
            : new(device, host, null);
    }
}

/// <summary>The settings of an opaque kernel by name.</summary>
internal sealed class GpuNumbers(OpaqueKernel kernel)
{
    /// <summary>A whole number.</summary>
    public GpuNumber this[string name] => Find(name) is Field field
        ? GpuNumber.Of(field.Value)
        : throw new KeyNotFoundException($"{kernel.Method} has no {name}.");

    /// <summary>A whole number that is known now.</summary>
    public int Constant(string name, int otherwise = 0) => Find(name) is not Field field ? otherwise
        : field.Value.IsConstant ? field.Value.Factor
        : throw new InvalidOperationException($"{name} of {kernel.Method} is no constant.");

    public double Real(string name, double otherwise) => Find(name) is Real real ? real.Value : otherwise;

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) => Find(name) is Flag;

    private Setting? Find(string name) => kernel.Settings.FirstOrDefault(setting => setting.Name == name);
}
