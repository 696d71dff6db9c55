using System.Diagnostics;
using NetGen.Tests.Storage;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class KilledTrainingTests
{
    private const int Kills = 50;

    [Fact]
    public void A_training_that_is_killed_fifty_times_ends_with_the_same_bits()
    {
        int[] expected = KilledTraining.Uninterrupted();
        Random random = new(1);
        int killed = 0, ended = 0, longest = 300;
        while (killed < Kills || ended == 0)
        {
            using TempFolder folder = new();
            string result = folder.File("weights.safetensors"), checkpoints = folder.File("checkpoints");
            while (!Ends(checkpoints, result, killed < Kills ? random.Next(longest) : null, ref killed))
            {
                // Late kills let it come far, early ones hit what it does when it begins again.
            }

            StepClassifier network = new(seed: 9);
            network.Load(result);
            Assert.Equal(expected, StepData.Bits(network));
            Assert.DoesNotContain(Directory.GetFiles(checkpoints), file => file.EndsWith(".tmp", StringComparison.Ordinal));
            ended++;
        }

        Assert.Equal(Kills, killed);
    }

    /// <summary>Starts the process, kills it so many milliseconds after it has begun, and says whether it ended by itself.</summary>
    private static bool Ends(string checkpoints, string result, int? milliseconds, ref int killed)
    {
        using Process process = SavingProcess.Start([], "train", checkpoints, result);
        Assert.Equal(KilledTraining.HasBegun, process.StandardOutput.ReadLine());
        if (milliseconds is not { } time || process.WaitForExit(time))
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return true;
        }

        process.Kill();
        process.WaitForExit();
        if (process.ExitCode == 0)
        {
            return true;
        }

        killed++;
        return false;
    }
}
