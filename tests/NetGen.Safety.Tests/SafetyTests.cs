using System.Diagnostics;
using Xunit;

namespace NetGen.Safety.Tests;

/// <summary>Each scenario in a process of its own, so that one that dies is a failed test with a name.</summary>
public sealed class SafetyTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Scenarios => [.. Program.Scenarios.Select(Program.NameOf)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Holds(string scenario)
    {
        (int code, string output) = Run(scenario);
        Assert.True(code == 0, $"{scenario} ended with exit code {code}.{Environment.NewLine}{output}");
    }

    [Fact]
    public void A_process_that_fails_is_told() => Assert.Equal(2, Run("Nobody.Nothing").Code);

    private static (int Code, string Output) Run(string scenario)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        start.ArgumentList.Add(scenario);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"It did not end within {s_limit}.");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}
