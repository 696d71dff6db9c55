using System.Text;
using NetGen.Generators.Backends.Ilgpu;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Program;

/// <summary>A program's calls as text, a line for each: what a pass made of it, for tests and for people.</summary>
internal static class LaunchPrinter
{
    public static string Print(LoweredProgram program)
    {
        StringBuilder text = new();
        foreach ((string name, IReadOnlyList<Launch> section) in new[]
        {
            ("pack", program.Pack), ("forward", program.Forward), ("loss", program.Loss), ("backward", program.Backward),
        })
        {
            if (section.Count > 0)
            {
                text.Append($"{name}:\n");
                Print(text, section, "  ");
            }
        }

        return text.ToString();
    }

    private static void Print(StringBuilder text, IReadOnlyList<Launch> launches, string indent)
    {
        foreach (Launch launch in launches)
        {
            switch (launch)
            {
                case LoopLaunch loop:
                    text.Append($"{indent}{loop.Count} times:\n");
                    Print(text, loop.Body, indent + "  ");
                    break;
                case ChunkedLaunch parts:
                    text.Append($"{indent}for {parts.Samples} samples at a time:\n");
                    Print(text, parts.Body, indent + "  ");
                    break;
                case BarrierLaunch sync:
                    text.Append($"{indent}{(sync.OnlyShared ? "meet where samples are shared" : "meet")}\n");
                    break;
                default:
                    text.Append($"{indent}{launch.GetType().Name} {launch.Title}: {Operands(launch, writes: false)} → {Operands(launch, writes: true)}\n");
                    break;
            }
        }
    }

    private static string Operands(Launch launch, bool writes) =>
        string.Join(", ", launch.Accesses.Where(access => access.Writes == writes).Select(access => Describe(access.Buffer)).Distinct());

    private static string Describe(Buffer buffer) => $"{buffer.Name} [{buffer.Kind} {buffer.Offset}+{buffer.Size}]";
}
