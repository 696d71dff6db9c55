namespace NetGen;

/// <summary>A tensor in a safetensors file: its description, not its data.</summary>
public sealed class SafetensorsTensor
{
    internal SafetensorsTensor(string name, string dtype, Shape shape, long elements, long begin, long end)
    {
        Name = name;
        Dtype = dtype;
        Shape = shape;
        Elements = elements;
        Begin = begin;
        End = end;
    }

    /// <summary>Its name, unique in the file.</summary>
    public string Name { get; }

    /// <summary>The format's name of its element type, for example "F32"; it may be one that NetGen does not know.</summary>
    public string Dtype { get; }

    /// <summary>Its dimensions, outermost first; none for a single number.</summary>
    public Shape Shape { get; }

    /// <summary>Number of elements: more than an array can hold are described, but not read.</summary>
    internal long Elements { get; }

    /// <summary>First byte, counted from the end of the header.</summary>
    internal long Begin { get; }

    /// <summary>The byte after the last one.</summary>
    internal long End { get; }

    /// <summary>"Stem.weight F32 32×1×3×3".</summary>
    public override string ToString() => $"{Name} {Dtype} {Shape}";

    /// <summary>Bits of one element, or 0 for an unknown type.</summary>
    internal static int ElementBits(string dtype) => dtype switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "U16" or "I16" or "F16" or "BF16" => 16,
        "U32" or "I32" or "F32" => 32,
        "U64" or "I64" or "F64" or "C64" => 64,
        _ => 0,
    };
}
