using System.Buffers;
using System.Globalization;
using System.Numerics;
using static System.FormattableString;

namespace NetGen.Serving;

/// <summary>A sample's inputs, all in a line; positions that a shorter sequence has not stay empty.</summary>
internal sealed class ShadowRow<T>(ServedInterface served)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LongestNumber = 32;
    private readonly T[] _values = new T[served.Inputs.Where(input => !input.IsTokens).Sum(input => input.Size)];
    private readonly int[] _tokens = new int[served.Inputs.Where(input => input.IsTokens).Sum(input => input.Size)];
    private readonly int[] _counts = new int[served.Inputs.Length];
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>"age,income"; "x0,x1"; "Left0,Left1,Right0".</summary>
    public static string Header(ServedInterface served)
    {
        IEnumerable<string> names = served.Inputs.SelectMany(input => input.Names
            ?? Enumerable.Range(0, input.Size).Select(i => Invariant($"{(served.Inputs.Length == 1 ? "x" : input.Name)}{i}")));
        return string.Join(',', names.Select(Quoted));
    }

    public void Set(PendingPrediction<T> pending, int sample)
    {
        int values = 0, tokens = 0;
        for (int i = 0; i < served.Inputs.Length; i++)
        {
            ServedInput input = served.Inputs[i];
            int size = input.SizeAt(pending.Lengths);
            _counts[i] = size;
            if (input.IsTokens)
            {
                pending.Tokens(i, (sample + 1) * size)[(sample * size)..].CopyTo(_tokens.AsSpan(tokens));
                tokens += input.Size;
            }
            else
            {
                pending.Values(i, (sample + 1) * size)[(sample * size)..].CopyTo(_values.AsSpan(values));
                values += input.Size;
            }
        }
    }

    /// <summary>The line, with its end; until the next.</summary>
    public ReadOnlySpan<byte> Line()
    {
        _line.ResetWrittenCount();
        int values = 0, tokens = 0;
        for (int i = 0; i < served.Inputs.Length; i++)
        {
            ServedInput input = served.Inputs[i];
            for (int element = 0; element < input.Size; element++)
            {
                if (i > 0 || element > 0)
                {
                    _line.Write(","u8);
                }

                if (element >= _counts[i])
                {
                    continue;
                }

                if (input.IsTokens)
                {
                    Append(_tokens[tokens + element]);
                }
                else if (!T.IsNaN(_values[values + element]))
                {
                    Append(_values[values + element]);
                }
            }

            (values, tokens) = input.IsTokens ? (values, tokens + input.Size) : (values + input.Size, tokens);
        }

        _line.Write("\n"u8);
        return _line.WrittenSpan;
    }

    private void Append<TNumber>(TNumber number)
        where TNumber : IUtf8SpanFormattable
    {
        number.TryFormat(_line.GetSpan(LongestNumber), out int written, default, CultureInfo.InvariantCulture);
        _line.Advance(written);
    }

    private static string Quoted(string name) =>
        name.AsSpan().IndexOfAny(",\"\r\n") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
