namespace Samples.Data;

/// <summary>Fetches MNIST from one of its mirrors into a folder; a file appears there whole and checked, or not at all.</summary>
/// <param name="handler">What carries the requests; the network where null.</param>
internal sealed class MnistDownload(HttpMessageHandler? handler = null)
{
    private const int LargestFile = 32 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The addresses tried, in order.</summary>
    public static readonly IReadOnlyList<Uri> Mirrors =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>Fetches the files that the folder lacks. A mirror that fails once is left for the next.</summary>
    /// <returns>Null when all four are there, else why not.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<string?> FetchAsync(string folder, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(handler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout }, handler is null);
        string? problem = null;
        foreach (Uri mirror in Mirrors)
        {
            try
            {
                Directory.CreateDirectory(folder);
                foreach (MnistFile file in MnistFile.All.Where(file => file.FindIn(folder) is null))
                {
                    await FetchAsync(client, new Uri(mirror, file.PackedName), file, folder, cancellationToken).ConfigureAwait(false);
                }

                return null;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = $"{mirror.Host} did not answer in time";
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
            {
                problem = exception.Message;
            }
            catch (UnauthorizedAccessException exception)
            {
                return exception.Message;
            }
        }

        return problem;
    }

    private static async Task FetchAsync(HttpClient client, Uri address, MnistFile file, string folder, CancellationToken cancellationToken)
    {
        string temporary = Path.Combine(folder, $"{file.PackedName}.{Guid.NewGuid():N}.tmp");
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await CopyAsync(client, address, temporary, patience).ConfigureAwait(false);
            if (!file.Matches(temporary))
            {
                throw new InvalidDataException($"{address} is not the file it should be: its SHA-256 differs");
            }

            File.Move(temporary, Path.Combine(folder, file.PackedName), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Every piece that arrives renews the patience, so that a slow line may take its time but a dead one does not hang.
    private static async Task CopyAsync(HttpClient client, Uri address, string path, CancellationTokenSource patience)
    {
        patience.CancelAfter(StallTimeout);
        using HttpResponseMessage response = await client
            .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using Stream content = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        using FileStream target = File.Create(path);
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, patience.Token).ConfigureAwait(false)) > 0;)
        {
            patience.CancelAfter(StallTimeout);
            target.Write(buffer, 0, read);
            if (target.Length > LargestFile)
            {
                throw new InvalidDataException($"{address} is larger than the file it should be");
            }
        }
    }
}
