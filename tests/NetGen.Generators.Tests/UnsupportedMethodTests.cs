using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>
/// What cannot be differentiated is one diagnostic on what is at fault: no crash, no other error, nothing silently wrong.
/// </summary>
public sealed class UnsupportedMethodTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> data = [];
            for (int i = 0; i < UnsupportedMethods.All.Count; i++)
            {
                data.Add(i, UnsupportedMethods.All[i].ToString());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_cannot_be_differentiated_is_reported_where_it_stands(int index, string shown)
    {
        GeneratorRun run = DiagnosticTests.AssertReported(UnsupportedMethods.All[index], shown);

        // The project of the tests allows no unsafe code; else the C# compiler has nothing against these methods.
        Assert.DoesNotContain(run.Problems, problem => problem.Severity == DiagnosticSeverity.Error && problem.Id != "CS0227");
    }

    /// <summary>As an editor sees it: another project's source is there, but not this project's.</summary>
    [Fact]
    public void A_method_of_another_project_is_reported()
    {
        Compilation other = Harness.Compilation(
            "using NetGen; public static class Other { [Differentiable] public static float F(float x) => x * x; }");
        GeneratorRun run = Harness.Run([other.ToMetadataReference()], "using NetGen; [Network, Input(4), MseLoss] partial class Net { "
            + "[Linear(1), Apply(\"F\", DeclaredIn = typeof(Other))] public partial Layer Head { get; } }");

        Assert.Equal(["NG0090"], run.Ids);
        Assert.Contains("not in this project", run.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Methods that call each other twice, and loops inside of loops: they are not read to the end of time.</summary>
    [Theory]
    [InlineData("return G30(x);")]
    [InlineData("int n = 0; for (int i = 0; i < 4000; i++) { for (int j = 0; j < 4000; j++) { n += j; } } return n * x;")]
    [InlineData("double y = x; for (int i = 0; i < 4000; i++) { for (int j = 0; j < 10; j++) { y = y * x + j; } } return y;")]
    public void Endless_work_is_cut_short(string body)
    {
        string doubling = string.Join(' ', Enumerable.Range(1, 30).Select(
            i => $"[Differentiable] static double G{i}(double x) => G{i - 1}(x) + G{i - 1}(x);"));

        GeneratorRun run = Harness.Run("using NetGen;" + UnsupportedMethods.Source(
            "Input(4), MseLoss", "Linear(3), Apply(nameof(F))",
            $"[Differentiable] static double F(double x) {{ {body} }} [Differentiable] static double G0(double x) => x; {doubling}"));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("NG0091", diagnostic.Id);
        Assert.Contains("So much computation", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
