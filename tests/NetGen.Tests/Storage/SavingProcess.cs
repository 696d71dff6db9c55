using System.Diagnostics;

namespace NetGen.Tests.Storage;

/// <summary>A process that saves weights: it may be killed, held up or run as another user.</summary>
internal static class SavingProcess
{
    public const string IsWriting = "writing";

    private const int Failed = 3;

    /// <summary>Runs in the other process: saves one number and prints what it was refused with.</summary>
    public static int Save(string path, float value)
    {
        try
        {
            Safetensors.Save(path, [TestParameters.Floats("a", new(100_000), [.. Enumerable.Repeat(value, 100_000)])]);
            return 0;
        }
        catch (Exception exception)
        {
            Console.WriteLine($"{exception.GetType().Name}: {exception.Message}");
            return Failed;
        }
    }

    /// <summary>Runs in the other process: stops in the midst of the file until it is told to go on.</summary>
    public static int SaveSlowly(string path)
    {
        int reads = 0;
        using WatchedMemory memory = new([2f], () =>
        {
            // The first time they are checked, the second time written.
            if (++reads == 2)
            {
                Console.WriteLine(IsWriting);
                Console.ReadLine();
            }
        });
        Safetensors.Save(path, [TestParameters.Floats("before", new(1000), new float[1000]), TestParameters.Over("a", memory)]);
        return 0;
    }

    /// <summary>Starts it, with words before it that start it in another way.</summary>
    public static Process Start(string[] before, params string[] arguments)
    {
        string host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        string[] all = [.. before, host, typeof(SavingProcess).Assembly.Location, .. arguments];
        ProcessStartInfo start = new(all[0], all[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // Memory mapped twice counts as a file where sizes of files are limited.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }
}
