using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Tests.Training;

/// <summary>Values that end where readable memory ends: reading behind them ends the process. Linux only.</summary>
internal sealed class GuardedSamples : IDisposable
{
    private const int Page = 4096, Read = 1, Write = 2, PrivateAnonymous = 0x22;

    private readonly nint _memory;
    private readonly nint _size;
    private readonly int _count;

    public GuardedSamples(float[] values)
    {
        _count = values.Length;
        nint readable = ((nint)_count * sizeof(float) + Page - 1) & -Page;
        _size = readable + Page;
        _memory = Map(0, _size, Read | Write, PrivateAnonymous, -1, 0);
        if (_memory == -1 || Protect(_memory + readable, Page, 0) != 0)
        {
            throw new InvalidOperationException("There is no such memory.");
        }

        _memory += readable - ((nint)_count * sizeof(float));
        values.CopyTo(Span);
    }

    public Span<float> Span => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<float>(), _memory), _count);

    public void Dispose() => _ = Unmap(_memory & -Page, _size);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nint length);
}
