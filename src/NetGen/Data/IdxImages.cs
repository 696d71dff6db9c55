namespace NetGen;

/// <summary>Grey images of an IDX file.</summary>
/// <param name="Count">Number of images.</param>
/// <param name="Rows">Pixels from top to bottom.</param>
/// <param name="Columns">Pixels from left to right.</param>
/// <param name="Pixels">[Count × Rows × Columns], 0 to 255.</param>
public sealed record IdxImages(int Count, int Rows, int Columns, byte[] Pixels);
