using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Lowering;

/// <summary>
/// A contraction as affine loop nests: which products make one output, where its operand starts and how far neighbouring rows lie
/// apart. The names are those of the runtime's shapes.
/// </summary>
internal static class ContractionLowering
{
    /// <summary>A nest and the packing that brings the weights into its order: depth × columns of each group.</summary>
    internal sealed record Part(EquatableArray<Field> Shape, EquatableArray<Field> Pack, int Depth, int Columns, int Groups);

    /// <summary>Elements between the operand rows of neighbouring pixels.</summary>
    public static int Stride(ContractionNode node) => node.Role == ContractionRole.Output
        ? node.Geometry.Stride * node.Geometry.Channels
        : node.Geometry.Outputs;

    /// <summary>
    /// Whether the weights serve as they lie: in the gradient by the input of a matrix product their rows are the products of a
    /// result's neighbours.
    /// </summary>
    public static bool ReadsWeightsInPlace(ContractionNode node) =>
        node is { Role: ContractionRole.InputGradient, Geometry: { IsMatrixProduct: true, Groups: 1 } };

    /// <summary>A part that reads its weights where they lie.</summary>
    public static EquatableArray<Field> InPlace(Part part, ConvolutionGeometry g) => part.Shape.Append(new Field("BStep", g.Channels)).ToEquatableArray();

    /// <summary>Whether all pixels of the batch form one line: a plain matrix product without borders.</summary>
    public static bool IsRows(ContractionNode node, Layout operand, IEnumerable<OperandSpec> epilogue) =>
        node.Geometry.IsMatrixProduct && !operand.HasHalo && epilogue.All(o => o.Kind != OperandKind.Elements || !o.Layout.HasHalo);

    /// <param name="node">The contraction.</param>
    /// <param name="operand">How what it reads lies.</param>
    /// <param name="rows">Whether all pixels form one line.</param>
    /// <param name="depthwise">Whether channels that do not mix are columns of one group instead of groups.</param>
    public static IReadOnlyList<Part> Parts(ContractionNode node, Layout operand, bool rows, bool depthwise) => node.Role == ContractionRole.Output
        ? [Forward(node.Geometry, operand, rows, depthwise)]
        : [.. InputGradient(node.Geometry, operand, rows, depthwise)];

    /// <summary>y[oh, ow, o] = Σ x[oh·s − pad + kh·d, ow·s − pad + kw·d, c] · W[o, c, kh, kw].</summary>
    private static Part Forward(ConvolutionGeometry g, Layout x, bool rows, bool depthwise)
    {
        (int columns, int groups) = depthwise ? (g.Outputs, 1) : (g.GroupOutputs, g.Groups);
        // With neighbouring taps, (kw, c) is one run of memory.
        bool merged = g.Dilation == 1 && g.Groups == 1;
        int taps = g.Kernel * g.Kernel;
        return new(
            ShapeFields.Of(
                new Field("Lines", rows ? 0 : g.OutHeight), new Field("Pixels", Dim.Of(g.Length, rows ? g.OutHeight * g.OutWidth : g.OutWidth)),
                new Field("AOrigin", x.Origin - g.Padding * (x.Line + g.Channels)), new Field("ASample", rows ? 0 : x.Size), new Field("ALine", rows ? 0 : g.Stride * x.Line),
                new Field("OuterCount", g.Kernel), new Field("OuterStep", g.Dilation * x.Line),
                new Field("InnerCount", merged ? 1 : g.Kernel), new Field("InnerStep", merged ? 0 : g.Dilation * g.Channels),
                new Field("Run", merged ? g.Kernel * g.Channels : g.GroupChannels),
                new Field("Columns", columns), new Field("Groups", groups), new Field("AGroup", g.GroupChannels)),
            ShapeFields.Of(
                new Field("Origin", 0), new Field("OuterCount", g.Kernel), new Field("OuterStep", g.Kernel), new Field("InnerCount", g.Kernel), new Field("InnerStep", 1),
                new Field("RunCount", g.GroupChannels), new Field("RunStep", taps), new Field("Columns", columns), new Field("ColumnStep", g.Depth),
                new Field("Groups", groups), new Field("GroupStep", g.GroupOutputs * g.Depth)),
            g.Depth, columns, groups);
    }

    /// <summary>
    /// dx[ih, iw, c] = Σ dy[oh, ow, o] · W[o, c, kh, kw] over the taps with oh·s = ih + pad − kh·d. With stride s the taps depend on
    /// (ih + pad) mod s, so each of the s × s phases is a nest of its own.
    /// </summary>
    private static IEnumerable<Part> InputGradient(ConvolutionGeometry g, Layout dy, bool rows, bool depthwise)
    {
        (int columns, int groups) = depthwise ? (g.Channels, 1) : (g.GroupChannels, g.Groups);
        for (int phaseY = 0; phaseY < g.Stride; phaseY++)
        {
            for (int phaseX = 0; phaseX < g.Stride; phaseX++)
            {
                Phase y = Phase.Of(g, phaseY), x = Phase.Of(g, phaseX);
                int lines = Count(g.Height, y.First, g.Stride), pixels = Count(g.Width, x.First, g.Stride);
                if (lines == 0 || pixels == 0)
                {
                    continue;
                }

                bool merged = x.OutputStep == 1 && g.Groups == 1;
                int taps = g.Kernel * g.Kernel;
                yield return new(
                    ShapeFields.Of(
                        new Field("Lines", rows ? 0 : lines), new Field("Pixels", Dim.Of(g.Length, rows ? lines * pixels : pixels)),
                        new Field("AOrigin", dy.Origin + y.FirstOutput * dy.Line + x.FirstOutput * g.Outputs), new Field("ASample", rows ? 0 : dy.Size), new Field("ALine", rows ? 0 : dy.Line),
                        new Field("OuterCount", y.Taps), new Field("OuterStep", y.OutputStep * dy.Line),
                        new Field("InnerCount", merged ? 1 : x.Taps), new Field("InnerStep", merged ? 0 : x.OutputStep * g.Outputs),
                        new Field("Run", merged ? x.Taps * g.Outputs : g.GroupOutputs),
                        new Field("Columns", columns), new Field("Groups", groups), new Field("AGroup", g.GroupOutputs),
                        new Field("YOrigin", y.First), new Field("YStep", g.Stride), new Field("XOrigin", x.First), new Field("XStep", g.Stride)),
                    ShapeFields.Of(
                        new Field("Origin", y.LastTap * g.Kernel + x.LastTap), new Field("OuterCount", y.Taps), new Field("OuterStep", -y.TapStep * g.Kernel),
                        new Field("InnerCount", x.Taps), new Field("InnerStep", -x.TapStep), new Field("RunCount", g.GroupOutputs), new Field("RunStep", g.Depth),
                        new Field("Columns", columns), new Field("ColumnStep", taps), new Field("Groups", groups), new Field("GroupStep", g.GroupOutputs * g.Depth)),
                    y.Taps * x.Taps * g.GroupOutputs, columns, groups);
            }
        }
    }

    private static int Count(int size, int first, int step) => size <= first ? 0 : (size - first + step - 1) / step;

    public static EquatableArray<Field> WeightGradient(ConvolutionGeometry g, Layout x, Layout dy)
    {
        bool merged = g.Dilation == 1 && g.Groups == 1;
        (int columns, int groups) = g.IsDepthwise ? (g.Outputs, 1) : (g.GroupOutputs, g.Groups);
        return ShapeFields.Of(
            new Field("XOrigin", x.Origin - g.Padding * (x.Line + g.Channels)), new Field("XSample", x.Size), new Field("XLine", g.Stride * x.Line), new Field("XPixel", g.Stride * g.Channels),
            new Field("DyOrigin", dy.Origin), new Field("DySample", dy.Size), new Field("DyLine", dy.Line), new Field("DyPixel", g.Outputs),
            new Field("Lines", g.OutHeight), new Field("Pixels", g.OutWidth),
            new Field("OuterCount", g.Kernel), new Field("OuterStep", g.Dilation * x.Line),
            new Field("InnerCount", merged ? 1 : g.Kernel), new Field("InnerStep", merged ? 0 : g.Dilation * g.Channels),
            new Field("Run", merged ? g.Kernel * g.Channels : g.GroupChannels),
            new Field("Columns", columns), new Field("Groups", groups), new Field("XGroup", g.GroupChannels));
    }

    /// <summary>The taps along one axis that reach the input positions of one phase, in the order in which their outputs ascend.</summary>
    /// <param name="First">The first input position of the phase.</param>
    /// <param name="Taps">How many taps reach it.</param>
    /// <param name="LastTap">The last of them: it reads the first output.</param>
    /// <param name="TapStep">From one to the next.</param>
    /// <param name="FirstOutput">The output that the last tap reads for the first position; may lie before the image.</param>
    /// <param name="OutputStep">Outputs from one tap to the next.</param>
    private sealed record Phase(int First, int Taps, int LastTap, int TapStep, int FirstOutput, int OutputStep)
    {
        public static Phase Of(ConvolutionGeometry g, int phase)
        {
            int first = ((phase - g.Padding) % g.Stride + g.Stride) % g.Stride;
            int[] taps = [.. Enumerable.Range(0, g.Kernel).Where(k => (first + g.Padding - k * g.Dilation) % g.Stride == 0)];
            if (taps.Length == 0)
            {
                return new(first, 0, 0, 1, 0, 1);
            }

            int step = taps.Length > 1 ? taps[1] - taps[0] : 1, last = taps[taps.Length - 1];
            int outputStep = taps.Length > 1 ? step * g.Dilation / g.Stride : 1;
            return new(first, taps.Length, last, step, (first + g.Padding - last * g.Dilation) / g.Stride, outputStep);
        }
    }
}
