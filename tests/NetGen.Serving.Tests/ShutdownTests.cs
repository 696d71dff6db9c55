using Microsoft.AspNetCore.Builder;

namespace NetGen.Serving.Tests;

public sealed class ShutdownTests
{
    public static async Task ServeAsync()
    {
        await Task.Yield();
    }
}
