namespace NetGen.Data;

/// <summary>Pictures that are read anew in each epoch.</summary>
/// <param name="Data">The pictures, with the number of their class.</param>
/// <param name="Classes">Name of each class.</param>
public sealed record StreamedImages(DataStream Data, IReadOnlyList<string> Classes);
