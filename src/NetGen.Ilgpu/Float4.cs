using System.Runtime.InteropServices;

namespace NetGen.Ilgpu;

/// <summary>Four neighbouring numbers: a view cast to it is read and written with one instruction of 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Float4
{
    /// <summary>The first.</summary>
    public float X;

    /// <summary>The second.</summary>
    public float Y;

    /// <summary>The third.</summary>
    public float Z;

    /// <summary>The fourth.</summary>
    public float W;
}
