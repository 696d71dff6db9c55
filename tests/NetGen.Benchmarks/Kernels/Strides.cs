using NetGen.Numerics;

namespace NetGen.Benchmarks.Kernels;

/// <summary>
/// Elements between neighbouring rows of the operand: constants, so that they are part of the instructions, as in generated code.
/// </summary>
internal static class Strides
{
    public readonly struct S1 : IStride
    {
        public static int Value => 1;
    }

    public readonly struct S16 : IStride
    {
        public static int Value => 16;
    }

    public readonly struct S32 : IStride
    {
        public static int Value => 32;
    }

    public readonly struct S64 : IStride
    {
        public static int Value => 64;
    }

    public readonly struct S512 : IStride
    {
        public static int Value => 512;
    }

    public readonly struct S784 : IStride
    {
        public static int Value => 784;
    }

    public readonly struct S1024 : IStride
    {
        public static int Value => 1024;
    }

    public readonly struct S2048 : IStride
    {
        public static int Value => 2048;
    }

    public readonly struct S3136 : IStride
    {
        public static int Value => 3136;
    }
}
