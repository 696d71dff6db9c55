using System.Globalization;
using NetGen.Runtime;

namespace NetGen;

/// <summary>What a file says of a trainer's optimizers beside their tensors.</summary>
internal static class UpdateRemarks
{
    private const string Steps = "steps", Draws = "draws", Batches = "accumulated.batches", Samples = "accumulated.samples";
    private const string Averaged = "averaged";

    /// <summary>Adds it to the remarks.</summary>
    public static void Write(Dictionary<string, string> remarks, UpdateState state)
    {
        remarks[Steps] = state.Progress.Updates.ToString(CultureInfo.InvariantCulture);
        remarks[Draws] = state.Draws.ToString(CultureInfo.InvariantCulture);
        remarks[Batches] = state.Progress.Batches.ToString(CultureInfo.InvariantCulture);
        remarks[Samples] = state.Progress.Samples.ToString(CultureInfo.InvariantCulture);
        remarks[Averaged] = state.Progress.Averaged.ToString(CultureInfo.InvariantCulture);
        FreezeRemarks.Add(state.Frozen, remarks);
    }

    /// <summary>The state with what a file says of it.</summary>
    /// <exception cref="SafetensorsException">It does not say so, or says what cannot be.</exception>
    public static UpdateState Read(SafetensorsFile file, UpdateState state)
    {
        long steps = Number(file, Steps), draws = Number(file, Draws), batches = Number(file, Batches), samples = Number(file, Samples);
        return draws <= uint.MaxValue && batches < state.MostBatches && samples >= batches && (batches > 0 || samples == 0)
            ? state with
            {
                Progress = new(steps, (int)batches, samples, file.Metadata.ContainsKey(Averaged) ? Number(file, Averaged) : 0),
                Draws = draws,
                Frozen = FreezeRemarks.Read(file.FileName, file.Metadata, steps),
            }
            : throw new SafetensorsException(
                file.FileName, Batches, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{batches} batches of {samples} samples are no part of an update of {state.MostBatches}."));
    }

    private static long Number(SafetensorsFile file, string key) =>
        file.Metadata.TryGetValue(key, out string? text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new SafetensorsException(file.FileName, key, "the file's remarks lack this number: it is no trainer's state.");
}
