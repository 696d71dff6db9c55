using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;
using static NetGen.Serving.Tests.Samples;

namespace NetGen.Serving.Tests;

/// <summary>Tests that watch the whole process: they run alone.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;

/// <summary>A request allocates what ASP.NET Core does for any request that waits, and no more.</summary>
[Collection(nameof(WholeProcess))]
public sealed class AllocationTests
{
    private const int Requests = 500, Rounds = 5;

    /// <summary>The runtime's own, now and then.</summary>
    private const int Slack = 40;

    private static readonly byte[] s_answer = new byte[20];

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/json")]
    public async Task A_request_allocates_no_more_than_one_that_only_waits(string type)
    {
        float[] sample = Values(12);
        byte[] body = type == "application/json" 
            ? Encoding.UTF8.GetBytes(Json(sample, 12))
            : MemoryMarshal.AsBytes<float>(sample).ToArray();
        await using Server server = await Server.StartAsync(
            new Vectors(seed: 1), new() { Predictors = 1 }, builder => builder.Logging.SetMinimumLevel(LogLevel.None),
            map: app => app.MapPost("/plain", AnswerPlainlyAsync));
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Client.BaseAddress!.Port));
        long plain = BytesPerRequest(socket, Message("/plain", type, body));
        long predicted = BytesPerRequest(socket, Message("/net", type, body));
        Assert.InRange(predicted, 0, plain + Slack);
    }

    /// <summary>Reads the body, goes on on another thread, and writes.</summary>
    private static async Task AnswerPlainlyAsync(HttpContext context)
    {
        System.IO.Pipelines.ReadResult read = await context.Request.BodyReader.ReadAsync();
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        await Task.Yield();
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = 20;
        await context.Response.Body.WriteAsync(s_answer);
    }

    private static byte[] Message(string path, string type, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    private static long BytesPerRequest(Socket socket, byte[] message)
    {
        byte[] answer = new byte[4096];
        Send(socket, message, answer);
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Send(socket, message, answer);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests);
        }

        return least;
    }

    private static void Send(Socket socket, byte[] message, byte[] answer)
    {
        for (int i = 0; i < Requests; i++)
        {
            socket.Send(message);
            int received = socket.Receive(answer);
            Assert.True(answer.AsSpan(0, received).StartsWith("HTTP/1.1 200"u8));
        }
    }
}
