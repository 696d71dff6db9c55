using NetGen.Generators.Emit;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Unrolled code, a few variables or statements on a line.</summary>
internal static class GpuText
{
    private const int OnALine = 4;

    /// <summary>"float a = 0f, b = 0f;".</summary>
    public static void Declare(this SourceWriter w, string element, IEnumerable<string> variables)
    {
        foreach (string line in Lines(variables, ", "))
        {
            w.Line($"{element} {line};");
        }
    }

    /// <summary>"a += c * d; b += c * e;".</summary>
    public static void Statements(this SourceWriter w, IEnumerable<string> statements)
    {
        foreach (string line in Lines(statements, " "))
        {
            w.Line(line);
        }
    }

    private static IEnumerable<string> Lines(IEnumerable<string> parts, string separator) => parts
        .Select((part, i) => (Part: part, Line: i / OnALine))
        .GroupBy(p => p.Line, p => p.Part)
        .Select(line => string.Join(separator, line));
}
