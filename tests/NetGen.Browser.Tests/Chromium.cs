using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetGen.Browser.Tests;

/// <summary>A page in headless Chromium, driven by the DevTools protocol, https://chromedevtools.github.io/devtools-protocol.</summary>
internal sealed class Chromium : IDisposable
{
    private static readonly string[] s_paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private int _calls;

    private Chromium(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>Where it is; null where there is none.</summary>
    public static string? Executable { get; } = s_paths.FirstOrDefault(File.Exists);

    /// <summary>Opens a page.</summary>
    public static async Task<Chromium> OpenAsync(string address, CancellationToken cancellationToken)
    {
        string profile = Directory.CreateTempSubdirectory("netgen-chromium-").FullName;
        ProcessStartInfo start = new(Executable!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        Chromium browser = new(Process.Start(start)!, profile);
        browser._process.BeginErrorReadLine();
        browser._process.BeginOutputReadLine();
        try
        {
            await browser.ConnectAsync(cancellationToken);
            await browser.CallAsync("Page.navigate", new() { ["url"] = address }, cancellationToken);
            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>The value of an expression in the page, as text.</summary>
    public async Task<string> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        JsonNode result = await CallAsync("Runtime.evaluate", new() { ["expression"] = $"String({expression})" }, cancellationToken);
        return result["result"]?["value"]?.GetValue<string>() ?? "";
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitForAsync(string expression, CancellationToken cancellationToken)
    {
        while (await EvaluateAsync(expression, cancellationToken) != "true")
        {
            await Task.Delay(200, cancellationToken);
        }
    }

    /// <summary>A stroke with the mouse.</summary>
    public async Task DragAsync(IReadOnlyList<(double X, double Y)> points, CancellationToken cancellationToken)
    {
        await MouseAsync("mousePressed", points[0]);
        foreach ((double X, double Y) point in points)
        {
            await MouseAsync("mouseMoved", point);
        }

        await MouseAsync("mouseReleased", points[^1]);

        Task MouseAsync(string type, (double X, double Y) at) => CallAsync(
            "Input.dispatchMouseEvent",
            new() { ["type"] = type, ["x"] = at.X, ["y"] = at.Y, ["button"] = "left", ["buttons"] = 1, ["clickCount"] = 1 },
            cancellationToken);
    }

    /// <summary>A stroke with a finger.</summary>
    public async Task TouchAsync(IReadOnlyList<(double X, double Y)> points, CancellationToken cancellationToken)
    {
        await TouchEventAsync("touchStart", [points[0]]);
        foreach ((double X, double Y) point in points)
        {
            await TouchEventAsync("touchMove", [point]);
        }

        await TouchEventAsync("touchEnd", []);

        Task TouchEventAsync(string type, (double X, double Y)[] at) => CallAsync(
            "Input.dispatchTouchEvent",
            new()
            {
                ["type"] = type, ["touchPoints"] = new JsonArray([.. at.Select(p => new JsonObject { ["x"] = p.X, ["y"] = p.Y })]),
            },
            cancellationToken);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        string file = Path.Combine(_profile, "DevToolsActivePort");
        string[] lines = [];
        while (lines.Length < 2)
        {
            await Task.Delay(100, cancellationToken);
            lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, cancellationToken) : [];
        }

        using HttpClient client = new();
        JsonNode pages = JsonNode.Parse(await client.GetStringAsync($"http://127.0.0.1:{lines[0]}/json/list", cancellationToken))!;
        JsonNode page = pages.AsArray().First(page => page!["type"]!.GetValue<string>() == "page")!;
        await _socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>()), cancellationToken);
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        int id = ++_calls;
        JsonObject call = new() { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, true, cancellationToken);
        while (true)
        {
            JsonNode answer = await ReceiveAsync(cancellationToken);
            if (answer["id"]?.GetValue<int>() == id)
            {
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
            }
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, cancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
