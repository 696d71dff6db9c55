namespace Samples.Data;

/// <summary>
/// Finds digits: in the folder asked for, else in the folder that NETGEN_DATA names, else in the cache, else by download into the
/// cache, else drawn by code.
/// </summary>
/// <param name="environmentFolder">Value of NETGEN_DATA; null or empty where it is not set.</param>
/// <param name="cacheFolder">Where downloads are kept.</param>
/// <param name="download">How to fetch them.</param>
internal sealed class DigitSource(string? environmentFolder, string cacheFolder, MnistDownload download)
{
    /// <summary>The source that this machine and user have.</summary>
    public static DigitSource Default => new(Environment.GetEnvironmentVariable("NETGEN_DATA"), DefaultCache(), new MnistDownload());

    /// <summary>Loads the digits; says on <paramref name="notes"/> where it does something unexpected.</summary>
    /// <param name="folder">The folder asked for, or null.</param>
    /// <param name="notes">Gets a line when it downloads or draws.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="SampleException">A folder named by the user is missing or lacks a file.</exception>
    /// <exception cref="IOException">A file is damaged or cannot be read.</exception>
    public async Task<DigitData> LoadAsync(string? folder, TextWriter notes, CancellationToken cancellationToken)
    {
        if (folder is not null)
        {
            return DigitData.ReadNamed(folder, "--data");
        }

        if (!string.IsNullOrEmpty(environmentFolder))
        {
            return DigitData.ReadNamed(environmentFolder, "NETGEN_DATA");
        }

        if (!DigitData.Holds(cacheFolder))
        {
            await notes.WriteLineAsync($"Downloading MNIST (12 MB) to {cacheFolder} …").ConfigureAwait(false);
            string? problem = await download.FetchAsync(cacheFolder, cancellationToken).ConfigureAwait(false);
            if (problem is not null)
            {
                await notes.WriteLineAsync($"No MNIST to be had ({problem}): using digits drawn by code instead.").ConfigureAwait(false);
                return DigitData.Draw();
            }
        }

        return DigitData.Read(cacheFolder);
    }

    // Some services and containers have no home folder; then the temporary one has to do.
    private static string DefaultCache()
    {
        string local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "netgen", "mnist");
    }
}
