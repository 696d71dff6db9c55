using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace NetGen.Serving;

/// <summary>Writes why a request is not answered by a prediction: problem details of RFC 9457 (once 7807).</summary>
internal static class ProblemAnswer
{
    public static async Task WriteAsync(HttpContext context, int status, string detail, RefusedException? refused)
    {
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "about:blank");
            json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status"u8, status);
            json.WriteString("detail"u8, detail);
            if (refused?.Input is string input)
            {
                json.WriteString("input"u8, input);
            }

            if (refused?.Sample >= 0)
            {
                json.WriteNumber("sample"u8, refused.Sample);
            }

            if (refused?.Element >= 0)
            {
                json.WriteNumber("element"u8, refused.Element);
            }

            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
