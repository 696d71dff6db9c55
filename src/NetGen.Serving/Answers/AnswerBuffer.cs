using System.Buffers;
using System.Text.Json;

namespace NetGen.Serving;

/// <summary>The bytes of an answer until they are sent: whole, so that their number is known and nothing is sent by halves.</summary>
internal sealed class AnswerBuffer : IBufferWriter<byte>
{
    private const int LeastRoom = 1024;
    private byte[] _memory = [];
    private int _written;
    private Utf8JsonWriter? _json;

    public ReadOnlyMemory<byte> Written => _memory.AsMemory(0, _written);

    /// <summary>A writer of JSON into it; flush it in the end.</summary>
    public Utf8JsonWriter BeginJson()
    {
        _json ??= new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true });
        _json.Reset(this);
        return _json;
    }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = _written + Math.Max(sizeHint, LeastRoom);
        if (_memory.Length < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _memory.Length));
            Written.CopyTo(larger);
            Return();
            _memory = larger;
        }

        return _memory.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the memory back.</summary>
    public void Clear()
    {
        Return();
        _written = 0;
    }

    private void Return()
    {
        if (_memory.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_memory);
            _memory = [];
        }
    }
}
