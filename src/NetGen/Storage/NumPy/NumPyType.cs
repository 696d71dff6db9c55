namespace NetGen;

/// <summary>An element type of NumPy.</summary>
/// <param name="Code">NumPy's kind and size: "f4".</param>
/// <param name="Type">The type here.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="Dtype">What safetensors calls it.</param>
internal sealed record NumPyType(string Code, Type Type, int Size, string Dtype)
{
    private static readonly NumPyType[] s_all =
    [
        new("b1", typeof(bool), 1, "BOOL"),
        new("i1", typeof(sbyte), 1, "I8"),
        new("u1", typeof(byte), 1, "U8"),
        new("i2", typeof(short), 2, "I16"),
        new("u2", typeof(ushort), 2, "U16"),
        new("i4", typeof(int), 4, "I32"),
        new("u4", typeof(uint), 4, "U32"),
        new("i8", typeof(long), 8, "I64"),
        new("u8", typeof(ulong), 8, "U64"),
        new("f2", typeof(Half), 2, "F16"),
        new("f4", typeof(float), 4, "F32"),
        new("f8", typeof(double), 8, "F64"),
    ];

    /// <summary>As NumPy writes it for this machine's order of bytes in a file: little-endian.</summary>
    public string Description => (Size == 1 ? "|" : "<") + Code;

    /// <summary>By kind and size; null for one that is not read.</summary>
    public static NumPyType? Of(string code) => Array.Find(s_all, type => type.Code == code);

    /// <summary>By the type here.</summary>
    /// <exception cref="NotSupportedException">NumPy has none like it.</exception>
    public static NumPyType Of(Type type) =>
        Array.Find(s_all, known => known.Type == type) ?? throw new NotSupportedException($"{type.Name} is no type of NumPy's arrays.");
}
