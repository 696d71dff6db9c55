using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Emit.Ilgpu;

/// <summary>Copies and zeroes: one thread for each element.</summary>
internal static class MoveKernels
{
    public static void Emit(DeviceKernel kernel, MoveLaunch launch, string element)
    {
        string from = kernel.View(element, "From"), to = kernel.View(element, "To");
        Dictionary<string, string> fields = launch.Shape.ToDictionary(f => f.Name, f => f.Code);
        string Of(string name) => fields.TryGetValue(name, out string code) ? code : "0";
        string size = Code.Times(Code.Times(Of("Width"), Of("Channels")), Of("Height")), line = Code.Times(Of("Width"), Of("Channels")), width = DeviceField.InKernel(Of("Width"));
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, "a copy"];
        using (kernel.ForEach($"g.Batch * {DeviceField.InKernel(size)}"))
        {
            w.Line($"int c = i % {Of("Channels")}, x = i / {Of("Channels")} % {width}, y = i / ({DeviceField.InKernel(line)}) % {Of("Height")}, n = i / ({DeviceField.InKernel(size)});");
            w.Line($"g.{to}[{Place("To")}] = g.{from}[{Place("From")}];");
        }

        string Place(string side)
        {
            string sample = DeviceField.InKernel(Of($"{side}Sample"));
            return Code.Sum(
                Code.Times("n", sample), Code.Times("y", Of($"{side}Line")), Code.Times("x", Of($"{side}Pixel")), Code.Times("c", Of($"{side}Channel")), Of($"{side}Origin"));
        }
    }

    public static void EmitClear(DeviceKernel kernel, ClearLaunch launch, string element)
    {
        Layout l = launch.Buffer.Layout;
        string buffer = kernel.View(element, "Buffer");
        SourceWriter w = kernel.Body;
        kernel.Summary = [launch.Title, launch.IsWhole ? "zeros" : $"zeros around {l.Height} × {l.Width} × {l.Channels}"];
        using (kernel.ForEach($"g.Batch * {DeviceField.InKernel(l.SizeCode)}"))
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
