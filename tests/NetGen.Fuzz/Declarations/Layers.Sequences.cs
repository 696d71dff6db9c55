namespace NetGen.Fuzz.Declarations;

/// <content>What knows positions, and what joins values of several stages.</content>
internal static partial class Layers
{
    private static IEnumerable<Layer> Sequences() =>
    [
        new("LearnedPositions", (_, x) => x.IsSequence ? new("LearnedPositions", x) : null),
        new("SinusoidalPositions", (_, x) => x.IsSequence ? new("SinusoidalPositions", x) : null),
        new("SelfAttention", (draw, x, scope) => x.IsSequence ? new($"SelfAttention({Heads(draw, x, scope, mayTurn: true)})", x) : null),
        new("CausalSelfAttention", (draw, x) =>
            x.IsSequence ? new($"CausalSelfAttention({Heads(draw, x, null, mayTurn: true)})", x) : null),
        new("CrossAttention", (draw, x, scope) => x.IsSequence && scope.Pick(draw, other => other.IsSequence) is { } source
            ? new($"CrossAttention(\"{source}\", {Heads(draw, x, null, mayTurn: false)})", x)
            : null),
        .. new[] { "Rnn", "Gru", "Lstm" }.Select(name => new Layer(name, (draw, x) => x.IsSequence ? Recurrence(name, draw, x) : null)),
        new("Recurrent", (draw, x) => x is { IsSequence: true, Channels: 1 }
            ? new($"Recurrent(nameof(Own.Leak), DeclaredIn = typeof(Own){Options(draw, "Backwards = true")})", x)
            : null),
    ];

    private static string Heads(Draw draw, Value x, Scope? scope, bool mayTurn)
    {
        int heads = draw.DivisorOf(x.Channels), size = x.Channels / heads;
        string text = $"{heads}{Options(draw, $"KeyValueHeads = {draw.DivisorOf(heads)}", "Dropout = 0.2f", "Bias = false")}";
        text += mayTurn && size % 2 == 0 ? Options(draw, "Rotary = true") : "";
        return text + (scope?.Padded is { } padded && padded.Length == x.Width && draw.Once(2) ? $", KeyPadding = \"{padded.Name}\"" : "");
    }

    private static Use Recurrence(string name, Draw draw, Value x)
    {
        int hidden = draw.From(1, 6);
        bool isBidirectional = draw.Once(4), isLast = draw.Once(4);
        string options = Options(draw, $"Layers = {draw.From(1, 3)}", "Dropout = 0.2f", "Bias = false")
            + (isBidirectional ? ", Bidirectional = true" : "") + (isLast ? ", LastOnly = true" : "")
            + (name == "Rnn" ? Options(draw, "Nonlinearity = RnnNonlinearity.Relu") : "");
        int features = hidden * (isBidirectional ? 2 : 1);
        return new($"{name}({hidden}{options})", isLast ? Value.Features(features) : x with { Channels = features });
    }

    private static IEnumerable<Layer> Joins() =>
    [
        .. new[] { "Add", "Multiply", "Subtract" }.Select(name => new Layer(name, (draw, x, scope) =>
            x.IsTokens ? null : Merged(name, "", draw, x, scope))),
        new("Merge", (draw, x, scope) => x.IsTokens ? null : Merged("Merge", "nameof(Own.Mix), ", draw, x, scope)),
        new("Concat", (draw, x, scope) => x.IsTokens ? null : Concat(draw, x, scope)),
        new("Stack", (draw, x, scope) => x.IsFeatures && scope.Pick(draw, other => other == x) is { } other
            ? new($"Stack(\"{other}\")", Value.Sequence(2, x.Channels))
            : null),
        new("Similarity", (draw, x, scope) => !x.IsTokens && scope.Pick(draw, other => other == x) is { } other
            ? new(
                $"Similarity(\"{other}\", Metric = SimilarityMetric.{draw.One("Cosine", "L1", "L2")})",
                x with { Channels = 1 })
            : null),
        new("MatMul", (draw, x, scope) => x.IsSequence ? MatMul(draw, x, scope) : null),
        new("Residual", (_, x, scope) => !x.IsTokens && scope.Read == x ? new("Residual", x) : null),
    ];

    /// <summary>With a value of the same shape, or with one number for each channel.</summary>
    private static Use? Merged(string name, string first, Draw draw, Value x, Scope scope)
    {
        bool Suits(Value other) => other == x
            || (other == Value.Features(x.Channels) && (x.IsImage || x.IsSequence))
            || (x.IsFeatures && other.Channels == x.Channels && (other.IsImage || other.IsSequence));
        if (scope.Pick(draw, Suits) is not { } other)
        {
            return null;
        }

        Value second = scope.Named.First(named => named.Name == other).Value;
        string method = name == "Merge" ? ", DeclaredIn = typeof(Own)" : "";
        return new($"{name}({first}\"{other}\"{method})", x.IsFeatures ? second : x);
    }

    private static Use? Concat(Draw draw, Value x, Scope scope)
    {
        if (scope.Pick(draw, other => other with { Channels = x.Channels } == x) is not { } other)
        {
            return null;
        }

        int channels = scope.Named.First(named => named.Name == other).Value.Channels;
        return new($"Concat(\"{other}\")", x with { Channels = x.Channels + channels });
    }

    private static Use? MatMul(Draw draw, Value x, Scope scope)
    {
        bool isTransposed = draw.Once(2);
        if (scope.Pick(draw, other => other.IsSequence && x.Channels == (isTransposed ? other.Channels : other.Width)) is not { } name)
        {
            return null;
        }

        Value other = scope.Named.First(named => named.Name == name).Value;
        string text = $"MatMul(\"{name}\"{(isTransposed ? ", Transpose = true" : "")}{Options(draw, "Scale = 0.5f")})";
        return new(text, Value.Sequence(x.Width, isTransposed ? other.Width : other.Channels));
    }
}
