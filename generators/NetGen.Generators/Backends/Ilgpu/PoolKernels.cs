using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// Pooling and its gradients: one thread for each result. The gradient of the maximum goes to its place: the first position that has it.
/// </summary>
internal static class PoolKernels
{
    public static void Emit(DeviceKernel kernel, PoolLaunch launch, string element)
    {
        PoolGeometry p = launch.Node.Geometry;
        ElementwiseSpec spec = launch.Work.Spec;
        string[] sources = [.. launch.Operands.Select((buffer, i) =>
            kernel.View(buffer.Layout.Type.Code(element), SourceNames(launch.Node.Role)[i]))];
        DeviceBody body = new(launch.Work, launch.Node.Name, element, kernel);
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, launch.Detail, $"over {body.Domain}", .. body.Formulas()];
        using (kernel.ForEach(spec.Rows.OfBatch, spec.Channels))
        {
            string width = Dim.Of(spec.Length, spec.Width).InKernel();
            string kernelWidth = Dim.Of(p.Length, p.X.Size).InKernel(), inputWidth = Dim.Of(p.Length, p.Width).InKernel();
            w.Line(
                $"int row = i / {spec.Channels}, c = i % {spec.Channels}, pixel = row % {width}, "
                + $"line = row / {width} % {spec.Height}, sample = row / ({width} * {spec.Height});");
            Windows windows = new(launch, p, sources, kernelWidth, inputWidth, element);
            windows.Emit(w, launch.Node.Role, body.Producer);
            if (launch.Places is not null)
            {
                windows.EmitPlace(w, body.Producer);
            }

            body.Context(w, body.Bodies);
            body.Row(w);
            body.Compute(w, spec.Stores.Select(s => s.Value));
            body.Stores(w, spec.Stores);
        }
    }

    private static string[] SourceNames(PoolRole role) => role switch
    {
        PoolRole.MaxGradient => ["Dy", "Place"],
        PoolRole.AverageGradient => ["Dy"],
        PoolRole.Max => ["X", "Place"],
        _ => ["X"],
    };

    /// <summary>The loops over a window, or over the windows with a pixel.</summary>
    private sealed class Windows(PoolLaunch launch, PoolGeometry p, string[] sources, string kernelWidth, string inputWidth, string element)
    {
        private readonly PoolShape _shape = launch.Shape;

        private string Zero => DevicePrinter.Literal(0, element);

        public void Emit(SourceWriter w, PoolRole role, string result)
        {
            string size = p.Length >= 0 ? $"({p.Y.Size} * {kernelWidth})" : $"{p.Y.Size * p.X.Size}";
            switch (role)
            {
                case PoolRole.Max:
                    w.Line($"{element} {result} = {element}.NegativeInfinity;");
                    OverWindow(w, "line", "pixel", () => w.Line($"{result} = DeviceMath.Max({result}, {At(0, _shape.X, "h", "w")});"));
                    break;
                case PoolRole.Average:
                    w.Line($"{element} {result} = {Zero};");
                    OverWindow(w, "line", "pixel", () => w.Line($"{result} += {At(0, _shape.X, "h", "w")};"));
                    w.Line($"{result} /= {size};");
                    break;
                case PoolRole.AverageGradient:
                    w.Line($"{element} {result} = {Zero};");
                    OverWindows(w, () => w.Line($"{result} += {At(0, _shape.Dy, "oh", "ow")};"));
                    w.Line($"{result} /= {size};");
                    break;
                default:
                    w.Line($"{element} {result} = {Zero};");
                    OverWindows(w, () =>
                    {
                        using (w.Open($"if ({At(1, _shape.Place, "oh", "ow")} == {PlaceOf("line", "pixel", "oh", "ow")})"))
                        {
                            w.Line($"{result} += {At(0, _shape.Dy, "oh", "ow")};");
                        }
                    });
                    break;
            }
        }

        /// <summary>The first position of the window that has its maximum; −1, or 255 as a byte, where that is no number.</summary>
        public void EmitPlace(SourceWriter w, string maximum)
        {
            w.Line("int place = -1;");
            OverWindow(w, "line", "pixel", () =>
            {
                using (w.Open($"if (place < 0 && {At(0, _shape.X, "h", "w")} == {maximum})"))
                {
                    w.Line($"place = {PlaceOf("h", "w", "line", "pixel")};");
                }
            });
            string cast = _shape.Place.Type == NumberType.UInt8 ? "(byte)" : "";
            w.Line($"{At(1, _shape.Place, "line", "pixel")} = {cast}place;");
        }

        /// <summary>The number of a position in a window, line by line.</summary>
        private string PlaceOf(string h, string w, string line, string pixel) =>
            $"{Code.Times($"{h} - {Code.Factor(Start(line, p.Y))}", kernelWidth)} + {w} - {Code.Factor(Start(pixel, p.X))}";

        private void OverWindow(SourceWriter w, string line, string pixel, Action inside)
        {
            string top = Start(line, p.Y), left = Start(pixel, p.X);
            using (w.Open(
                $"for (int h = DeviceMath.Max({top}, 0); h < DeviceMath.Min({Code.Sum(top, $"{p.Y.Size}")}, {p.Height}); h++)"))
            using (w.Open($"for (int w = DeviceMath.Max({left}, 0); w < DeviceMath.Min({Code.Sum(left, kernelWidth)}, {inputWidth}); w++)"))
            {
                inside();
            }

            w.Line();
        }

        /// <summary>The windows that contain the pixel.</summary>
        private void OverWindows(SourceWriter w, Action inside)
        {
            using (w.Open($"for (int oh = {First("line", p.Y, $"{p.Y.Size}")}; oh < {End("line", p.Y, p.OutHeight)}; oh++)"))
            using (w.Open($"for (int ow = {First("pixel", p.X, kernelWidth)}; ow < {End("pixel", p.X, p.OutWidth)}; ow++)"))
            {
                inside();
            }

            w.Line();
        }

        private static string Start(string index, Window axis) => Code.Sum(Code.Times(index, axis.Stride), $"{-axis.Before}");

        /// <summary>The first window that reaches the position: no window begins later than it, and none ends before it.</summary>
        private static string First(string index, Window axis, string kernel) =>
            Code.Over($"DeviceMath.Max({Code.Sum(index, $"{axis.Before + axis.Stride}")} - {kernel}, 0)", axis.Stride);

        private static string End(string index, Window axis, int count) =>
            $"DeviceMath.Min({Code.Sum(Code.Over(Code.Sum(index, $"{axis.Before}"), axis.Stride), "1")}, {count})";

        private string At(int source, Layout layout, string line, string pixel)
        {
            string sample = Code.Times("sample", layout.SampleSize.InKernel()), start = Code.Times(line, layout.LineSize.InKernel());
            return $"g.{sources[source]}[{Code.Sum(sample, start, Code.Times(pixel, layout.Pixel), "c", $"{layout.Origin}")}]";
        }
    }
}
