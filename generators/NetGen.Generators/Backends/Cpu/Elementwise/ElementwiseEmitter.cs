using NetGen.Generators.Emit;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Cpu;

/// <summary>
/// An elementwise pass as a static method: loops over this worker's rows, and methods for what happens at an element, stated once
/// for vectors and for the tail.
/// </summary>
internal static class ElementwiseEmitter
{
    public static void Emit(SourceWriter writer, SimdBody body, string name, string title)
    {
        KernelFrame kernel = new(writer, body, name);
        writer.Line();
        writer.Summary([title, $"over {body.Domain}", .. body.Formulas()]);
        if (body.Spec.Statements.Any(s => s.Kind == StatementKind.ColumnSum))
        {
            new ColumnEmitter(kernel, new RowLoops(kernel)).Emit();
        }
        else if (body.Spec.Mode == ElementMode.Flat)
        {
            EmitFlat(kernel);
        }
        else if (NumberEmitter.Fits(body))
        {
            new NumberEmitter(kernel).Emit();
        }
        else if (body.Spec.Mode == ElementMode.Channels)
        {
            EmitChannels(kernel);
        }
        else
        {
            RowLoops rows = new(kernel);
            new RowEmitter(kernel, rows, new ElementFunctions(kernel, rows)).Emit();
        }
    }

    private static void EmitFlat(KernelFrame kernel)
    {
        ElementwiseSpec spec = kernel.Spec;
        SourceWriter w = kernel.Writer;
        using (kernel.Open())
        {
            w.Line($"(nint i, nint end) = worker.Rows({spec.Height * spec.Width * spec.Channels}, grain: 16);");
            string[] index = kernel.IsRandom ? ["first + i"] : [];
            string arguments = KernelFrame.Join([.. kernel.InnerOperands(), "i", .. index, .. kernel.ContextArguments()]);
            kernel.Loop("i", "end", vector => $"{kernel.Name}At<{vector}>({arguments});");
        }

        string[] parameter = kernel.IsRandom ? ["nint index"] : [];
        kernel.EmitAt(
            [.. kernel.ElementStores()], [.. kernel.InnerParameters(), "nint i", .. parameter, .. kernel.ContextParameters()], _ => "i");
    }

    private static void EmitChannels(KernelFrame kernel)
    {
        SourceWriter w = kernel.Writer;
        using (kernel.Open())
        {
            using (w.Open("if (worker.Index != 0)"))
            {
                w.Line("return;");
            }

            w.Line();
            w.Line("int c = 0;");
            string arguments = KernelFrame.Join(["worker", .. kernel.InnerOperands(), "c", .. kernel.ContextArguments()]);
            kernel.Loop("c", $"{kernel.Channels}", vector => $"{kernel.Name}At<{vector}>({arguments});");
        }

        kernel.EmitAt(
            [.. kernel.Spec.Stores], ["Worker worker", .. kernel.InnerParameters(), "int c", .. kernel.ContextParameters()], _ => "c");
    }
}
