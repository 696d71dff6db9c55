using SkiaSharp;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// Pictures of what belongs to pixels: maps of contributions, alone and over the picture they explain, filters, channels.
/// </summary>
public static class Pictures
{
    private const double Side = 168, Gap = 12, Caption = 18;

    /// <summary>A map of contributions: red speaks for the output, blue against it, nearly white not at all.</summary>
    /// <param name="title">For people.</param>
    /// <param name="map">[height × width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Chart HeatMap(string title, IReadOnlyList<double> map, int height, int width) =>
        Row("heatmap", title, [Signed(map, height, width)], [title]);

    /// <summary>The picture in grey with what speaks for the output in red over it and what speaks against it in blue.</summary>
    /// <param name="title">For people.</param>
    /// <param name="picture">[channels × height × width]; channels are averaged.</param>
    /// <param name="map">[height × width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Chart Overlay(string title, IReadOnlyList<double> picture, IReadOnlyList<double> map, int height, int width) =>
        Row("overlay", title, [Overlaid(picture, map, height, width)], [title]);

    /// <summary>A picture, and beside it each map of it over the picture.</summary>
    /// <param name="title">For people.</param>
    /// <param name="picture">[channels × height × width]; channels are averaged.</param>
    /// <param name="maps">Each [height × width], with what made it.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Chart Compare(
        string title, IReadOnlyList<double> picture, IReadOnlyList<(string Name, IReadOnlyList<double> Map)> maps, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return Row(
            "compare", title,
            [Grey(Mean(picture, height * width), height, width), .. maps.Select(one => Overlaid(picture, one.Map, height, width))],
            ["picture", .. maps.Select(one => one.Name)]);
    }

    /// <summary>Small grey pictures in rows, each as dark and bright as it can be: filters, channels, visualized units.</summary>
    /// <param name="title">For people.</param>
    /// <param name="pictures">Each [height × width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="names">Below the pictures; null: their numbers.</param>
    /// <param name="columns">Pictures in a row.</param>
    public static Chart Sheet(
        string title, IReadOnlyList<IReadOnlyList<double>> pictures, int height, int width, IReadOnlyList<string>? names = null,
            int columns = 8)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        const double side = 84, gap = 10, caption = 16;
        int rows = (pictures.Count + columns - 1) / columns;
        double tall = side * height / width;
        return new("sheet", title, (columns * (side + gap)) - gap, (rows * (tall + gap + caption)) - gap, canvas =>
        {
            for (int i = 0; i < pictures.Count; i++)
            {
                double x = i % columns * (side + gap), y = i / columns * (tall + gap + caption);
                canvas.Pixels(x, y, side, tall, Grey(pictures[i], height, width, isStretched: true));
                canvas.Text(x + (side / 2), y + tall + 13, names?[i] ?? Invariant($"{i}"), Ink.Soft, 11, Anchor.Middle);
            }
        });
    }

    private static Chart Row(string kind, string title, IReadOnlyList<Raster> rasters, IReadOnlyList<string> names)
    {
        double tall = Side * rasters[0].Height / rasters[0].Width;
        return new(kind, title, (rasters.Count * (Side + Gap)) - Gap, tall + Caption, canvas =>
        {
            for (int i = 0; i < rasters.Count; i++)
            {
                canvas.Pixels(i * (Side + Gap), 0, Side, tall, rasters[i]);
                canvas.Text((i * (Side + Gap)) + (Side / 2), tall + 14, names[i], Ink.Soft, 11, Anchor.Middle);
            }
        });
    }

    private static Raster Signed(IReadOnlyList<double> map, int height, int width)
    {
        double most = Most(map);
        return new(width, height, [.. Checked(map, height, width).Select(value => ColourScale.Signed(value / most))]);
    }

    private static Raster Overlaid(IReadOnlyList<double> picture, IReadOnlyList<double> map, int height, int width)
    {
        double most = Most(map);
        double[] grey = Stretched(Mean(picture, height * width));
        return new(width, height,
        [
            .. Checked(map, height, width).Select((value, i) =>
            {
                // The root shows what is weak; the picture stays to be seen below.
                double strength = Math.Sqrt(Math.Min(Math.Abs(value) / most, 1));
                return ColourScale.Mix(ColourScale.Grey(0.25 + (0.6 * grey[i])), ColourScale.Signed(Math.Sign(value)), 0.9 * strength);
            }),
        ]);
    }

    private static Raster Grey(IReadOnlyList<double> picture, int height, int width, bool isStretched = false) => new(
        width, height, [.. (isStretched ? Stretched(Checked(picture, height, width)) : Stretched(picture)).Select(ColourScale.Grey)]);

    /// <summary>The size beyond which a map has its full colour: one pixel alone does not make the others pale.</summary>
    private static double Most(IReadOnlyList<double> map)
    {
        double[] sizes = [.. map.Where(double.IsFinite).Select(Math.Abs).Where(size => size > 0).Order()];
        return sizes.Length == 0 ? 1 : sizes[(int)(0.99 * (sizes.Length - 1))];
    }

    private static double[] Stretched(IReadOnlyList<double> values)
    {
        (double least, double largest) = (values.Min(), values.Max());
        return [.. values.Select(value => largest > least ? (value - least) / (largest - least) : 0)];
    }

    private static double[] Mean(IReadOnlyList<double> picture, int places)
    {
        int channels = Math.Max(picture.Count / places, 1);
        return picture.Count != channels * places
            ? throw new ArgumentException(Invariant($"{picture.Count} values are not whole channels of {places} pixels."), nameof(picture))
            : [.. Enumerable.Range(0, places).Select(
                i => Enumerable.Range(0, channels).Average(channel => picture[(channel * places) + i]))];
    }

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> map, int height, int width) => map.Count == height * width
        ? map
        : throw new ArgumentException(Invariant($"A map of {height}×{width} has {height * width} values, not {map.Count}."), nameof(map));
}
