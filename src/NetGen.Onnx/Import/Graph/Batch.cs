namespace NetGen.Onnx.Import.Graph;

/// <summary>
/// How many samples there are, which nobody knows yet: in shapes and in all that is computed of them it stands as a prime that no
/// dimension has, so that a multiple of it is so many values of each sample.
/// </summary>
internal static class Batch
{
    public const long Marker = int.MaxValue;

    /// <summary>Whether a size is a multiple of the number of samples.</summary>
    public static bool Is(long size) => size >= Marker && size % Marker == 0;

    /// <summary>A size as a sample has it.</summary>
    public static long InSample(long size) => Is(size) ? size / Marker : size;
}
