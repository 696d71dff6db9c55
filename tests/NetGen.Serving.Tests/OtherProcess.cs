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

        await ShutdownTests.ServeAsync();
        return 0;
    }
}
