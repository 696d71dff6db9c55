using System.Globalization;

namespace NetGen;

/// <summary>
/// A size: a whole number or, inside a block, whole-number arithmetic over its parameters: <c>"4 * width"</c>; see
/// <see cref="BlockAttribute"/>.
/// </summary>
public readonly record struct Size
{
    private readonly int _number;

    private Size(int number, string? arithmetic) => (_number, Arithmetic) = (number, arithmetic);

    /// <summary>The arithmetic; null for a number.</summary>
    public string? Arithmetic { get; }

    /// <summary>A number.</summary>
    public static implicit operator Size(int number) => new(number, null);

    /// <summary>Arithmetic, which a number by itself is, too.</summary>
    public static implicit operator Size(string arithmetic) =>
        int.TryParse(arithmetic, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? new(number, null)
            : new(0, arithmetic);

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It is arithmetic, whose value depends on where the block is used.</exception>
    public static explicit operator int(Size size) =>
        size.Arithmetic is null ? size._number : throw new InvalidOperationException($"'{size}' has a value only where its block is used.");

    /// <summary>As written.</summary>
    public override string ToString() => Arithmetic ?? _number.ToString(CultureInfo.InvariantCulture);
}
