using SkiaSharp;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>A colour: in a page one of its style sheet, which is light or dark as the reader's system is; in a PNG the light one.</summary>
/// <param name="Css">As SVG says it.</param>
/// <param name="Colour">As Skia has it.</param>
internal readonly record struct Ink(string Css, SKColor Colour)
{
    /// <summary>What is behind everything.</summary>
    public static readonly Ink Card = new("var(--card)", new(0xff, 0xff, 0xff));

    /// <summary>Words and values.</summary>
    public static readonly Ink Text = new("var(--ink)", new(0x1c, 0x23, 0x30));

    /// <summary>Axes and what explains.</summary>
    public static readonly Ink Soft = new("var(--soft)", new(0x66, 0x70, 0x85));

    /// <summary>Grids and frames.</summary>
    public static readonly Ink Line = new("var(--line)", new(0xe3, 0xe6, 0xec));

    /// <summary>What raises an output.</summary>
    public static readonly Ink Rise = new("var(--miss)", new(0xd9, 0x41, 0x2f));

    /// <summary>What lowers an output.</summary>
    public static readonly Ink Fall = new("var(--hit)", new(0x3f, 0x5b, 0xd9));

    private static readonly Ink[] s_series =
    [
        new("var(--c0)", new(0x3f, 0x5b, 0xd9)), new("var(--c1)", new(0xe2, 0x76, 0x2a)), new("var(--c2)", new(0x1a, 0x9a, 0x78)),
        new("var(--c3)", new(0xb0, 0x43, 0x9b)), new("var(--c4)", new(0x8a, 0x6d, 0x1c)), new("var(--c5)", new(0x5a, 0x71, 0x84)),
    ];

    /// <summary>Colours of several things of one kind, told apart.</summary>
    public static Ink Series(int index) => s_series[index % s_series.Length];

    /// <summary>Any colour, the same in the light and in the dark.</summary>
    public static Ink Of(SKColor colour) => new(Invariant($"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}"), colour);
}
