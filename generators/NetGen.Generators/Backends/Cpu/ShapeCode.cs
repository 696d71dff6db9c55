using System.Globalization;
using NetGen.Generators.Kernels;
using Property = (string Name, NetGen.Generators.Kernels.Dim Value);

namespace NetGen.Generators.Backends.Cpu;

/// <summary>The shapes that the runtime's kernels are called with, as C#. What these assume by themselves is left out.</summary>
internal static class ShapeCode
{
    private static readonly string[] s_oneByDefault = ["OuterCount", "InnerCount", "Groups", "YStep", "XStep", "StrideY", "StrideX"];

    /// <param name="s">The shape.</param>
    /// <param name="channels">Elements of a pixel, where the kernel takes these as its stride; else that is the step from pixel to
    /// pixel.</param>
    public static string Code(this ContractionShape s, int? channels = null) => New("ContractionShape",
    [
        ("Lines", s.Lines), ("Pixels", s.Pixels), ("AOrigin", s.A.Origin), ("ASample", s.A.Sample), ("ALine", s.A.Line),
        Step("APixel", s.A.Pixel, channels ?? s.A.Pixel),
        .. Loops(s.Products), ("Run", s.Products.Run), ("Columns", s.Columns), ("Groups", s.Groups), ("AGroup", s.AGroup),
        ("YOrigin", s.YOrigin), ("YStep", s.YStep), ("XOrigin", s.XOrigin), ("XStep", s.XStep), ("BStep", s.BStep),
    ]);

    public static string Code(this PackShape s) => New("PackShape",
    [
        ("Origin", s.Origin), .. Loops(s.Products), ("RunCount", s.Products.Run), ("RunStep", s.Products.RunStep),
        ("Columns", s.Columns), ("ColumnStep", s.ColumnStep), ("Groups", s.Groups), ("GroupStep", s.GroupStep),
    ]);

    public static string Code(this WeightGradientShape s) => New("WeightGradientShape",
    [
        .. Pixels("X", s.X), .. Pixels("Dy", s.Dy), ("Lines", s.Lines), ("Pixels", s.Pixels), .. Loops(s.Products), ("Run", s.Products.Run),
        ("Columns", s.Columns), ("Groups", s.Groups), ("XGroup", s.XGroup),
    ]);

    public static string Code(this MoveShape s) => New("MoveShape",
    [
        ("Height", s.Height), ("Width", s.Width), ("Channels", s.Channels),
        .. Pixels("From", s.From), ("FromChannel", s.From.Channel), .. Pixels("To", s.To), ("ToChannel", s.To.Channel),
    ]);

    public static string Code(this PoolShape s) => New("PoolShape",
    [
        ("Channels", s.Window.Channels), ("Height", s.Window.Height), ("Width", Dim.Of(s.Window.Length, s.Window.Width)),
        ("KernelHeight", s.Window.Y.Size), ("KernelWidth", Dim.Of(s.Window.Length, s.Window.X.Size)),
        ("StrideY", s.Window.Y.Stride), ("StrideX", s.Window.X.Stride), ("PaddingY", s.Window.Y.Before), ("PaddingX", s.Window.X.Before),
        ("OutHeight", s.Window.OutHeight), ("OutWidth", s.Window.OutWidth),
        .. Lines("X", s.X), .. Lines("Place", s.Place), .. Lines("Dy", s.Dy),
    ]);

    /// <param name="s">The shape.</param>
    /// <param name="stream">Where random numbers begin, as C#; null where none are drawn.</param>
    public static string Code(this AttentionShape s, string? stream)
    {
        Property[] numbers =
        [
            ("Heads", s.Heads.Queries), ("KeyValueHeads", s.Heads.Keys), ("HeadSize", s.Heads.Size),
            ("Queries", s.Queries), ("Keys", s.Keys), ("KeyRows", s.KeyRows), ("QueryPitch", s.Query.Channels),
            ("KeyOrigin", s.KeyOrigin), ("KeyPitch", s.KeyValue.Channels),
            ("ValueOrigin", s.ValueOrigin), ("ValuePitch", s.KeyValue.Channels),
        ];
        return New("AttentionShape", numbers.Select(Text).Concat(
        [
            Flag("Causal", s.IsCausal), ("Past", s.Decodes ? Dim.Past.Code() : null),
            ("PaddingToken", s.PaddingToken < 0 ? null : Number(s.PaddingToken)),
            ("Dropout", s.Dropout > 0 ? Number(s.Dropout) : null), ("Stream", stream),
        ]));
    }

    public static string Code(this ProductKernel p) => New("ProductShape",
    [
        ("Rows", Number(p.Rows)), ("Columns", Number(p.Columns)), ("Depth", Number(p.Depth)),
        Flag("TransposeA", p.TransposeA), Flag("TransposeB", p.TransposeB), ("Scale", p.Scale == 1 ? null : Number(p.Scale)),
    ]);

    private static Property[] Loops(Nest n) =>
        [("OuterCount", n.OuterCount), ("OuterStep", n.OuterStep), ("InnerCount", n.InnerCount), ("InnerStep", n.InnerStep)];

    private static Property[] Pixels(string name, Steps s) =>
        [($"{name}Origin", s.Origin), ($"{name}Sample", s.Sample), ($"{name}Line", s.Line), ($"{name}Pixel", s.Pixel)];

    private static Property[] Lines(string name, Layout l) =>
    [
        ($"{name}Origin", l.Origin), ($"{name}Sample", l.SampleSize), ($"{name}Line", l.LineSize),
        Step($"{name}Pixel", l.Pixel, l.Channels),
    ];

    /// <summary>A step over pixels; 0 where they lie side by side.</summary>
    private static Property Step(string name, int pixel, int channels) => (name, pixel == channels ? 0 : pixel);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static (string Name, string? Value) Text(Property property) => (property.Name, property.Value.Code());

    private static (string Name, string? Value) Flag(string name, bool isSet) => (name, isSet ? "true" : null);

    private static string New(string type, Property[] properties) =>
        New(type, properties.Where(p => p.Value != (s_oneByDefault.Contains(p.Name) ? 1 : 0)).Select(Text));

    /// <summary>A property without a value is left out.</summary>
    private static string New(string type, IEnumerable<(string Name, string? Value)> properties) =>
        $"new {type} {{ {string.Join(", ", properties.Where(p => p.Value is not null).Select(p => $"{p.Name} = {p.Value}"))} }}";
}
