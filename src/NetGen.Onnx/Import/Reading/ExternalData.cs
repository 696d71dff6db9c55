using System.Globalization;
using TensorProto = global::Onnx.TensorProto;

namespace NetGen.Onnx.Import.Reading;

/// <summary>Numbers that lie in files beside the model: in its folder or below, and nowhere else.</summary>
/// <param name="file">The model's file.</param>
internal sealed class ExternalData(string file)
{
    /// <summary>Bytes of a tensor.</summary>
    /// <param name="proto">The tensor, with location, offset and length.</param>
    /// <param name="size">What its dimensions need.</param>
    /// <param name="error">Makes the exception.</param>
    public byte[] Read(TensorProto proto, long size, Func<string, OnnxException> error)
    {
        Dictionary<string, string> entries = [];
        foreach (global::Onnx.StringStringEntryProto entry in proto.ExternalData)
        {
            entries[entry.Key] = entry.Value;
        }

        if (!entries.TryGetValue("location", out string? location) || location.Length == 0 || location.Contains('\0'))
        {
            throw error("lies in a file that is not named.");
        }

        string path = Inside(location, error);
        long offset = Number("offset", 0);
        long length = Number("length", size);
        if (length != size)
        {
            throw error($"has {length} bytes in '{location}', but its dimensions need {size}.");
        }

        using FileStream stream = InputFile.Open(path, problem => error($"lies in '{location}': {problem}"));
        if (offset > stream.Length || size > stream.Length - offset || size > Array.MaxLength)
        {
            throw error($"lies beyond the end of '{location}'.");
        }

        byte[] bytes = new byte[size];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;

        long Number(string key, long otherwise) => !entries.TryGetValue(key, out string? text) ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw error($"has the {key} '{text}' in '{location}', which is no number.");
    }

    /// <summary>The path of a file in the model's folder; a link that leads out of it is refused, too.</summary>
    private string Inside(string location, Func<string, OnnxException> error)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!, path = Path.GetFullPath(Path.Combine(folder, location));
        if (Path.IsPathRooted(location) || !IsBelow(folder, path))
        {
            throw error($"lies in '{location}', outside the model's folder.");
        }

        if (!File.Exists(path))
        {
            throw error($"lies in '{location}', which is not there.");
        }

        // A folder on the way may be a link, too.
        for (string part = path; IsBelow(folder, part); part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo info = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (info.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsBelow(folder, target.FullName))
            {
                throw error($"lies in '{location}', a link out of the model's folder.");
            }
        }

        return path;
    }

    private static bool IsBelow(string folder, string path) =>
        path.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar)
            ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
