using System.Net;
using System.Net.Http.Headers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NetGen.Serving.Tests;

/// <summary>An application on a port of the loopback address, with a network at "/net".</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Server(WebApplication app) => (_app, Client) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What the application logged.</summary>
    public LogLines Log => _app.Services.GetRequiredService<LogLines>();

    public static async Task<Server> StartAsync<T>(
        Network<T> network, ServingOptions? options = null, Action<WebApplicationBuilder>? build = null, Action<WebApplication>? map = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WebApplication app = Build(0, build);
        app.MapNetwork("/net", network, options);
        map?.Invoke(app);
        await app.StartAsync();
        return new(app);
    }

    public static WebApplication Build(int port, Action<WebApplicationBuilder>? build = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<LogLines>();
        builder.Services.AddSingleton<ILoggerProvider>(services => services.GetRequiredService<LogLines>());
        build?.Invoke(builder);
        return builder.Build();
    }

    public Task<HttpResponseMessage> PostJsonAsync(string json) =>
        Client.PostAsync("/net", new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> PostBytesAsync(ReadOnlyMemory<byte> bytes, string query = "") =>
        Client.PostAsync("/net" + query, Bytes(bytes));

    public Task<HttpResponseMessage> PostFloatsAsync(ReadOnlySpan<float> values, string query = "") =>
        PostBytesAsync(MemoryMarshal.AsBytes(values).ToArray(), query);

    public static ByteArrayContent Bytes(ReadOnlyMemory<byte> bytes)
    {
        ByteArrayContent content = new(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return content;
    }

    /// <summary>The outputs of a JSON answer, flat.</summary>
    public static async Task<float[]> OutputsAsync(HttpResponseMessage response, string? output = null)
    {
        string text = await response.Content.ReadAsStringAsync();
        Xunit.Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement outputs = json.RootElement.GetProperty("outputs");
        return [.. Flat(output is null ? outputs : outputs.GetProperty(output))];
    }

    /// <summary>The outputs of a binary answer.</summary>
    public static async Task<float[]> FloatsAsync(HttpResponseMessage response)
    {
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        Xunit.Assert.True(response.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(bytes));
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    /// <summary>The detail of a problem, which is one of that status.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, int status)
    {
        string text = await response.Content.ReadAsStringAsync();
        Xunit.Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Xunit.Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Xunit.Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static IEnumerable<float> Flat(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Flat)
        : [element.GetSingle()];
}
