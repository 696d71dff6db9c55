using NetGen.Numerics;

namespace NetGen.Tests.Numerics.Kernels;

internal readonly struct Stride1 : IStride
{
    public static int Value => 1;
}

internal readonly struct Stride3 : IStride
{
    public static int Value => 3;
}

internal readonly struct Stride4 : IStride
{
    public static int Value => 4;
}

internal readonly struct Stride5 : IStride
{
    public static int Value => 5;
}

internal readonly struct Stride6 : IStride
{
    public static int Value => 6;
}

internal readonly struct Stride16 : IStride
{
    public static int Value => 16;
}

internal readonly struct Stride40 : IStride
{
    public static int Value => 40;
}

internal readonly struct Stride1024 : IStride
{
    public static int Value => 1024;
}
