using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;
using static System.FormattableString;

namespace NetGen.Serving;

/// <summary>
/// Reads samples as the bytes of their numbers, little-endian: values in the network's number type, tokens as 32-bit integers. All samples
/// of the first input, then all of the second.
/// </summary>
internal static class BinaryRequest
{
    /// <param name="body">All of it.</param>
    /// <param name="lengths">"12" or "12,8": positions of the sequences; null for the declared ones.</param>
    /// <param name="served">What the network takes.</param>
    /// <param name="pending">Receives the samples.</param>
    /// <exception cref="RefusedException">These are no samples of the network.</exception>
    public static void Read<T>(
        in ReadOnlySequence<byte> body, string? lengths, ServedInterface served, PendingPrediction<T> pending)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadLengths(lengths, served, pending.Lengths);
        long perSample = 0;
        foreach (ServedInput input in served.Inputs)
        {
            perSample += (long)input.SizeAt(pending.Lengths) * SizeOf<T>(input);
        }

        long count = body.Length / perSample;
        if (count == 0 || body.Length != count * perSample)
        {
            throw RefusedException.BadRequest(
                Invariant($"{Words.Are(body.Length, "byte")} no whole samples of {perSample}: {Described<T>(served)}."));
        }

        if (count > served.MaxSamples)
        {
            throw RefusedException.TooLarge(
                Invariant($"A request has at most {Words.Counted(served.MaxSamples, "sample")}, and there are {count}."));
        }

        pending.Count = (int)count;
        ReadOnlySequence<byte> rest = body;
        for (int i = 0; i < served.Inputs.Length; i++)
        {
            ServedInput input = served.Inputs[i];
            int size = input.SizeAt(pending.Lengths), elements = size * pending.Count;
            if (input.IsTokens)
            {
                Span<int> tokens = pending.RoomForTokens(i, 0, elements)[..elements];
                rest = Copy(rest, tokens);
                CheckTokens(input, tokens, size);
            }
            else
            {
                Span<T> values = pending.RoomForValues(i, 0, elements)[..elements];
                rest = Copy(rest, values);
                CheckValues<T>(input, values, size);
            }
        }
    }

    private static int SizeOf<T>(ServedInput input) => input.IsTokens ? sizeof(int) : Unsafe.SizeOf<T>();

    private static string Described<T>(ServedInterface served) => string.Join(
        " and ", served.Inputs.Select(input => Invariant($"{input.Name} has {input.Wanted} of {SizeOf<T>(input)} bytes")));

    private static void ReadLengths(string? text, ServedInterface served, Span<int> lengths)
    {
        IReadOnlyList<int> declared = served.Plan.Lengths;
        if (string.IsNullOrEmpty(text))
        {
            for (int i = 0; i < lengths.Length; i++)
            {
                lengths[i] = declared[i];
            }

            return;
        }

        int read = 0;
        foreach (Range range in text.AsSpan().Split(','))
        {
            if (read == lengths.Length
                || !int.TryParse(text.AsSpan(range), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length < 1 || length > declared[read])
            {
                throw WrongLengths(declared);
            }

            lengths[read++] = length;
        }

        if (read < lengths.Length)
        {
            throw WrongLengths(declared);
        }
    }

    private static RefusedException WrongLengths(IReadOnlyList<int> declared) => RefusedException.BadRequest(
        declared.Count == 0
            ? "The network takes no sequences of several lengths: leave \"lengths\" out."
            : $"\"lengths\" has {Words.Counted(declared.Count, "number")}: "
                + $"{string.Join(", ", declared.Select(most => Invariant($"1 to {most}")))}.");

    private static ReadOnlySequence<byte> Copy<TElement>(ReadOnlySequence<byte> from, Span<TElement> to)
        where TElement : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(to);
        from.Slice(0, bytes.Length).CopyTo(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            LittleEndian.Reverse(to);
        }

        return from.Slice(bytes.Length);
    }

    private static void CheckTokens(ServedInput input, ReadOnlySpan<int> tokens, int size)
    {
        int at = tokens.IndexOfAnyExceptInRange(0, input.Plan.Vocabulary - 1);
        if (at >= 0)
        {
            throw RefusedException.At(
                input.Name, at / size, at % size,
                Invariant($"token {tokens[at]} is outside the vocabulary of 0 to {input.Plan.Vocabulary - 1}."));
        }
    }

    private static void CheckValues<T>(ServedInput input, ReadOnlySpan<T> values, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = Finite.IndexOfOther(values);
        while (at >= 0 && input.IsPrepared && T.IsNaN(values[at]))
        {
            int next = Finite.IndexOfOther(values[(at + 1)..]);
            at = next < 0 ? next : at + 1 + next;
        }

        if (at >= 0)
        {
            throw RefusedException.At(input.Name, at / size, at % size, Invariant($"it is {values[at]}; values are finite."));
        }
    }
}
