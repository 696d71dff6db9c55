using System.Globalization;
using System.Text;
using Samples;

namespace Shakespeare.Text;

/// <summary>A text as tokens, in two parts.</summary>
/// <param name="Name">Its folder, or what else to call it.</param>
/// <param name="Alphabet">Its characters.</param>
/// <param name="Train">The first nine tenths.</param>
/// <param name="Validation">The rest, never trained on.</param>
internal sealed record Corpus(string Name, Alphabet Alphabet, int[] Train, int[] Validation)
{
    /// <summary>Name of the file in the folder.</summary>
    public const string FileName = "input.txt";

    // A tenth of it must hold a few characters to judge, and the rest one window to train on.
    private const int Shortest = 200;

    /// <summary>
    /// Reads input.txt in a folder, or in a folder "tiny-shakespeare" within it. Where there is none, takes a passage that the program
    /// carries, and says so on <paramref name="notes"/>.
    /// </summary>
    /// <param name="folder">The folder asked for, or null.</param>
    /// <param name="notes">Gets a line where the passage is taken.</param>
    /// <exception cref="SampleException">The text is too short, has too many different characters, or is not UTF-8.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Corpus Read(string? folder, TextWriter notes)
    {
        if (folder is null)
        {
            notes.WriteLine("No --data DIR was given: learning a short passage that the program carries.");
            return Split("passage", Passage.Text);
        }

        string file = Path.Combine(folder, FileName), nested = Path.Combine(folder, "tiny-shakespeare", FileName);
        file = File.Exists(nested) && !File.Exists(file) ? nested : file;
        if (!File.Exists(file))
        {
            notes.WriteLine($"--data: there is no file {file}: learning a short passage that the program carries.");
            return Split("passage", Passage.Text);
        }

        try
        {
            string text = File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Split(new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).Name, text);
        }
        catch (DecoderFallbackException exception)
        {
            throw new SampleException(string.Create(CultureInfo.InvariantCulture, $"{file} is not UTF-8: see byte {exception.Index}."));
        }
        catch (FormatException exception)
        {
            throw new SampleException($"{file}: {exception.Message}");
        }
    }

    /// <summary>Nine tenths of a text to train on, and the rest.</summary>
    /// <exception cref="FormatException">It is too short or has too many different characters.</exception>
    public static Corpus Split(string name, string text)
    {
        Alphabet alphabet = Alphabet.Of(text);
        int[] tokens = alphabet.Encode(text);
        if (tokens.Length < Shortest)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"it has {tokens.Length} characters; at least {Shortest} are needed."));
        }

        int train = (int)(tokens.Length * 9L / 10);
        return new Corpus(name, alphabet, tokens[..train], tokens[train..]);
    }
}
