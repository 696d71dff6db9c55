using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Copies and zeroes: one thread for each element.</summary>
internal static class MoveKernels
{
    public static void Emit(DeviceKernel kernel, MoveLaunch launch, string element)
    {
        string from = kernel.View(element, "From"), to = kernel.View(element, "To");
        MoveShape shape = launch.Shape;
        string width = shape.Width.InKernel(), size = Size(width);
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, "a copy"];
        using (kernel.ForEach($"g.Batch * {size}", $"Batch * {Size(shape.Width.OnHost())}"))
        {
            string x = $"i / {shape.Channels} % {width}", y = $"i / ({Line(width)}) % {shape.Height}";
            w.Line($"int c = i % {shape.Channels}, x = {x}, y = {y}, n = i / ({size});");
            w.Line($"g.{to}[{Place(shape.To)}] = g.{from}[{Place(shape.From)}];");
        }

        string Line(string pixels) => Code.Times(pixels, $"{shape.Channels}");
        string Size(string pixels) => Code.Times(Line(pixels), $"{shape.Height}");
        string Place(Steps side) => Code.Sum(
            Code.Times("n", side.Sample.InKernel()), Code.Times("y", side.Line), Code.Times("x", side.Pixel), Code.Times("c", side.Channel),
            $"{side.Origin}");
    }

    public static void EmitClear(DeviceKernel kernel, ClearLaunch launch, string element)
    {
        Layout l = launch.Buffer.Layout;
        string buffer = kernel.View(element, "Buffer");
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, launch.IsWhole ? "zeros" : $"zeros around {l.Height} × {l.Width} × {l.Channels}"];
        using (kernel.ForEach(l.SampleSize.OfBatch))
        {
            string zero = DevicePrinter.Literal(0, element);
            if (launch.IsWhole)
            {
                w.Line($"g.{buffer}[i] = {zero};");
                return;
            }

            w.Line($"int x = {Code.Over("i", l.Channels)} % {l.Width + 2 * l.HaloX}, y = i / {l.Line} % {l.Height + 2 * l.HaloY};");
            using (w.Open($"if (x < {l.HaloX} || x >= {l.Width + l.HaloX} || y < {l.HaloY} || y >= {l.Height + l.HaloY})"))
            {
                w.Line($"g.{buffer}[i] = {zero};");
            }
        }
    }
}
