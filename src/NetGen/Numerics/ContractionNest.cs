namespace NetGen.Numerics;

/// <summary>The products of a tile: how far A and B move at each of three nested loops.</summary>
internal readonly struct ContractionNest
{
    public int I { get; init; }

    public int J { get; init; }

    public int K { get; init; }

    public nint AI { get; init; }

    public nint AJ { get; init; }

    public nint AK { get; init; }

    public nint BI { get; init; }

    public nint BJ { get; init; }

    public nint BK { get; init; }
}

/// <summary>Stride 1: rows of A that are neighbouring elements.</summary>
internal readonly struct UnitStride : IStride
{
    public static int Value => 1;
}

/// <summary>A size the JIT knows.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct Size1 : ISize
{
    public static int Value => 1;
}

internal readonly struct Size2 : ISize
{
    public static int Value => 2;
}

internal readonly struct Size3 : ISize
{
    public static int Value => 3;
}

internal readonly struct Size4 : ISize
{
    public static int Value => 4;
}

internal readonly struct Size5 : ISize
{
    public static int Value => 5;
}

internal readonly struct Size6 : ISize
{
    public static int Value => 6;
}

internal readonly struct Size7 : ISize
{
    public static int Value => 7;
}

internal readonly struct Size8 : ISize
{
    public static int Value => 8;
}

internal readonly struct Size9 : ISize
{
    public static int Value => 9;
}

internal readonly struct Size10 : ISize
{
    public static int Value => 10;
}

internal readonly struct Size11 : ISize
{
    public static int Value => 11;
}

internal readonly struct Size12 : ISize
{
    public static int Value => 12;
}

internal readonly struct Size13 : ISize
{
    public static int Value => 13;
}

internal readonly struct Size14 : ISize
{
    public static int Value => 14;
}
