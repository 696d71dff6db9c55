namespace NetGen;

/// <summary>
/// Adds lines and columns around an image [channels, height, width], or positions before and behind a sequence [length, features].
/// </summary>
public sealed class PadAttribute : OperationAttribute
{
    /// <summary>So much on each side.</summary>
    /// <param name="amounts">
    /// One number for all sides; for height and width, or all four sides: top, left, bottom, right. Of a sequence: before and behind.
    /// </param>
    public PadAttribute(params int[] amounts) => Amounts = [.. amounts.Select(amount => (Size)amount)];

    /// <summary>The same inside a block, where sizes may be computed: <c>[Pad("size / 2")]</c>.</summary>
    /// <param name="amounts">
    /// One number for all sides; for height and width, or all four sides: top, left, bottom, right. Of a sequence: before and behind.
    /// </param>
    public PadAttribute(params string[] amounts) => Amounts = [.. amounts.Select(amount => (Size)amount)];

    /// <summary>What is added on each side.</summary>
    public Size[] Amounts { get; }

    /// <summary>
    /// What is added: <see cref="PaddingMode.Zeros"/> unless given. <see cref="PaddingMode.Reflect"/> needs more lines and columns than
    /// it adds on a side.
    /// </summary>
    public PaddingMode Mode { get; set; }
}
