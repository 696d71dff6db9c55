using System.Globalization;

namespace NetGen;

/// <summary>
/// A probability or a slope: a number or, inside a block, arithmetic over its parameters: <c>nameof(rate)</c>; see
/// <see cref="BlockAttribute"/>.
/// </summary>
public readonly record struct Rate
{
    private readonly double _number;

    private Rate(double number, string? arithmetic) => (_number, Arithmetic) = (number, arithmetic);

    /// <summary>The arithmetic; null for a number.</summary>
    public string? Arithmetic { get; }

    /// <summary>A number.</summary>
    public static implicit operator Rate(float number) => new(AsWritten(number), null);

    /// <summary>Arithmetic, which a number by itself is, too.</summary>
    public static implicit operator Rate(string arithmetic) =>
        double.TryParse(arithmetic, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? new(number, null)
            : new(0, arithmetic);

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It is arithmetic, whose value depends on where the block is used.</exception>
    public static explicit operator double(Rate rate) =>
        rate.Arithmetic is null ? rate._number : throw new InvalidOperationException($"'{rate}' has a value only where its block is used.");

    /// <summary>As written.</summary>
    public override string ToString() => Arithmetic ?? _number.ToString(CultureInfo.InvariantCulture);

    /// <summary>0.1f is meant as 0.1, not as 0.10000000149: a network in double computes with what the user wrote.</summary>
    internal static double AsWritten(float number) =>
        double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
