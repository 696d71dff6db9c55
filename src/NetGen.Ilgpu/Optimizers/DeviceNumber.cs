using System.Numerics;

namespace NetGen.Ilgpu;

/// <summary>One number of a device, for an <see cref="IUpdateRule"/>. Products and sums are fused by the device's own compiler.</summary>
internal readonly struct DeviceNumber<T>(T value) : INumbers<DeviceNumber<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number.</summary>
    public readonly T Value = value;

    /// <inheritdoc/>
    public static DeviceNumber<T> Zero => new(T.Zero);

    /// <inheritdoc/>
    public static DeviceNumber<T> operator +(DeviceNumber<T> a, DeviceNumber<T> b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static DeviceNumber<T> operator -(DeviceNumber<T> a, DeviceNumber<T> b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static DeviceNumber<T> operator -(DeviceNumber<T> a) => new(-a.Value);

    /// <inheritdoc/>
    public static DeviceNumber<T> operator *(DeviceNumber<T> a, DeviceNumber<T> b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static DeviceNumber<T> operator /(DeviceNumber<T> a, DeviceNumber<T> b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static DeviceNumber<T> Fma(DeviceNumber<T> a, DeviceNumber<T> b, DeviceNumber<T> c) => new((a.Value * b.Value) + c.Value);

    /// <inheritdoc/>
    public static DeviceNumber<T> Max(DeviceNumber<T> a, DeviceNumber<T> b) => T.IsNaN(b.Value) || a.Value < b.Value ? b : a;

    /// <inheritdoc/>
    public static DeviceNumber<T> Min(DeviceNumber<T> a, DeviceNumber<T> b) => T.IsNaN(b.Value) || a.Value > b.Value ? b : a;

    /// <inheritdoc/>
    public static DeviceNumber<T> Abs(DeviceNumber<T> a) => new(T.Abs(a.Value));

    /// <inheritdoc/>
    public static DeviceNumber<T> Sqrt(DeviceNumber<T> a) => new(T.Sqrt(a.Value));

    /// <inheritdoc/>
    public static DeviceNumber<T> GreaterThan(DeviceNumber<T> a, DeviceNumber<T> b) => a.Value > b.Value ? new(T.One) : default;

    /// <inheritdoc/>
    public static DeviceNumber<T> Select(DeviceNumber<T> mask, DeviceNumber<T> a, DeviceNumber<T> b) => mask.Value > T.Zero ? a : b;
}
