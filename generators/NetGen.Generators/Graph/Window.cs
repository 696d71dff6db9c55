namespace NetGen.Generators.Graph;

/// <summary>A window along one axis: its elements are <paramref name="Dilation"/> apart, and it moves in strides.</summary>
/// <param name="Size">Elements of the window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Before">Zeros before the first element of the axis.</param>
/// <param name="After">Zeros behind the last.</param>
/// <param name="Dilation">From one element of the window to the next.</param>
internal sealed record Window(int Size, int Stride = 1, int Before = 0, int After = 0, int Dilation = 1)
{
    public static readonly Window One = new(1);

    /// <summary>From its first element to its last.</summary>
    public int Extent => Dilation * (Size - 1) + 1;

    /// <summary>Whether each window is one element of the axis, and each element has one.</summary>
    public bool IsOne => this is { Size: 1, Stride: 1, Pads: false };

    public bool Pads => Before + After > 0;

    /// <summary>An axis with its zeros.</summary>
    public int Padded(int axis) => Before + axis + After;

    /// <summary>Windows over an axis.</summary>
    public int Count(int axis) => Remainder(axis) < 0 ? 0 : Remainder(axis) / Stride + 1;

    /// <summary>Elements behind the last window.</summary>
    public int Unread(int axis) => Remainder(axis) % Stride;

    /// <summary>What an axis has beyond the first window, written out: "28 + 2·0 − 31".</summary>
    public string RemainderText(int axis)
    {
        string zeros = Before == After ? $"2·{Before}" : $"{Before} + {After}";
        return $"{axis} + {zeros} − {(Dilation > 1 ? $"({Dilation}·{Size - 1} + 1)" : $"{Size}")}";
    }

    /// <summary>How many windows there are, written out: "(28 + 2·0 − 31)/1 + 1".</summary>
    public string CountText(int axis) => $"({RemainderText(axis)})/{Stride} + 1";

    /// <summary>
    /// With as many zeros as make as many windows as the axis has elements, at a stride of 1; of an odd number one more behind.
    /// </summary>
    public Window Same() => this with { Before = (Extent - 1) / 2, After = Extent / 2 };

    /// <summary>
    /// With as many zeros more behind as give the elements behind the last window one, too; but none begins behind the axis and its zeros
    /// before.
    /// </summary>
    public Window Ceiled(int axis)
    {
        int count = Count(axis) + (Unread(axis) > 0 ? 1 : 0);
        int last = (count - 1) * Stride;
        return last >= axis + Before ? this : this with { After = Math.Max(After, last + Extent - Before - axis) };
    }

    private int Remainder(int axis) => Padded(axis) - Extent;

    /// <summary>What two axes have, "2" where it is the same for both, else "1×2".</summary>
    public static string Both(Window y, Window x, Func<Window, object> value) =>
        Equals(value(y), value(x)) ? $"{value(y)}" : $"{value(y)}×{value(x)}";

    /// <summary>", stride 2, padding 1": what is not as it mostly is.</summary>
    public static string Describe(Window y, Window x, bool hidesStrideOne) =>
        (hidesStrideOne && y.Stride * x.Stride == 1 ? "" : $", stride {Both(y, x, w => w.Stride)}")
        + (y.Before != y.After || x.Before != x.After ? $", padding {y.Before}, {x.Before}, {y.After}, {x.After} (top, left, bottom, right)"
            : y.Pads || x.Pads ? $", padding {Both(y, x, w => w.Before)}"
            : "")
        + (y.Dilation * x.Dilation > 1 ? $", dilation {Both(y, x, w => w.Dilation)}" : "");
}
