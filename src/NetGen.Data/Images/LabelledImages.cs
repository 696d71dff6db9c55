namespace NetGen.Data;

/// <summary>Pictures that were read.</summary>
/// <param name="Data">The pictures as bytes in memory, with the number of their class.</param>
/// <param name="Classes">Name of each class.</param>
/// <param name="Files">The file of each sample.</param>
/// <param name="Skipped">What was wrong with each file that was left out: see <see cref="ImageOptions.SkipsDamaged"/>.</param>
public sealed record LabelledImages(
    Dataset Data, IReadOnlyList<string> Classes, IReadOnlyList<string> Files, IReadOnlyList<ImageFileException> Skipped);
