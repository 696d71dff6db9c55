using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NetGen.Docs.Tests;

/// <summary>
/// The examples of the book. Of each page they build without a word as one project; those that are statements run, each by itself, in an
/// empty folder; the networks that are declared learn a batch; what is shown of generated code is what the build writes, and what is said
/// of a mistake what it says. A new page needs no test of its own: what its examples take for given, if anything, stands in Pages/.
/// </summary>
public sealed class ExampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-docs-");
    private readonly string _before = Directory.GetCurrentDirectory();

    public ExampleTests() => Directory.SetCurrentDirectory(_folder.FullName);

    public static TheoryData<string> Pages => [.. DocPage.Compiled.Select(page => page.Path)];

    /// <summary>Statements that run, by page and line.</summary>
    public static TheoryData<string, int> Statements =>
        Lines(example => example is { Kind: ExampleKind.Run, IsDeclaration: false });

    /// <summary>Excerpts, by page and line.</summary>
    public static TheoryData<string, int> Excerpts => Lines(example => example.Kind is ExampleKind.Generated);

    /// <summary>Mistakes, by page and line.</summary>
    public static TheoryData<string, int> Errors => Lines(example => example.Kind is ExampleKind.Error);

    /// <summary>Networks, by page and name.</summary>
    public static TheoryData<string, string> Networks
    {
        get
        {
            TheoryData<string, string> networks = [];
            foreach (DocPage page in DocPage.Compiled)
            {
                foreach (string network in page.Networks)
                {
                    networks.Add(page.Path, network);
                }
            }

            return networks;
        }
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_examples_of_a_page_build(string page) => Assert.NotNull(BuiltPage.Of(page).Assembly);

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task An_example_runs(string page, int line)
    {
        Type type = BuiltPage.Of(page).Assembly.GetType("Examples", throwOnError: true)!;
        object examples = Activator.CreateInstance(type)!;
        try
        {
            object? result = type.GetMethod(DocExample.NameAt(line))!.Invoke(examples, BindingFlags.DoNotWrapExceptions, null, [], null);
            await (result as Task ?? Task.CompletedTask);
        }
        finally
        {
            (examples as IDisposable)?.Dispose();
        }

        Assert.All(
            type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => field.GetValue(examples))
                .OfType<Network<float>>(),
            AssertFinite);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_learns_a_batch(string page, string name)
    {
        object network = Activator.CreateInstance(BuiltPage.Of(page).Assembly.GetType(name, throwOnError: true)!, 1)!;
        if (network is Network<double> wide)
        {
            Learn(wide);
        }
        else
        {
            Learn((Network<float>)network);
        }
    }

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void An_excerpt_is_what_the_build_writes(string page, int line)
    {
        DocExample excerpt = DocPage.Of(page).Examples.Single(example => example.Line == line);
        IEnumerable<string> pieces = Regex.Replace(BuiltPage.Trimmed(excerpt.Code), "^.*….*$", "", RegexOptions.Multiline)
            .Split("\n\n").Select(piece => piece.Trim('\n')).Where(piece => piece.Length > 0);
        Assert.All(pieces, piece => Assert.True(
            BuiltPage.Of(page).Generated.Any(file => file.Contains(piece, StringComparison.Ordinal)),
            $"{page}, line {line}: no file that is generated has\n{piece}"));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_mistake_is_told_as_the_page_says(string page, int line)
    {
        DocExample wrong = DocPage.Of(page).Examples.Single(example => example.Line == line);
        Diagnostic[] diagnostics = [.. BuiltPage.DiagnosticsOf(wrong)];
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.Contains(
            FormattableString.Invariant($"{diagnostic.Severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"),
            DocPage.Of(page).Text.ReplaceLineEndings(" "),
            StringComparison.OrdinalIgnoreCase));
    }

    private static void Learn<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<double> losses = NetworkBatch.Learn(network);
        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.True(losses.Count == 0 || losses[^1] < 0.97 * losses[0], $"{losses.FirstOrDefault()} → {losses.LastOrDefault()}");
        AssertFinite(network);
    }

    private static void AssertFinite<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert.All(
            network.Parameters,
            parameter => Assert.All(parameter.AsSpan<T>().ToArray(), value => Assert.True(T.IsFinite(value), parameter.Name)));

    private static TheoryData<string, int> Lines(Func<DocExample, bool> chosen)
    {
        TheoryData<string, int> lines = [];
        foreach (DocExample example in DocPage.Compiled.SelectMany(page => page.Examples).Where(chosen))
        {
            lines.Add(example.Page, example.Line);
        }

        return lines;
    }
}
