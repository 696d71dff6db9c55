using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The runs of a search as lines of JSON, first one that says which search: {"format": "netgen.search/1", "seed": 0, "higherIsBetter":
/// false, "threads": 1}, then {"candidate": 3, "budget": 9, "options": {…}, "score": 0.25, "seconds": 12.5} for each. Nobody else may
/// write it meanwhile.
/// </summary>
internal sealed class SearchFile<TOptions> : IDisposable
{
    private const string Format = "netgen.search/1";

    private readonly string _path;
    private readonly JsonTypeInfo<TOptions> _type;
    private readonly IReadOnlyList<TOptions> _candidates;
    private readonly FileStream _stream;
    private readonly Dictionary<(int Candidate, int Budget), TrialResult<TOptions>> _found = [];
    private readonly Lock _lock = new();

    /// <summary>Opens the file, or creates it.</summary>
    public SearchFile(string path, JsonTypeInfo<TOptions> type, IReadOnlyList<TOptions> candidates)
    {
        (_path, _type, _candidates) = (path, type, candidates);
        try
        {
            _stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>What must not change where a search goes on; setting it reads the file.</summary>
    public required SearchHeader Header
    {
        get;
        init
        {
            field = value;
            try
            {
                ReadAll(HeaderLine());
            }
            catch
            {
                _stream.Dispose();
                throw;
            }
        }
    }

    /// <summary>A run that the file has.</summary>
    public TrialResult<TOptions>? Find(int candidate, int budget) => _found.GetValueOrDefault((candidate, budget));

    /// <summary>Writes a run, to the disk before it returns.</summary>
    /// <exception cref="IOException">It cannot be written; the file stays as it was.</exception>
    public void Append(TrialResult<TOptions> trial)
    {
        byte[] line = Line(json =>
        {
            json.WriteNumber("candidate", trial.Candidate);
            json.WriteNumber("budget", trial.Budget);
            json.WritePropertyName("options");
            JsonSerializer.Serialize(json, trial.Options, _type);
            PreparationJson.Write(json, "score", trial.Score);
            json.WriteNumber("seconds", trial.Seconds);
            if (trial.Failure is not null)
            {
                json.WriteString("failure", trial.Failure);
            }
        });
        lock (_lock)
        {
            long start = _stream.Position;
            try
            {
                _stream.Write(line);
                _stream.Flush(flushToDisk: true);
            }
            catch (Exception exception)
            {
                // Another run may write after this one, and a torn line is no harm at the end alone.
                _stream.SetLength(start);
                if (exception is ArgumentOutOfRangeException)
                {
                    throw new IOException($"{_path}: the system allows no file of this size.", exception);
                }

                throw;
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private byte[] HeaderLine() => Line(json =>
    {
        json.WriteString("format", Format);
        json.WriteNumber("seed", Header.Seed);
        json.WriteBoolean("higherIsBetter", Header.HigherIsBetter);
        json.WriteNumber("threads", Header.Threads);
    });

    private void ReadAll(byte[] header)
    {
        byte[] all = new byte[_stream.Length];
        _stream.ReadExactly(all);
        int end = Array.LastIndexOf(all, (byte)'\n') + 1;
        if (end == 0)
        {
            // New, or torn in its first line; anything else is somebody's own file.
            if (!header.AsSpan().StartsWith(all))
            {
                throw new SearchFileException(_path, 1, "this is no file of a search.");
            }

            _stream.SetLength(0);
            _stream.Write(header);
            _stream.Flush(flushToDisk: true);
            LinuxFile.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            return;
        }

        string[] lines = Encoding.UTF8.GetString(all, 0, end).Split('\n')[..^1];
        if (lines[0] != Encoding.UTF8.GetString(header).TrimEnd('\n'))
        {
            throw new SearchFileException(_path, 1, $"this is no file of this search, which has {Encoding.UTF8.GetString(header).Trim()}.");
        }

        for (int i = 1; i < lines.Length; i++)
        {
            Read(lines[i], i + 1);
        }

        // What follows the last whole line was torn by a crash.
        _stream.SetLength(end);
        _stream.Position = end;
    }

    private void Read(string line, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement trial = document.RootElement;
            (int candidate, int budget) = (trial.GetProperty("candidate").GetInt32(), trial.GetProperty("budget").GetInt32());
            JsonElement options = trial.GetProperty("options");
            if ((uint)candidate >= (uint)_candidates.Count
                || !JsonElement.DeepEquals(options, JsonSerializer.SerializeToElement(_candidates[candidate], _type)))
            {
                throw new SearchFileException(
                    _path, number, Invariant($"candidate {candidate} has the options {options.GetRawText()}, not so in this search."));
            }

            double score = PreparationJson.ReadValue(trial.GetProperty("score")), seconds = trial.GetProperty("seconds").GetDouble();
            _found[(candidate, budget)] = new(_candidates[candidate], candidate, budget, score, seconds)
            {
                Failure = trial.TryGetProperty("failure", out JsonElement text) ? text.GetString() : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw new SearchFileException(_path, number, $"this is no run of a search: {exception.Message}", exception);
        }
    }
}

/// <summary>What all runs of a search have in common.</summary>
internal readonly record struct SearchHeader(int Seed, bool HigherIsBetter, int Threads);
