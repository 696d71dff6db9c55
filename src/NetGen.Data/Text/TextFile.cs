using System.Text;

namespace NetGen.Data;

/// <summary>Whole files of UTF-8.</summary>
internal static class TextFile
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, without its byte order mark.</summary>
    /// <exception cref="DataFormatException">It is not UTF-8, or no file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Read(string path)
    {
        using FileStream file = InputFile.Open(path, problem => new DataFormatException(path, problem));
        byte[] bytes = file.Length <= Array.MaxLength
            ? new byte[file.Length]
            : throw new DataFormatException(path, "it is too large to be held in memory.");
        file.ReadExactly(bytes);
        try
        {
            string text = s_strict.GetString(bytes);
            return text.StartsWith(ByteOrderMark) ? text[1..] : text;
        }
        catch (DecoderFallbackException exception)
        {
            // Of all bytes at once, so that the place is that in the file.
            ReadOnlySpan<byte> before = bytes.AsSpan(0, exception.Index);
            throw new DataFormatException(
                path, FormattableString.Invariant($"byte {before.Length - before.LastIndexOf((byte)'\n')} of the line is not UTF-8."),
                before.Count((byte)'\n') + 1, innerException: exception);
        }
    }
}
