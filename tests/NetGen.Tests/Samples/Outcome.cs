namespace NetGen.Tests.Samples;

/// <summary>What a sample program did.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Lines(Output);

    public string[] ErrorLines => Lines(Error);

    /// <summary>Runs a program.</summary>
    public static async Task<Outcome> OfAsync(Func<string[], TextWriter, TextWriter, CancellationToken, Task<int>> program, string[] args)
    {
        using StringWriter output = new(), error = new();
        int exitCode = await program(args, output, error, CancellationToken.None);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
