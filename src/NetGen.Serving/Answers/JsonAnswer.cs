using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NetGen.Runtime;

namespace NetGen.Serving;

/// <summary>
/// Writes <c>{"outputs": [[…], …]}</c>, a list of samples, each nested by its dimensions; of several outputs an object of such lists.
/// </summary>
internal static class JsonAnswer
{
    public static void Write<T>(ServedInterface served, PendingPrediction<T> pending)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Utf8JsonWriter json = pending.Answer.BeginJson();
        json.WriteStartObject();
        IReadOnlyList<OutputPlan> outputs = served.Plan.Outputs;
        if (outputs.Count == 1)
        {
            json.WritePropertyName("outputs"u8);
            WriteOutput(json, outputs[0], 0, pending);
        }
        else
        {
            json.WriteStartObject("outputs"u8);
            for (int i = 0; i < outputs.Count; i++)
            {
                json.WritePropertyName(outputs[i].Name);
                WriteOutput(json, outputs[i], i, pending);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteOutput<T>(Utf8JsonWriter json, OutputPlan output, int index, PendingPrediction<T> pending)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<int> room = stackalloc int[3];
        ReadOnlySpan<int> dimensions = ServedInterface.Dimensions(output, pending.Lengths, room);
        int size = output.SizeAt(pending.Lengths);
        ReadOnlySpan<T> values = pending.Outputs(index, pending.Count * size);
        json.WriteStartArray();
        for (int sample = 0; sample < pending.Count; sample++)
        {
            WriteNested(json, values.Slice(sample * size, size), dimensions);
        }

        json.WriteEndArray();
    }

    private static void WriteNested<T>(Utf8JsonWriter json, ReadOnlySpan<T> values, ReadOnlySpan<int> dimensions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        json.WriteStartArray();
        if (dimensions.Length == 1)
        {
            foreach (T value in values)
            {
                WriteNumber(json, value);
            }
        }
        else
        {
            int size = values.Length / dimensions[0];
            for (int i = 0; i < dimensions[0]; i++)
            {
                WriteNested(json, values.Slice(i * size, size), dimensions[1..]);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>JSON has no NaN and no infinity: null.</summary>
    private static void WriteNumber<T>(Utf8JsonWriter json, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(value))
        {
            json.WriteNullValue();
        }
        else if (typeof(T) == typeof(float))
        {
            json.WriteNumberValue(Unsafe.BitCast<T, float>(value));
        }
        else
        {
            json.WriteNumberValue(Unsafe.BitCast<T, double>(value));
        }
    }
}
