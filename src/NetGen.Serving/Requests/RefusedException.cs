using static System.FormattableString;

namespace NetGen.Serving;

/// <summary>A request that is not answered by a prediction; says why, and where in it.</summary>
internal sealed class RefusedException(int status, string detail) : Exception(detail)
{
    public int Status => status;

    /// <summary>The input's name.</summary>
    public string? Input { get; init; }

    /// <summary>Number of the sample in the request; −1 for none.</summary>
    public int Sample { get; init; } = -1;

    /// <summary>Number of the value or token in the sample; −1 for none.</summary>
    public int Element { get; init; } = -1;

    public static RefusedException BadRequest(string detail) => new(400, detail);

    public static RefusedException TooLarge(string detail) => new(413, detail);

    /// <summary>"Sample 3 of input, element 17: …".</summary>
    public static RefusedException At(string input, int sample, int element, string problem)
    {
        string place = element < 0 ? Invariant($"Sample {sample} of {input}") : Invariant($"Sample {sample} of {input}, element {element}");
        return new(400, $"{place}: {problem}") { Input = input, Sample = sample, Element = element };
    }
}
