using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NetGen.Mpi.Tests;

/// <summary>Real processes, started by mpirun.</summary>
public sealed class MpiTests
{
    private const int Epochs = 12;

    [MpiFact]
    public void Each_process_knows_its_number_and_null_references_stay_exceptions()
    {
        // 3 processes, 0 + 1 + 2 of all and of this machine.
        string line = Assert.Single(MpiRun.Run(3, "library"));
        Assert.EndsWith(": 3, 3, 3, 3", line, StringComparison.Ordinal);
    }

    [MpiFact]
    public void Four_processes_of_sixteen_samples_train_as_one_of_sixty_four() =>
        Assert.InRange(double.Parse(Assert.Single(MpiRun.Run(4, "alike")), CultureInfo.InvariantCulture), 0, 1e-10);

    [MpiFact]
    public void Four_processes_that_synchronize_their_statistics_train_as_one() => Assert.InRange(
        double.Parse(Assert.Single(MpiRun.Run(4, "alike", "synchronized")), CultureInfo.InvariantCulture), 0, 1e-10);

    [MpiFact]
    public void Processes_have_equal_bits_after_each_epoch_and_a_run_repeats_them()
    {
        string[] first = TrainEpochs(), second = TrainEpochs();
        Assert.Equal(3, first[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
        Assert.All(first.Concat(second), seen => Assert.Equal(first[0], seen));
    }

    [MpiFact]
    public void A_step_allocates_nothing() => Assert.Equal("0", Assert.Single(MpiRun.Run(2, "bytes")));

    [MpiFact]
    public void A_run_whose_processes_are_killed_ends_with_the_bits_of_one_that_was_not()
    {
        // By hand it is asked for more.
        int kills = int.TryParse(Environment.GetEnvironmentVariable("NETGEN_MPI_KILLS"), out int asked) ? asked : 3;
        using TempFolder whole = new();
        Stopwatch time = Stopwatch.StartNew();
        MpiRun.Run(2, "train", whole.Path, $"{Epochs}");
        int longest = (int)time.ElapsedMilliseconds;
        string expected = File.ReadAllText(Path.Join(whole.Path, "result"));

        Random random = new(1);
        for (int killed = 0; killed < kills;)
        {
            using TempFolder folder = new();
            bool wasKilled = KillOne(folder.Path, random.Next(2), random.Next(longest));
            MpiRun.Run(2, "train", folder.Path, $"{Epochs}");
            Assert.Equal(expected, File.ReadAllText(Path.Join(folder.Path, "result")));
            killed += wasKilled ? 1 : 0;
        }
    }

    [MpiFact]
    public void Any_number_of_processes_goes_on_from_a_checkpoint()
    {
        using TempFolder begun = new();
        MpiRun.Run(2, "train", begun.Path, "1");
        string checkpoint = Checkpointing.Newest(Path.Join(begun.Path, "checkpoints"))!;
        for (int size = 1; size <= 4; size++)
        {
            using TempFolder folder = new();
            string copies = Directory.CreateDirectory(Path.Join(folder.Path, "checkpoints")).FullName;
            File.Copy(checkpoint, Path.Join(copies, Path.GetFileName(checkpoint)));
            MpiRun.Run(size, "train", folder.Path, "2");

            // 25 steps an epoch: it went on to the end of the second.
            Assert.EndsWith("000000000050.safetensors", Checkpointing.Newest(copies), StringComparison.Ordinal);
        }
    }

    private static string[] TrainEpochs()
    {
        using TempFolder folder = new();
        MpiRun.Run(3, "epochs", folder.Path);
        return [.. Enumerable.Range(0, 3).Select(rank => File.ReadAllText(Path.Join(folder.Path, $"bits-{rank}")))];
    }

    /// <summary>Kills one of the processes so many milliseconds after they have begun; false where they had ended by then.</summary>
    private static bool KillOne(string folder, int rank, int milliseconds)
    {
        using Process process = MpiRun.Start(2, "train", folder, $"{Epochs}");
        Assert.Equal(RankProgram.HasBegun, process.StandardOutput.ReadLine());
        int[] pids =
        [
            .. Enumerable.Range(0, 2)
                .Select(i => int.Parse(File.ReadAllText(Path.Join(folder, $"pid-{i}")), CultureInfo.InvariantCulture)),
        ];
        if (process.WaitForExit(milliseconds) || !TryKill(pids[rank]))
        {
            MpiRun.Wait(process);
            return false;
        }

        (string output, string error) = MpiRun.Wait(process);
        if (process.ExitCode == 0)
        {
            return false;
        }

        // The launcher says which of them it was: Open MPI among the errors, MPICH in the output.
        Assert.Matches($@"(process rank {rank} |PID {pids[rank]} )", output + error);
        Assert.All(pids, pid => Assert.True(HasEnded(pid, TimeSpan.FromSeconds(10)), $"Process {pid} still waits."));
        return true;
    }

    private static bool TryKill(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            process.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool HasEnded(int pid, TimeSpan within)
    {
        Stopwatch time = Stopwatch.StartNew();
        while (time.Elapsed < within)
        {
            try
            {
                using Process process = Process.GetProcessById(pid);
                if (process.HasExited)
                {
                    return true;
                }
            }
            catch (ArgumentException)
            {
                return true;
            }

            Thread.Sleep(50);
        }

        return false;
    }
}
