using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using static System.FormattableString;

namespace NetGen;

/// <content>As JSON, and back.</content>
public sealed partial class History
{
    private const string Epochs = "epochs", Epoch = "epoch", Loss = "loss", Losses = "losses", Accuracy = "accuracy",
        ValidationLoss = "validationLoss", ValidationLosses = "validationLosses", ValidationAccuracy = "validationAccuracy",
        ValidationMetrics = "validationMetrics", OfSeconds = "seconds",
        SamplesPerSecond = "samplesPerSecond", LearningRate = "learningRate";

    /// <summary>
    /// One JSON object, <c>{"epochs":[{"epoch":1,"loss":0.25,"losses":{"Head":0.25},…},…]}</c>, with the names of <see
    /// cref="EpochMetrics"/> in camel case. What an epoch does not have is left out. Numbers have all their digits, so that <see
    /// cref="FromJson"/> gives the same bits; what no JSON number is, is "NaN", "Infinity" or "-Infinity".
    /// </summary>
    public string ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray(Epochs);
            foreach (EpochMetrics epoch in _epochs)
            {
                Write(json, epoch);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What <see cref="ToJson"/> wrote; names that it does not write are passed over.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">It is damaged, or something else: the message names the epoch and the field.</exception>
    public static History FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new JsonException("A text of the history is no UTF-16.", exception);
        }
    }

    /// <summary>Writes <see cref="ToJson"/> to a file in UTF-8, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written; an existing file stays as it was.</exception>
    public void SaveJson(string path) => Save(path, ToJson());

    /// <summary>Reads what <see cref="SaveJson"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is damaged, or something else: the message names the epoch and the field.</exception>
    public static History LoadJson(string path)
    {
        using StreamReader reader = new(InputFile.Open(path, problem => new IOException($"{path}: {problem}")), Encoding.UTF8);
        return FromJson(reader.ReadToEnd());
    }

    private static History Read(JsonDocument document)
    {
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty(Epochs, out JsonElement epochs) || epochs.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"A history is an object with an array {Epochs}.");
        }

        History history = new();
        foreach (JsonElement epoch in epochs.EnumerateArray())
        {
            history.Add(new EpochReader(epoch, history.Count).Read());
        }

        return history;
    }

    private static void Write(Utf8JsonWriter json, EpochMetrics epoch)
    {
        json.WriteStartObject();
        json.WriteNumber(Epoch, epoch.Epoch);
        Write(json, Loss, epoch.Loss);
        Write(json, Losses, epoch.Losses);
        Write(json, Accuracy, epoch.Accuracy);
        Write(json, ValidationLoss, epoch.ValidationLoss);
        Write(json, ValidationLosses, epoch.ValidationLosses);
        Write(json, ValidationAccuracy, epoch.ValidationAccuracy);
        Write(json, ValidationMetrics, epoch.ValidationMetrics);
        Write(json, OfSeconds, epoch.Seconds);
        Write(json, SamplesPerSecond, epoch.SamplesPerSecond);
        Write(json, LearningRate, epoch.LearningRate);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is not double number)
        {
            return;
        }

        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void Write(Utf8JsonWriter json, string name, NamedValues? values)
    {
        if (values is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach ((string key, double value) in values)
        {
            Write(json, key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads one epoch.</summary>
    private readonly struct EpochReader(JsonElement epoch, int index)
    {
        public EpochMetrics Read()
        {
            if (epoch.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException(Invariant($"{Epochs}[{index}] is no object."));
            }

            return new EpochMetrics
            {
                Epoch = epoch.TryGetProperty(Epoch, out JsonElement number) && number.ValueKind == JsonValueKind.Number
                    && number.TryGetInt32(out int value) && value >= 1
                    ? value
                    : throw Wrong(Epoch, "must be a whole number, at least 1"),
                Loss = Required(Loss),
                Losses = Named(Losses) is { } losses ? new LossValues(losses.Names, losses.Values) : new([], []),
                Accuracy = Optional(Accuracy),
                ValidationLoss = Optional(ValidationLoss),
                ValidationLosses = Named(ValidationLosses) is { } validation ? new LossValues(validation.Names, validation.Values) : null,
                ValidationAccuracy = Optional(ValidationAccuracy),
                ValidationMetrics = Named(ValidationMetrics) is { } metrics ? new MetricValues(metrics.Names, metrics.Values) : new([], []),
                Seconds = Required(OfSeconds),
                SamplesPerSecond = Required(SamplesPerSecond),
                LearningRate = Required(LearningRate),
            };
        }

        private double Required(string name) => Optional(name) ?? throw Wrong(name, "is missing");

        private double? Optional(string name) => epoch.TryGetProperty(name, out JsonElement value) ? Number(value, name) : null;

        private (string[] Names, double[] Values)? Named(string name)
        {
            if (!epoch.TryGetProperty(name, out JsonElement values))
            {
                return null;
            }

            if (values.ValueKind != JsonValueKind.Object)
            {
                throw Wrong(name, "must be an object of numbers");
            }

            List<string> names = [];
            List<double> numbers = [];
            foreach (JsonProperty property in values.EnumerateObject())
            {
                names.Add(property.Name);
                numbers.Add(Number(property.Value, name));
            }

            return ([.. names], [.. numbers]);
        }

        private double Number(JsonElement value, string name) => value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out double number) && double.IsFinite(number) => number,
            JsonValueKind.String when value.ValueEquals("NaN") => double.NaN,
            JsonValueKind.String when value.ValueEquals("Infinity") => double.PositiveInfinity,
            JsonValueKind.String when value.ValueEquals("-Infinity") => double.NegativeInfinity,
            _ => throw Wrong(name, "must be a number"),
        };

        private JsonException Wrong(string name, string problem) => new(Invariant($"{Epochs}[{index}].{name} {problem}."));
    }
}
