using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>Requests of all kinds, each with samples of its own, and what their answers have to be.</summary>
internal sealed class Traffic(params Vectors[] possible) : IDisposable
{
    private const int Size = 12, Outputs = 5;

    private readonly Predictor<float>[] _possible = [.. possible.Select(network => network.CreatePredictor())];

    /// <summary>Answers that were predictions of each of the possible weights.</summary>
    public int[] Predicted { get; } = new int[possible.Length];

    /// <summary>Answers that were none, by status.</summary>
    public Dictionary<int, int> Refused { get; } = [];

    /// <summary>All answers.</summary>
    public int Answered => Predicted.Sum() + Refused.Values.Sum();

    /// <summary>A request, and the status that a server with room answers it with.</summary>
    public static (HttpRequestMessage Request, int Status, int Samples) Make(int number, bool someWrong = true)
    {
        int kind = someWrong ? number % 10 : number % 5;
        int samples = kind == 3 ? 3 : 1;
        float[] values = Values(samples * Size, seed: number);
        (HttpContent content, int status) = kind switch
        {
            0 or 1 => (Json(Samples.Json(values, Size)), 200),
            5 => (Json("{\"inputs\": [[1, 2,,]]}"), 400),
            6 => (Json(Samples.Json(values.AsSpan(1), Size - 1)), 400),
            7 => (Server.Bytes(new byte[30_000]), 413),
            8 => (new StringContent("hello", Encoding.UTF8, new MediaTypeHeaderValue("text/plain")), 415),
            9 => (Floats([float.NaN, .. values.AsSpan(1)]), 400),
            _ => (Floats(values), 200),
        };
        return (new HttpRequestMessage(HttpMethod.Post, "/net") { Content = content }, status, samples);

        static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

        static ByteArrayContent Floats(float[] values) =>
            Server.Bytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values).ToArray());
    }

    /// <summary>Checks an answer.</summary>
    public async Task CheckAsync(int number, int status, int samples, HttpResponseMessage response, params int[] others)
    {
        int got = (int)response.StatusCode;
        if (got != status)
        {
            Assert.True(others.Contains(got), $"{number}: {got} instead of {status}: {await response.Content.ReadAsStringAsync()}");
        }

        if (got != 200)
        {
            string? detail = (await Server.ProblemAsync(response, got)).GetProperty("detail").GetString();
            Assert.False(string.IsNullOrEmpty(detail));
            Refused[got] = Refused.GetValueOrDefault(got) + 1;
            return;
        }

        bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        float[] outputs = isJson ? await Server.OutputsAsync(response) : await Server.FloatsAsync(response);
        float[] values = Values(samples * Size, seed: number), expected = new float[samples * Outputs];
        int which = Array.FindIndex(_possible, predictor =>
        {
            predictor.Predict(values, expected);
            return expected.Length == outputs.Length && expected.Zip(outputs).All(pair => Close(pair.First, pair.Second));
        });
        Assert.True(which >= 0, $"{number}: the answer is of none of the weights.");
        Predicted[which]++;
    }

    public void Dispose() => Array.ForEach(_possible, predictor => predictor.Dispose());

    /// <summary>One connection.</summary>
    public static HttpClient Connect(Uri address) => new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
    {
        BaseAddress = address,
        DefaultRequestVersion = HttpVersion.Version11,
    };
}
