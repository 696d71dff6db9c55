using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using static System.FormattableString;

namespace NetGen.Serving;

/// <content>Values and tokens, and what a message says of others.</content>
internal ref partial struct JsonRequest<T>
{
    private void ReadElement(ServedInput input, int index, int sample, int start, ref int elements)
    {
        int element = elements - start;
        if (element == input.Size)
        {
            string most = input.Length < 0 ? input.Wanted : Words.Counted(input.Dimensions[0], "position");
            throw RefusedException.At(input.Name, sample, -1, $"it has more than {most}.");
        }

        // Room for some samples at once, and for twice as many whenever they do not suffice.
        int needed = elements + 1, asked = Math.Max(needed, Math.Min(FirstRoom, _served.MaxSamples) * input.Size);
        if (input.IsTokens)
        {
            _pending.RoomForTokens(index, elements, asked)[elements] = Token(input, sample, element);
        }
        else
        {
            _pending.RoomForValues(index, elements, asked)[elements] = Value(input, sample, element);
        }

        elements++;
    }

    private T Value(ServedInput input, int sample, int element)
    {
        if (_json.TokenType == JsonTokenType.Null && input.IsPrepared)
        {
            return T.NaN;
        }

        if (_json.TokenType != JsonTokenType.Number)
        {
            throw RefusedException.At(input.Name, sample, element, $"it is {Said()}, not a number.");
        }

        T value = default;
        bool isRead;
        if (typeof(T) == typeof(float))
        {
            isRead = _json.TryGetSingle(out Unsafe.As<T, float>(ref value));
        }
        else
        {
            isRead = _json.TryGetDouble(out Unsafe.As<T, double>(ref value));
        }

        return isRead && T.IsFinite(value)
            ? value
            : throw RefusedException.At(input.Name, sample, element, $"{Shortened(Text())} is beyond the network's numbers.");
    }

    private int Token(ServedInput input, int sample, int element)
    {
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt32(out int token))
        {
            throw RefusedException.At(input.Name, sample, element, $"it is {Said()}, not a token, which is a whole number.");
        }

        return (uint)token < (uint)input.Plan.Vocabulary
            ? token
            : throw RefusedException.At(
                input.Name, sample, element, Invariant($"token {token} is outside the vocabulary of 0 to {input.Plan.Vocabulary - 1}."));
    }

    /// <summary>The token, as a message says it.</summary>
    private readonly string Said() => _json.TokenType switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.EndArray => "the end of a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => $"the number {Shortened(Text())}",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "nothing",
    };

    private readonly string Text() =>
        System.Text.Encoding.UTF8.GetString(_json.HasValueSequence ? _json.ValueSequence.ToArray() : _json.ValueSpan);

    private static string Shortened(string? text) =>
        text is null ? "" : text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");

    /// <summary>The reader's message without the place, which it counts from 0.</summary>
    private static string WithoutPlace(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
