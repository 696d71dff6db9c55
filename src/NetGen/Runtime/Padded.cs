using System.Runtime.InteropServices;

namespace NetGen.Runtime;

/// <summary>An int that shares its cache lines with nothing else, so that waiting on it disturbs nobody.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedInt
{
    [FieldOffset(128)]
    public int Value;
}

/// <summary>A long that shares its cache lines with nothing else.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedLong
{
    [FieldOffset(128)]
    public long Value;
}
