using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using NetGen.Numerics;
using static System.FormattableString;

namespace NetGen.Reports.Html;

/// <summary>How a network was trained, and where.</summary>
internal static class Settings
{
    /// <summary>NetGen's.</summary>
    public static string Version { get; } =
        typeof(History).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Names and values.</summary>
    public static IEnumerable<(string Name, string Value)> Of<T>(HtmlReport<T> report)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return ("network", report.Network.GetType().FullName ?? "");
        yield return ("number type", typeof(T).Name == nameof(Single) ? "float" : "double");
        if (report.Trainer is { } trainer)
        {
            foreach ((string, string) setting in Of(trainer))
            {
                yield return setting;
            }
        }

        if (report.Data is { } data)
        {
            yield return ("judged by", data.ToString());
        }

        foreach ((string, string) remark in report.Remarks)
        {
            yield return remark;
        }

        yield return ("NetGen", Version);
        yield return (".NET", RuntimeInformation.FrameworkDescription);
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return ("processors", Invariant($"{Environment.ProcessorCount}"));
        yield return ("vectors", SimdWidth.Bits == 0 ? "single elements" : Invariant($"{SimdWidth.Bits} bits"));
    }

    /// <summary>"3.2 s", "4:07", "1:04:07".</summary>
    public static string Time(double seconds)
    {
        TimeSpan time = TimeSpan.FromSeconds(seconds);
        return seconds < 60 ? Invariant($"{seconds:0.0} s") : time.TotalHours < 1
            ? Invariant($"{time.Minutes}:{time.Seconds:00} min")
            : Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00} h");
    }

    private static IEnumerable<(string Name, string Value)> Of<T>(Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainerOptions options = trainer.Options;
        yield return ("optimizer", NameOf(trainer.Optimizer));
        yield return ("learning rate", trainer.Optimizer.LearningRate.ToString(CultureInfo.InvariantCulture)
            + (trainer.Optimizer.Schedule is { } schedule ? $", {NameOf(schedule)}" : ", constant"));
        yield return ("batch size", Invariant($"{trainer.BatchSize}"));
        if (options.GradientAccumulation > 1)
        {
            yield return ("batches of an update", Invariant($"{options.GradientAccumulation}"));
        }

        if (options.GradientStages.Count > 0)
        {
            yield return ("gradient stages", string.Join(", ", options.GradientStages.Select(NameOf)));
        }

        if (options.Groups.Count > 0)
        {
            yield return ("parameter groups", Invariant($"{options.Groups.Count}"));
        }

        if (options.Transforms.Count > 0)
        {
            yield return ("transforms", string.Join(", ", options.Transforms.Select(NameOf)));
        }

        yield return ("order", options.Shuffle ? "shuffled in each epoch" : "as it is");
        yield return ("seed", Invariant($"{options.Seed}"));
        yield return ("threads", Invariant($"{trainer.Threads}"));
    }

    /// <summary>What it says of itself, where that is more than its type.</summary>
    private static string NameOf(object value) =>
        value.ToString() is { } text && text != value.GetType().ToString() ? text : value.GetType().Name;
}
