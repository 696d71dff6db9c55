using NetGen.Onnx.Import.Algebra;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>
/// Images of another size. Along each axis a resized line is a matrix times the line, whatever the mode; where the matrices are those of
/// Upsample2d, that is what is written.
/// </summary>
internal static class Resizing
{
    private const int MostFactor = 64;

    public static void Register(Dictionary<string, OperatorMapping> all)
    {
        all.Add("Resize", Resize);
        all.Add("Upsample", static c => Resized(c, Scales(c, c.FindConstant(1, "scales")), "asymmetric", "floor"));
    }

    private static Value Resize(OperatorContext c)
    {
        // Until opset 10 there were no regions and no sizes.
        bool isOld = c.Opset < 11;
        Tensor? scales = c.FindConstant(isOld ? 1 : 2, "scales"), sizes = isOld ? null : c.FindConstant(3, "sizes");
        string transformation = c.Node.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel");
        return Resized(
            c, sizes is { Count: > 0 } ? Sizes(c, sizes) : Scales(c, scales), transformation,
            c.Node.Text("nearest_mode", isOld ? "floor" : "round_prefer_floor"));
    }

    private static int[] Axes(OperatorContext c) => c.Node.Ints("axes") is { } axes
        ? [.. axes.Select(c.X.Axis)]
        : [.. Enumerable.Range(0, c.X.Rank)];

    private static (int Axis, double Scale, int Size)[] Scales(OperatorContext c, Tensor? scales)
    {
        double[] given = scales is { Count: > 0 }
            ? scales.ToDoubles() : c.Node.Floats("scales") ?? throw new UnsupportedException("its scales are missing.");
        int[] axes = Axes(c);
        return given.Length == axes.Length && given.All(static scale => scale > 0)
            ? [.. axes.Select((axis, i) => (axis, given[i], given[i] == 1 ? -1 : (int)Math.Floor(Dim(c, axis) * given[i])))]
            : throw new UnsupportedException($"{given.Length} scales are not those of {axes.Length} axes.");
    }

    private static (int Axis, double Scale, int Size)[] Sizes(OperatorContext c, Tensor sizes)
    {
        int[] axes = Axes(c);
        if (sizes.Count != axes.Length)
        {
            throw new UnsupportedException($"{sizes.Count} sizes are not those of {axes.Length} axes.");
        }

        long[] own = [.. sizes.ToIntegers().Select((size, i) => Batch.Is(c.X.Dims[axes[i]]) ? c.X.Dims[axes[i]] : size)];
        double[] scales = [.. own.Select((size, i) => (double)size / c.X.Dims[axes[i]])];
        string policy = c.Node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy != "stretch")
        {
            double one = policy == "not_larger" ? scales.Min() : scales.Max();
            scales = [.. scales.Select(_ => one)];
            own = [.. axes.Select(axis => (long)Math.Floor((Dim(c, axis) * one) + 0.5))];
        }

        return [.. axes.Select((axis, i) => (axis, scales[i], own[i] == c.X.Dims[axis] ? -1 : (int)Math.Clamp(own[i], 0, int.MaxValue)))];
    }

    private static long Dim(OperatorContext c, int axis) =>
        Batch.Is(c.X.Dims[axis]) ? throw new UnsupportedException($"the batch of {c.X} is resized.") : c.X.Dims[axis];

    private static Value Resized(OperatorContext c, (int Axis, double Scale, int Size)[] axes, string transformation, string nearest)
    {
        Value x = c.X;
        bool isCropped = transformation == "tf_crop_and_resize";
        (int Axis, double Scale, int Size)[] changed = [.. axes.Where(axis => axis.Size >= 0 || (isCropped && !Batch.Is(x.Dims[axis.Axis])))
            .Select(axis => axis with { Size = axis.Size < 0 ? (int)x.Dims[axis.Axis] : axis.Size })];
        string mode = c.Node.Text("mode", "nearest");
        Line[] lines = [.. changed.Select(
            axis => new Line(c, (int)x.Dims[axis.Axis], axis.Size, axis.Scale, mode, transformation, nearest, Region(c, axes, axis.Axis)))];
        if (changed.Length == 2 && x.Rank == 4 && changed.Select(static axis => axis.Axis).Order().SequenceEqual([2, 3])
            && x.Dims[0] is Batch.Marker or 1
            && Upsampled(c, x, lines, mode) is { } upsampled)
        {
            return upsampled;
        }

        for (int i = 0; i < changed.Length; i++)
        {
            Line line = lines[i];
            x = c.Algebra.AlongAxis(x, changed[i].Axis, changed[i].Size, line.Weight);
            if (line.Filling.Any(static filling => filling != 0))
            {
                long[] dims = [.. Enumerable.Range(0, x.Rank).Select(axis => axis == changed[i].Axis ? x.Dims[axis] : 1)];
                Tensor filling = Tensor.Of(
                    global::Onnx.TensorProto.Types.DataType.Float, [.. dims.Select(static dim => (int)dim)], j => line.Filling[j]);
                x = c.Algebra.Pair(Pairing.Add with { Learns = false }, x, Value.Of(filling));
            }
        }

        return x;
    }

    /// <summary>The attribute, where it computes the same.</summary>
    private static Value? Upsampled(OperatorContext c, Value x, Line[] lines, string mode)
    {
        int factor = lines[0].Outputs / lines[0].Inputs;
        if (factor is < 2 or > MostFactor || lines.Any(line => line.Outputs != line.Inputs * factor))
        {
            return null;
        }

        bool isNearest = lines.All(line => line.Is((to, from) => to / factor == from ? 1 : 0)), isLinear = !isNearest && mode == "linear"
            && lines.All(line => line.Is(new Line(c, line.Inputs, line.Outputs, factor, "linear", "half_pixel", "", (0, 1)).Weight));
        if (!isNearest && !isLinear)
        {
            return null;
        }

        int[] form = [(int)x.Dims[1], (int)x.Dims[2], (int)x.Dims[3]];
        Step step = c.Algebra.Graph.Apply(
            "Upsample2d", c.Algebra.Graph.Reshape(x.Step, form), [form[0], form[1] * factor, form[2] * factor],
            isNearest ? $"{factor}" : $"{factor}, Mode = UpsampleMode.Bilinear");
        return Value.Of(step, x.Type, x.Dims[0], x.Dims[1], x.Dims[2] * factor, x.Dims[3] * factor);
    }

    private static (double Start, double End) Region(OperatorContext c, (int Axis, double Scale, int Size)[] axes, int axis)
    {
        if (c.Opset < 11 || c.FindConstant(1, "region") is not { Count: > 0 } region)
        {
            return (0, 1);
        }

        int i = Array.FindIndex(axes, other => other.Axis == axis);
        return region.Count == 2 * axes.Length
            ? (region[i], region[axes.Length + i])
            : throw new UnsupportedException($"{region.Count} numbers are no region of {axes.Length} axes.");
    }

    /// <summary>The matrix along one axis. Formulas: the operator's documentation.</summary>
    private sealed class Line
    {
        private readonly Dictionary<int, double>[] _rows;

        public Line(
            OperatorContext c, int inputs, int outputs, double scale, string mode, string transformation, string nearest,
                (double Start, double End) region)
        {
            (Inputs, Outputs) = (inputs, outputs);
            _rows = new Dictionary<int, double>[Folding.Fold.Dims([outputs])[0]];
            Filling = new double[outputs];
            for (int i = 0; i < outputs; i++)
            {
                double place = Place(i, inputs, outputs, scale, transformation, region);
                if (transformation == "tf_crop_and_resize" && (place < 0 || place > inputs - 1))
                {
                    _rows[i] = [];
                    Filling[i] = c.Node.Float("extrapolation_value", 0);
                    continue;
                }

                _rows[i] = Row(c, place, inputs, scale, mode, nearest);
            }
        }

        public int Inputs { get; }

        public int Outputs { get; }

        /// <summary>What is added to each element: beyond the image.</summary>
        public double[] Filling { get; }

        public double Weight(int to, int from) => _rows[to].GetValueOrDefault(from);

        public bool Is(Func<int, int, double> weight) => Filling.All(static filling => filling == 0)
            && Enumerable.Range(0, Outputs).All(
                to => Enumerable.Range(0, Inputs).All(from => Math.Abs(weight(to, from) - Weight(to, from)) < 1e-6));

        private static double Place(
            int i, int inputs, int outputs, double scale, string transformation, (double Start, double End) region) =>
            transformation switch
            {
                "half_pixel" => Centre(i, scale),
                "half_pixel_symmetric" => (inputs / 2.0 * (1 - (outputs / (scale * inputs)))) + ((i + 0.5) / scale) - 0.5,
                "pytorch_half_pixel" => outputs > 1 ? Centre(i, scale) : 0,
                "align_corners" => outputs > 1 ? i * (inputs - 1.0) / (outputs - 1) : 0,
                "asymmetric" => Rounded(i / scale),
                "tf_crop_and_resize" => outputs > 1
                    ? (region.Start * (inputs - 1)) + (i * (region.End - region.Start) * (inputs - 1) / (outputs - 1))
                    : 0.5 * (region.Start + region.End) * (inputs - 1),
                _ => throw new UnsupportedException($"there is no transformation of coordinates '{transformation}'."),
            };

        /// <summary>
        /// The middle of a pixel of the result in the image, as single precision has it: a place between two pixels is one there.
        /// </summary>
        private static double Centre(int i, double scale) => Rounded(Rounded((i + 0.5) / scale) - 0.5);

        private static double Rounded(double place) => (float)place;

        private static Dictionary<int, double> Row(OperatorContext c, double place, int inputs, double scale, string mode, string nearest)
        {
            if (mode == "nearest")
            {
                double near = nearest switch
                {
                    "round_prefer_floor" => Math.Ceiling(place - 0.5),
                    "round_prefer_ceil" => Math.Floor(place + 0.5),
                    "floor" => Math.Floor(place),
                    "ceil" => Math.Ceiling(place),
                    _ => throw new UnsupportedException($"there is no nearest '{nearest}'."),
                };
                return new() { [(int)Math.Clamp(near, 0, inputs - 1)] = 1 };
            }

            // The places around, from the one on the left.
            int first = (int)Math.Ceiling(place) - 1;
            double ratio = place - first, shrinks = c.Node.Flag("antialias") ? Math.Min(scale, 1) : 1;
            double a = c.Node.Float("cubic_coeff_a", -0.75);
            int reach = mode switch
            {
                "linear" => 1,
                "cubic" => 2,
                _ => throw new UnsupportedException($"there is no mode '{mode}'."),
            };
            int start = (int)Math.Floor(-reach / shrinks) + 1, end = 2 - start;
            Dictionary<int, double> row = [];
            double sum = 0;
            for (int i = start; i < end; i++)
            {
                double distance = Math.Abs((i - ratio) * shrinks);
                double weight = reach == 1 ? Math.Clamp(1 - distance, 0, 1) : Cubic(distance, a);
                int at = first + i;
                if (c.Node.Flag("exclude_outside") && (at < 0 || at >= inputs))
                {
                    continue;
                }

                int clamped = Math.Clamp(at, 0, inputs - 1);
                row[clamped] = row.GetValueOrDefault(clamped) + weight;
                sum += weight;
            }

            return row.ToDictionary(static pair => pair.Key, pair => pair.Value / sum);
        }

        /// <summary>Keys 1981.</summary>
        private static double Cubic(double x, double a) => x <= 1 ? (((a + 2) * x) - (a + 3)) * x * x + 1
            : x < 2 ? (((((a * x) - (5 * a)) * x) + (8 * a)) * x) - (4 * a)
            : 0;
    }
}
