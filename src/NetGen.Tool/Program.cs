using System.CommandLine;

namespace NetGen.Tool;

/// <summary>The command <c>dotnet netgen</c>.</summary>
public static class Program
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">The command line: see <c>--help</c>.</param>
    /// <returns>0, 1 where a model or a file was wrong, 2 where the command line was.</returns>
    public static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs the command on the given writers.</summary>
    internal static int Run(string[] args, TextWriter output, TextWriter error)
    {
        RootCommand root = new(
            "Works on NetGen networks: compiled in your build, trained in your process.") { ImportCommand.Create(output, error) };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError problem in parsed.Errors)
            {
                error.WriteLine(problem.Message);
            }

            error.WriteLine("dotnet netgen --help shows what there is.");
            return 2;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
    }
}
