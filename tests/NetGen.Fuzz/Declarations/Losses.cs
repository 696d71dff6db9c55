namespace NetGen.Fuzz.Declarations;

/// <summary>Every loss of NetGen, and the outputs that it takes.</summary>
internal static class Losses
{
    private static readonly (string Text, Func<Value, bool> Suits)[] s_ofOne =
    [
        .. new[]
        {
            "MseLoss", "MaeLoss", "HuberLoss", "HuberLoss(Delta = 0.5f)", "SmoothL1Loss", "LogCoshLoss", "QuantileLoss(0.3f)",
            "BinaryCrossEntropyWithLogitsLoss", "BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 3)", "PoissonNllLoss", "FocalLoss",
            "HingeLoss", "DiceLoss", "Loss(nameof(Own.Gap), DeclaredIn = typeof(Own))",
        }.Select(text => (text, (Func<Value, bool>)(_ => true))),
        .. new[]
        {
            "CrossEntropyLoss", "CrossEntropyLoss(LabelSmoothing = 0.1f)", "CrossEntropyLoss(IgnoredLabel = 0)", "NllLoss",
            "MultiMarginLoss", "SoftCrossEntropyLoss", "KlDivergenceLoss",
        }.Select(text => (text, (Func<Value, bool>)(output => output.Channels >= 2))),
        .. new[] { "GaussianNllLoss", "ContrastiveLoss", "CosineEmbeddingLoss" }
            .Select(text => (text, (Func<Value, bool>)(output => output.Channels % 2 == 0))),
    ];

    /// <summary>Names of all that are drawn.</summary>
    public static IEnumerable<string> Names =>
        s_ofOne.Select(loss => loss.Text.Split('(')[0]).Distinct().Concat(["TripletLoss", "InfoNceLoss"]);

    /// <summary>One on a stage; on the last where none is said.</summary>
    public static string On(Draw draw, Value output, string? stage)
    {
        string text = draw.One<string>([.. s_ofOne.Where(loss => loss.Suits(output)).Select(loss => loss.Text)]);
        return With(
            text, stage is null ? "" : $"On = \"{stage}\"", draw.Once(8) ? "Weight = 0.5f" : "",
            draw.Once(8) ? "SampleWeights = true" : "");
    }

    /// <summary>One that judges stages by each other; null where there are no such stages.</summary>
    public static string? Among(Draw draw, IReadOnlyList<StageDeclaration> stages)
    {
        StageDeclaration[] alike = stages.Where(stage => !stage.Output.IsTokens).GroupBy(stage => stage.Output)
            .Where(group => group.Count() >= 2 && group.Key.IsFeatures).Select(group => group.ToArray()).FirstOrDefault() ?? [];
        return alike switch
        {
            [] => null,
            [var one, var other] => $"InfoNceLoss(\"{one.Reference}\", \"{other.Reference}\"{(draw.Once(2) ? ", Symmetric = true" : "")})",
            _ => $"TripletLoss(\"{alike[0].Reference}\", \"{alike[1].Reference}\", \"{alike[2].Reference}\")",
        };
    }

    /// <summary>Whether it judges stages by each other, and so may leave the last one to nobody.</summary>
    public static bool IsAmong(string text) =>
        text.StartsWith("InfoNce", StringComparison.Ordinal) || text.StartsWith("Triplet", StringComparison.Ordinal);

    private static string With(string text, params string[] options)
    {
        string[] given = [.. options.Where(option => option.Length > 0)];
        if (given.Length == 0)
        {
            return text;
        }

        string all = string.Join(", ", given);
        return text.EndsWith(')') ? $"{text[..^1]}, {all})" : $"{text}({all})";
    }
}
