using System.Text;
using NetGen.Generators.Graph;
using NetGen.Generators.Program;

namespace NetGen.Generators;

/// <summary>
/// Checks what each pass made, and keeps it as text where that is wanted: -p:NetGenEmit=passes. Programs are checked there and in Debug
/// builds of the compiler: an edit in the IDE has no time for it.
/// </summary>
internal sealed class PassLog(bool isWanted)
{
#if DEBUG
    private const bool IsDebug = true;
#else
    private const bool IsDebug = false;
#endif

    private readonly StringBuilder _text = new();
    private string _last = "";

    /// <summary>All passes, in order; null where they are not wanted.</summary>
    public string? Text => isWanted ? _text.ToString() : null;

    /// <summary>A graph after a pass.</summary>
    /// <exception cref="InvalidOperationException">The pass broke it.</exception>
    public NetworkGraph Add(string pass, NetworkGraph graph)
    {
        Verifier.Check(graph);
        Add(pass, () => Printer.Print(graph));
        return graph;
    }

    /// <summary>A program after a pass.</summary>
    /// <exception cref="InvalidOperationException">The pass broke it.</exception>
    public LoweredProgram Add(string pass, LoweredProgram program)
    {
        if (IsDebug || isWanted)
        {
            LaunchVerifier.Check(program);
        }

        Add(pass, () => LaunchPrinter.Print(program));
        return program;
    }

    private void Add(string pass, Func<string> print)
    {
        if (isWanted)
        {
            string made = print();
            _text.Append($"== {pass}\n\n{(made == _last ? "as before\n" : made)}\n");
            _last = made;
        }
    }
}
