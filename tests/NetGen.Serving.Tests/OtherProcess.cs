using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace NetGen.Serving.Tests;

/// <summary>What tests start as another process.</summary>
internal static class OtherProcess
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["serve"])
        {
            throw new ArgumentException($"Unknown: {string.Join(' ', args)}");
        }

        await ServeAsync();
        return 0;
    }

    /// <summary>Tells its address, serves until it is told to end, and tells how many requests came and went.</summary>
    private static async Task ServeAsync()
    {
        WebApplication app = Server.Build(0);
        int entered = 0, left = 0;
        app.Use(async (context, next) =>
        {
            Interlocked.Increment(ref entered);
            await next(context);
            Interlocked.Increment(ref left);
        });
        app.MapNetwork("/net", new Vectors(seed: 7), new() { MaxWait = TimeSpan.FromMilliseconds(20), MaxBatchSize = 64 });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        Console.WriteLine(FormattableString.Invariant($"{entered} {left}"));
    }
}
