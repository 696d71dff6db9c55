namespace NetGen.Generators.Graph;

/// <summary>What the elements of a value are.</summary>
internal enum NumberType
{
    /// <summary>Numbers of the network's precision: float or double.</summary>
    Real,

    /// <summary>Tokens and labels.</summary>
    Int32,

    /// <summary>Places in small windows.</summary>
    UInt8,
}

/// <summary>What follows from the type.</summary>
internal static class NumberTypes
{
    /// <summary>Bytes of an element.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="real">Bytes of a real number.</param>
    public static int Bytes(this NumberType type, int real) => type switch
    {
        NumberType.Int32 => sizeof(int),
        NumberType.UInt8 => sizeof(byte),
        _ => real,
    };

    /// <summary>Its name in C#.</summary>
    /// <param name="type">The type.</param>
    /// <param name="real">The network's own: "float" or "double".</param>
    public static string Code(this NumberType type, string real) => type switch
    {
        NumberType.Int32 => "int",
        NumberType.UInt8 => "byte",
        _ => real,
    };
}
