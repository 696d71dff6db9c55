using System.Buffers.Binary;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>
/// Walks over the footer of a Parquet file (a struct in Thrift's compact protocol, its length and PAR1) before anything is made of it: a
/// list may claim two thousand million elements, and who believes it is busy for hours.
/// </summary>
internal ref struct ParquetFooter
{
    private const int Tail = 8, Deepest = 64;

    private ReadOnlySpan<byte> _rest;

    private ParquetFooter(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Checks a file, and stands at its beginning again.</summary>
    /// <exception cref="InvalidDataException">It has no footer, or a damaged one.</exception>
    public static void Check(Stream file)
    {
        Span<byte> tail = stackalloc byte[Tail];
        file.Position = Math.Max(0, file.Length - Tail);
        int length = file.ReadAtLeast(tail, Tail, throwOnEndOfStream: false) == Tail && tail[4..].SequenceEqual("PAR1"u8)
            ? BinaryPrimitives.ReadInt32LittleEndian(tail)
            : throw new InvalidDataException("it does not end with PAR1.");
        if (length < 1 || length > file.Length - Tail)
        {
            throw new InvalidDataException(Invariant($"its footer is to have {length} bytes."));
        }

        byte[] footer = new byte[length];
        file.Position = file.Length - Tail - length;
        file.ReadExactly(footer);
        ParquetFooter walk = new(footer);
        walk.SkipStruct(0);
        file.Position = 0;
    }

    private static InvalidDataException Damaged => new("its footer is damaged.");

    private void SkipStruct(int depth)
    {
        for (byte field = Next(); field != 0; field = Next())
        {
            if (field >> 4 == 0)
            {
                Number();
            }

            // A field says whether it is true by its type.
            if ((field & 15) is not 1 and not 2)
            {
                SkipValue(field & 15, depth);
            }
        }
    }

    /// <summary>Values lie in lists and structs, which the stack must bear.</summary>
    private void SkipValue(int type, int depth)
    {
        if (depth > Deepest)
        {
            throw Damaged;
        }

        switch (type)
        {
            case 1 or 2 or 3:
                Next();
                break;
            case 4 or 5 or 6:
                Number();
                break;
            case 7:
                Skip(sizeof(double));
                break;
            case 8:
                Skip(Number());
                break;
            case 9 or 10:
                byte list = Next();
                SkipList(list >> 4 == 15 ? Number() : (ulong)(list >> 4), list & 15, depth);
                break;
            case 12:
                SkipStruct(depth + 1);
                break;
            default:
                throw Damaged;
        }
    }

    /// <summary>Each element has a byte at least.</summary>
    private void SkipList(ulong count, int type, int depth)
    {
        for (ulong i = count <= (ulong)_rest.Length ? 0UL : throw Damaged; i < count; i++)
        {
            SkipValue(type, depth + 1);
        }
    }

    private void Skip(ulong bytes) => _rest = bytes <= (ulong)_rest.Length ? _rest[(int)bytes..] : throw Damaged;

    private byte Next()
    {
        byte value = _rest.Length > 0 ? _rest[0] : throw Damaged;
        _rest = _rest[1..];
        return value;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private ulong Number()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte value = Next();
            number |= (ulong)(value & 127) << shift;
            if (value < 128)
            {
                return number;
            }
        }

        throw Damaged;
    }
}
