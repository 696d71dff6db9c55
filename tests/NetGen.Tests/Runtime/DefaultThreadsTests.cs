using System.Globalization;
using NetGen.Runtime;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>The environment belongs to the whole process, so these tests run alone.</summary>
[CollectionDefinition(nameof(DefaultThreadsTests), DisableParallelization = true)]
[Collection(nameof(DefaultThreadsTests))]
public sealed class DefaultThreadsTests : IDisposable
{
    private const string Variable = "NETGEN_THREADS";
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        NetGenThreads.Default = 0;
    }

    [Fact]
    public void AChoiceGoesBeforeTheVariableUntilItIsTakenBack()
    {
        Environment.SetEnvironmentVariable(Variable, "3");
        NetGenThreads.Default = 2;
        Assert.Equal(2, NetGenThreads.Default);
        Assert.Equal(2, new SharedMlp().CreateTrainer(new Sgd(0.1f), batchSize: 1000).Threads);
        Assert.Equal(2, new WideMlp().ThreadsFor(samples: 2));
        NetGenThreads.Default = 0;
        Assert.Equal(3, NetGenThreads.Default);
        Assert.Throws<ArgumentOutOfRangeException>(() => NetGenThreads.Default = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => NetGenThreads.Default = 1025);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 4 ", 4)]
    public void TheVariableSetsTheNumber(string text, int threads)
    {
        Environment.SetEnvironmentVariable(Variable, text);
        Assert.Equal(threads, ThreadTeam.DefaultThreads);
    }

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    public void FarMoreThanTheProcessorsAreCappedAndSaidOnce(int wanted)
    {
        int most = Math.Min(4 * Environment.ProcessorCount, wanted);
        Environment.SetEnvironmentVariable(Variable, wanted.ToString(CultureInfo.InvariantCulture));
        TextWriter before = Console.Error;
        using var said = new StringWriter();
        try
        {
            Console.SetError(said);
            Assert.Equal(most, ThreadTeam.DefaultThreads);
            Assert.Equal(most, ThreadTeam.DefaultThreads);
        }
        finally
        {
            Console.SetError(before);
        }

        string line = Assert.Single(said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"{Variable} is {wanted}", line, StringComparison.Ordinal);
        Assert.Contains($"{most} threads", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void WithoutTheVariableItIsTheNumberOfProcessors(string? text)
    {
        Environment.SetEnvironmentVariable(Variable, text);
        Assert.Equal(Environment.ProcessorCount, ThreadTeam.DefaultThreads);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("two")]
    [InlineData("2.5")]
    [InlineData("1025")]
    [InlineData("99999999999999999999")]
    public void RubbishIsRefusedByName(string text)
    {
        Environment.SetEnvironmentVariable(Variable, text);
        var thrown = Assert.Throws<InvalidOperationException>(() => ThreadTeam.DefaultThreads);
        Assert.Contains(Variable, thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", thrown.Message, StringComparison.Ordinal);
    }
}
