using System.Text;

namespace NetGen.Tests.Storage;

/// <summary>Puts together the bytes of a safetensors file, right or wrong.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Make(string header, byte[] data) => Make(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Make(byte[] header, byte[] data) => [.. BitConverter.GetBytes(header.LongLength), .. header, .. data];
}
