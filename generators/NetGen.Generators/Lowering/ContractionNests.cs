using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Lowering;

/// <summary>
/// A contraction as affine loop nests: which products make one output, where its operand starts and how far neighbouring rows lie
/// apart. The names are those of the runtime's shapes.
/// </summary>
internal static class ContractionNests
{
    /// <summary>A nest and the packing that brings the weights into its order.</summary>
    internal sealed record Phase(ContractionShape Shape, PackShape Pack);

    /// <summary>Whether all pixels of the batch form one line: a plain matrix product without borders.</summary>
    public static bool IsRows(ContractionNode node, Layout operand, IEnumerable<OperandSpec> epilogue) =>
        node.Geometry.IsMatrixProduct && operand.HasEvenRows && epilogue.All(o => o.Kind != OperandKind.Elements || o.Layout.HasEvenRows);

    /// <param name="node">The contraction.</param>
    /// <param name="operand">How what it reads lies.</param>
    /// <param name="rows">Whether all pixels form one line.</param>
    /// <param name="depthwise">Whether channels that do not mix are columns of one group instead of groups.</param>
    public static IReadOnlyList<Phase> Phases(ContractionNode node, Layout operand, bool rows, bool depthwise) =>
        node.Role == ContractionRole.Output
            ? [Forward(node.Geometry, operand, rows, depthwise)]
            : [.. InputGradient(node.Geometry, operand, rows, depthwise)];

    /// <summary>y[oh, ow, o] = Σ x[oh·s − pad + kh·d, ow·s − pad + kw·d, c] · W[o, c, kh, kw]; s, pad and d are each axis's own.</summary>
    private static Phase Forward(ConvolutionGeometry g, Layout x, bool rows, bool depthwise)
    {
        (int columns, int groups) = depthwise ? (g.Outputs, 1) : (g.GroupOutputs, g.Groups);
        return new(
            new ContractionShape(
                rows ? 0 : g.OutHeight, Dim.Of(g.Length, rows ? g.OutHeight * g.OutWidth : g.OutWidth),
                Operand(FirstTap(g, x), x, g.Y.Stride * x.Line, g.X.Stride * x.Pixel, rows),
                Taps(g, x), columns, groups, g.GroupChannels),
            new PackShape(
                0, new Nest(g.Y.Size, g.X.Size, g.X.Size, 1, g.GroupChannels, g.Taps),
                columns, g.Depth, groups, g.GroupOutputs * g.Depth));
    }

    /// <summary>
    /// dx[ih, iw, c] = Σ dy[oh, ow, o] · W[o, c, kh, kw] over the taps with oh·s = ih + pad − kh·d. With stride s the taps depend on
    /// (ih + pad) mod s, so each of the sY × sX phases is a nest of its own.
    /// </summary>
    private static IEnumerable<Phase> InputGradient(ConvolutionGeometry g, Layout dy, bool rows, bool depthwise)
    {
        (int columns, int groups) = depthwise ? (g.Channels, 1) : (g.GroupChannels, g.Groups);
        for (int phaseY = 0; phaseY < g.Y.Stride; phaseY++)
        {
            for (int phaseX = 0; phaseX < g.X.Stride; phaseX++)
            {
                Residue y = Residue.Of(g.Y, phaseY), x = Residue.Of(g.X, phaseX);
                int lines = Count(g.Height, y.First, g.Y.Stride), pixels = Count(g.Width, x.First, g.X.Stride);
                if (lines == 0 || pixels == 0)
                {
                    continue;
                }

                Nest products = x.OutputStep == 1 && g.Groups == 1 && dy.Pixel == g.Outputs
                    ? new(y.Taps, y.OutputStep * dy.Line, 1, 0, x.Taps * g.Outputs)
                    : new(y.Taps, y.OutputStep * dy.Line, x.Taps, x.OutputStep * dy.Pixel, g.GroupOutputs);
                yield return new(
                    new ContractionShape(
                        rows ? 0 : lines, Dim.Of(g.Length, rows ? lines * pixels : pixels),
                        Operand(dy.Origin + y.FirstOutput * dy.Line + x.FirstOutput * dy.Pixel, dy, dy.Line, dy.Pixel, rows),
                        products, columns, groups, g.GroupOutputs)
                    {
                        YOrigin = y.First, YStep = g.Y.Stride, XOrigin = x.First, XStep = g.X.Stride,
                    },
                    new PackShape(
                        y.LastTap * g.X.Size + x.LastTap,
                        new Nest(y.Taps, -y.TapStep * g.X.Size, x.Taps, -x.TapStep, g.GroupOutputs, g.Depth),
                        columns, g.Taps, groups, g.GroupOutputs * g.Depth));
            }
        }
    }

    /// <summary>How what is read lies; where all pixels form one line, there is no way from line to line.</summary>
    private static Steps Operand(int origin, Layout layout, int line, int pixel, bool rows) =>
        new(origin, rows ? 0 : layout.Size, rows ? 0 : line, pixel);

    private static int Count(int size, int first, int step) => size <= first ? 0 : (size - first + step - 1) / step;

    public static WeightGradientShape WeightGradient(ConvolutionGeometry g, Layout x, Layout dy)
    {
        (int columns, int groups) = g.IsDepthwise ? (g.Outputs, 1) : (g.GroupOutputs, g.Groups);
        return new(
            new Steps(FirstTap(g, x), x.Size, g.Y.Stride * x.Line, g.X.Stride * x.Pixel),
            new Steps(dy.Origin, dy.Size, dy.Line, dy.Pixel), g.OutHeight, g.OutWidth, Taps(g, x),
            columns, groups, g.GroupChannels);
    }

    /// <summary>The inputs of one output: with neighbouring taps, (kw, c) is one run of memory.</summary>
    private static Nest Taps(ConvolutionGeometry g, Layout x) => g.X.Dilation == 1 && g.Groups == 1 && x.Pixel == g.Channels
        ? new(g.Y.Size, g.Y.Dilation * x.Line, 1, 0, g.X.Size * g.Channels)
        : new(g.Y.Size, g.Y.Dilation * x.Line, g.X.Size, g.X.Dilation * x.Pixel, g.GroupChannels);

    /// <summary>What the first window reads first: before the image where there are zeros.</summary>
    private static int FirstTap(ConvolutionGeometry g, Layout x) => x.Origin - g.Y.Before * x.Line - g.X.Before * x.Pixel;

    /// <summary>The taps along one axis that reach the input positions of one phase, in the order in which their outputs ascend.</summary>
    /// <param name="First">The first input position of the phase.</param>
    /// <param name="Taps">How many taps reach it.</param>
    /// <param name="LastTap">The last of them: it reads the first output.</param>
    /// <param name="TapStep">From one to the next.</param>
    /// <param name="FirstOutput">The output that the last tap reads for the first position; may lie before the image.</param>
    /// <param name="OutputStep">Outputs from one tap to the next.</param>
    private sealed record Residue(int First, int Taps, int LastTap, int TapStep, int FirstOutput, int OutputStep)
    {
        public static Residue Of(Window w, int phase)
        {
            int first = ((phase - w.Before) % w.Stride + w.Stride) % w.Stride;
            int[] taps = [.. Enumerable.Range(0, w.Size).Where(k => (first + w.Before - k * w.Dilation) % w.Stride == 0)];
            if (taps.Length == 0)
            {
                return new(first, 0, 0, 1, 0, 1);
            }

            int step = taps.Length > 1 ? taps[1] - taps[0] : 1, last = taps[taps.Length - 1];
            int outputStep = taps.Length > 1 ? step * w.Dilation / w.Stride : 1;
            return new(first, taps.Length, last, step, (first + w.Before - last * w.Dilation) / w.Stride, outputStep);
        }
    }
}
