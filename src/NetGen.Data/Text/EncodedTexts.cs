namespace NetGen.Data;

/// <summary>Texts as tokens.</summary>
/// <param name="Data">The samples: tokens of one length, filled up with <see cref="TextEncoder.Padding"/>.</param>
/// <param name="Lengths">Tokens of each text before it was filled up, after it was cut.</param>
/// <param name="Truncated">Texts that were longer, so that their end is missing.</param>
public sealed record EncodedTexts(Dataset Data, IReadOnlyList<int> Lengths, int Truncated);
