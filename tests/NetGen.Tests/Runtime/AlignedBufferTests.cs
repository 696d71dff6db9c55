using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(100_003)]
    public void TheFirstElementIsAlignedAndAllAreZero(int length)
    {
        var floats = new AlignedBuffer<float>(length);
        var doubles = new AlignedBuffer<double>(length);
        Assert.Equal(0, Address(ref floats.At(0)) % 64);
        Assert.Equal(0, Address(ref doubles[0]) % 64);
        Assert.Equal(length, floats.Span.Length);
        Assert.Equal(length, doubles.Length);
        Assert.False(floats.Span.ContainsAnyExcept(0f));
        Assert.Equal(0.0, doubles.At(length + AlignedBuffer<double>.Spare - 1));
    }

    [Fact]
    public void AllViewsShowTheSameElements()
    {
        var buffer = new AlignedBuffer<double>(20);
        buffer[3] = 1.5;
        buffer.At(19) = 2.5;
        Assert.Equal(1.5, buffer.Span[3]);
        Assert.Equal(2.5, buffer.Memory(10, 10).Span[9]);
        buffer.Memory(3, 1).Span[0] = 4;
        Assert.Equal(4.0, buffer[3]);
    }

    [Fact]
    public void MemoryThatIsNotThereIsNamed()
    {
        // Two billion of the largest numbers, more than can be addressed.
        InsufficientMemoryException error = Assert.Throws<InsufficientMemoryException>(() => new AlignedBuffer<Large>(2_000_000_000));
        Assert.Contains("A buffer of 2000001024 numbers (Large) needs 62,500,032 MiB of memory", error.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<OutOfMemoryException>(error.InnerException);
    }

    [Fact]
    public void AnImpossibleLengthIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(AlignedBuffer<float>.MaxLength + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(long.MaxValue));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 11)]
    [InlineData(11, 0)]
    [InlineData(5, -1)]
    [InlineData(5, int.MaxValue)]
    public void ARangeOutsideIsRefused(int start, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(10).Memory(start, length));

    private static nint Address<T>(ref T element) => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref element);

    [StructLayout(LayoutKind.Sequential, Size = 1 << 15)]
    private readonly struct Large;
}
