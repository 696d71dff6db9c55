using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>Copies and zeroes: one thread for each element.</summary>
internal static class MoveKernels
{
    public static void Emit(DeviceKernel kernel, MoveLaunch launch, string element)
    {
        string from = kernel.View(element, "From"), to = kernel.View(element, "To");
        Dictionary<string, Dim> fields = launch.Shape.ToDictionary(f => f.Name, f => f.Value);
        string Of(string name) => Find(name).InKernel();
        Dim Find(string name) => fields.TryGetValue(name, out Dim value) ? value : 0;
        string Line(string width) => Code.Times(width, Of("Channels"));
        string Size(string width) => Code.Times(Line(width), Of("Height"));
        string width = Of("Width"), size = Size(width);
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, "a copy"];
        using (kernel.ForEach($"g.Batch * {size}", $"Batch * {Size(Find("Width").OnHost())}"))
        {
            w.Line($"int c = i % {Of("Channels")}, x = i / {Of("Channels")} % {width}, y = i / ({Line(width)}) % {Of("Height")}, n = i / ({size});");
            w.Line($"g.{to}[{Place("To")}] = g.{from}[{Place("From")}];");
        }

        string Place(string side)
        {
            return Code.Sum(
                Code.Times("n", Of($"{side}Sample")), Code.Times("y", Of($"{side}Line")), Code.Times("x", Of($"{side}Pixel")), Code.Times("c", Of($"{side}Channel")), Of($"{side}Origin"));
        }
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
