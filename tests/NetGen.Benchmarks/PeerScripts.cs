using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NetGen.Benchmarks;

/// <summary>The scripts that time other libraries on the same networks, and why one gives nothing.</summary>
/// <param name="folder">Where torch_peer.py and ort_peer.sh lie.</param>
/// <param name="cache">Folder of ONNX Runtime's package and files; null for the script's own.</param>
internal sealed class PeerScripts(string folder, string? cache)
{
    /// <summary>The interpreter that has PyTorch.</summary>
    public const string Python = "/usr/bin/python3";

    private readonly Lazy<string?> _torchLack = new(() => LackOfTorch(Path.Combine(folder, "torch_peer.py")));

    /// <summary>What is missing or failed: a line each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>PyTorch's training steps of one network.</summary>
    public IReadOnlyList<PeerTiming> Torch(string net, double seconds)
    {
        if (_torchLack.Value is { } lack)
        {
            Note("PyTorch", lack);
            return [];
        }

        return Timings(
            $"PyTorch, {net}", Python,
            [Path.Combine(folder, "torch_peer.py"), "--seconds", seconds.ToString(CultureInfo.InvariantCulture), net]);
    }

    /// <summary>ONNX Runtime's forward passes of all networks that its script knows.</summary>
    public IReadOnlyList<PeerTiming> OnnxRuntime()
    {
        string script = Path.Combine(folder, "ort_peer.sh");
        string? lack = !File.Exists(script)
            ? $"there is no {script}"
            : new[] { "bash", "node", "npm" }.FirstOrDefault(tool => !IsOnPath(tool)) is { } tool ? $"{tool} is not installed" : null;
        if (lack is not null)
        {
            Note("ONNX Runtime", lack);
            return [];
        }

        return Timings("ONNX Runtime", "bash", cache is null ? [script] : [script, cache]);
    }

    private static string? LackOfTorch(string script)
    {
        if (!File.Exists(script))
        {
            return $"there is no {script}";
        }

        return !File.Exists(Python) ? $"there is no {Python}"
            : Execute(Python, ["-c", "import torch"]).Code != 0 ? $"{Python} has no torch"
            : null;
    }

    private static bool IsOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, tool)));

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output, string Error) Execute(string file, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Runs a script and reads the JSON object of each line; of a failed run what came before counts.</summary>
    private List<PeerTiming> Timings(string who, string file, IEnumerable<string> arguments)
    {
        (int code, string output, string error) = Execute(file, arguments);
        if (code != 0)
        {
            string last = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .LastOrDefault() ?? "it said nothing";
            Note(who, $"{Path.GetFileName(arguments.First())} ended with code {code}: {last}");
        }

        return [.. output.Split('\n')
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonSerializer.Deserialize<PeerTiming>(line, JsonSerializerOptions.Web)!)];
    }

    private void Note(string who, string what)
    {
        string line = $"{who}: {what}.";
        if (!Notes.Contains(line))
        {
            Notes.Add(line);
        }
    }
}

/// <summary>A line of a script.</summary>
/// <param name="Net">The network.</param>
/// <param name="Batch">Samples at once.</param>
/// <param name="Ms">The median.</param>
internal sealed record PeerTiming(string Net, int Batch, double Ms);
