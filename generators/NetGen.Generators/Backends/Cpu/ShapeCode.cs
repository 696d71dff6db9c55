using System.Globalization;
using NetGen.Generators.Kernels;
using Property = (string Name, object? Value);

namespace NetGen.Generators.Backends.Cpu;

/// <summary>The shapes that the runtime's kernels are called with, as C#.</summary>
internal static class ShapeCode
{
    /// <param name="s">The shape.</param>
    /// <param name="channels">Elements of a pixel, where the kernel takes these as its stride; else that is the step from pixel to
    /// pixel.</param>
    public static string Code(this ContractionShape s, int? channels = null) => New<Numerics.ContractionShape>(
    [
        ("Lines", s.Lines), ("Pixels", s.Pixels), ("AOrigin", s.A.Origin), ("ASample", s.A.Sample), ("ALine", s.A.Line),
        Step("APixel", s.A.Pixel, channels ?? s.A.Pixel),
        .. Loops(s.Products), ("Run", s.Products.Run), ("Columns", s.Columns), ("Groups", s.Groups), ("AGroup", s.AGroup),
        ("YOrigin", s.YOrigin), ("YStep", s.YStep), ("XOrigin", s.XOrigin), ("XStep", s.XStep), ("BStep", s.BStep),
    ]);

    public static string Code(this PackShape s) => New<Numerics.PackShape>(
    [
        ("Origin", s.Origin), .. Loops(s.Products), ("RunCount", s.Products.Run), ("RunStep", s.Products.RunStep),
        ("Columns", s.Columns), ("ColumnStep", s.ColumnStep), ("Groups", s.Groups), ("GroupStep", s.GroupStep),
    ]);

    public static string Code(this WeightGradientShape s) => New<Numerics.WeightGradientShape>(
    [
        .. Pixels("X", s.X), .. Pixels("Dy", s.Dy), ("Lines", s.Lines), ("Pixels", s.Pixels), .. Loops(s.Products), ("Run", s.Products.Run),
        ("Columns", s.Columns), ("Groups", s.Groups), ("XGroup", s.XGroup),
    ]);

    public static string Code(this MoveShape s) => New<Numerics.MoveShape>(
    [
        ("Height", s.Height), ("Width", s.Width), ("Channels", s.Channels),
        .. Pixels("From", s.From), ("FromChannel", s.From.Channel), .. Pixels("To", s.To), ("ToChannel", s.To.Channel),
    ]);

    public static string Code(this PoolShape s) => New<Numerics.PoolShape>(
    [
        ("Channels", s.Window.Channels), ("Height", s.Window.Height), ("Width", Dim.Of(s.Window.Length, s.Window.Width)),
        ("KernelHeight", s.Window.Y.Size), ("KernelWidth", Dim.Of(s.Window.Length, s.Window.X.Size)),
        ("StrideY", s.Window.Y.Stride), ("StrideX", s.Window.X.Stride), ("PaddingY", s.Window.Y.Before), ("PaddingX", s.Window.X.Before),
        ("OutHeight", s.Window.OutHeight), ("OutWidth", s.Window.OutWidth),
        .. Lines("X", s.X), .. Lines("Place", s.Place), .. Lines("Dy", s.Dy),
    ]);

    /// <param name="s">The shape.</param>
    /// <param name="stream">Where random numbers begin, as C#; null where none are drawn.</param>
    public static string Code(this AttentionShape s, string? stream) => New<Numerics.AttentionShape>(
    [
        ("Heads", s.Heads.Queries), ("KeyValueHeads", s.Heads.Keys), ("HeadSize", s.Heads.Size),
        ("Queries", s.Queries), ("Keys", s.Keys), ("KeyRows", s.KeyRows), ("QueryPitch", s.Query.Channels),
        ("KeyOrigin", s.KeyOrigin), ("KeyPitch", s.KeyValue.Channels),
        ("ValueOrigin", s.ValueOrigin), ("ValuePitch", s.KeyValue.Channels),
        ("Causal", s.IsCausal), ("Past", s.Decodes ? Dim.Past : 0), ("PaddingToken", s.PaddingToken), ("Dropout", s.Dropout),
        ("Stream", stream),
    ]);

    /// <param name="p">The product.</param>
    /// <param name="boxes">How the operands lie.</param>
    public static string Code(this ProductKernel p, IEnumerable<(string Name, Layout Layout)> boxes) => New<Numerics.ProductShape>(
    [
        ("Rows", p.Rows), ("Columns", p.Columns), ("Depth", p.Depth),
        ("TransposeA", p.TransposeA), ("TransposeB", p.TransposeB), ("Scale", p.Scale),
        .. boxes.Select(box => (box.Name, (object?)(box.Layout.Rows() is { } rows ? $"new{rows}" : null))),
    ]);

    /// <summary>The numbers of a RowsShape; null where rows lie side by side.</summary>
    public static string? Rows(this Layout l) => l.IsDense ? null : $"({l.Origin}, {l.SampleSize.Code()}, {l.Pixel})";

    public static string Code(this MaximumGradientKernel k) => New<Numerics.ConvolutionShape>(
    [
        ("Positions", k.Convolution.Width), ("Channels", k.Convolution.Channels), ("Outputs", k.Convolution.Outputs),
        ("Taps", k.Convolution.Taps), ("Stride", k.Convolution.X.Stride), ("Dilation", k.Convolution.X.Dilation),
        ("Padding", k.Convolution.X.Before),
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

    /// <summary>A new shape. What it has by itself is left out, and what is null.</summary>
    private static string New<TShape>(Property[] properties)
        where TShape : struct
    {
        IEnumerable<string> given = properties
            .Where(p => p.Value is not null && !Equals((p.Value as Dim)?.Known ?? p.Value, Defaults<TShape>.Of(p.Name)))
            .Select(p => $"{p.Name} = {Text(p.Value!)}");
        return $"new {typeof(TShape).Name} {{ {string.Join(", ", given)} }}";
    }

    private static string Text(object value) => value switch
    {
        Dim dim => dim.Code(),
        bool isSet => isSet ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>What the runtime's shape has by itself: its source is compiled into the compiler.</summary>
    private static class Defaults<TShape>
        where TShape : struct
    {
        private static readonly Dictionary<string, object> s_values =
            typeof(TShape).GetProperties().ToDictionary(p => p.Name, p => p.GetValue(Activator.CreateInstance(typeof(TShape))));

        public static object Of(string property) => s_values.TryGetValue(property, out object value)
            ? value
            : throw new InvalidOperationException($"{typeof(TShape).Name} has no property {property}.");
    }
}
