using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using NetGen;

namespace Samples;

/// <summary>Options as every sample has them. Their parsers say what is allowed; the library's own messages name .NET types.</summary>
internal static class SampleOptions
{
    /// <summary>An option for a whole number; <paramref name="most"/> of <see cref="int.MaxValue"/> means no upper bound.</summary>
    public static Option<int> Number(string name, string description, int least, int most, int? standard) => Parsed(
        name,
        description,
        least,
        most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {least}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        NumberStyles.AllowLeadingSign,
        value => value >= least && value <= most,
        standard);

    /// <summary>An option for a number with a decimal point.</summary>
    public static Option<double> Real(string name, string description, double least, double most, double standard) => Parsed<double>(
        name,
        description,
        least,
        string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
        NumberStyles.Float,
        value => value >= least && value <= most,
        standard);

    /// <summary>The option for the number of threads.</summary>
    public static Option<int> Threads() =>
        Number("--threads", "Threads. [default: $NETGEN_THREADS, else all processors]", 1, 1024, null);

    /// <summary>The option for a last line that programs read.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON object on the last line of the output; progress and notes go to the error output.",
    };

    /// <summary>An option for one of a few words, of which the first is the default.</summary>
    public static Option<string> Choice(string name, string description, IReadOnlyList<string> words) => new(name)
    {
        HelpName = string.Join('|', words),
        Description = description,
        DefaultValueFactory = _ => words[0],
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (!words.Contains(text))
            {
                argument.AddError($"{name} takes {string.Join(" or ", words)}, not '{text}'.");
            }

            return text;
        },
    };

    /// <summary>Reads a command line.</summary>
    /// <returns>Null where it asked for help or the version, which is then printed.</returns>
    /// <exception cref="SampleException">A value is wrong.</exception>
    public static ParseResult? Parse(RootCommand root, string[] args, TextWriter output)
    {
        ParseResult result = root.Parse(args);
        if (result.Action is not (null or ParseErrorAction))
        {
            result.Invoke(new InvocationConfiguration { Output = output });
            return null;
        }

        return result.Errors.Count == 0 ? result : throw new SampleException($"{result.Errors[0].Message} See --help.");
    }

    /// <summary>The full path of a file to write. Better to hear of a wrong one before the training than after it.</summary>
    /// <param name="name">The file asked for.</param>
    /// <param name="option">The option that asked for it.</param>
    /// <exception cref="SampleException">It cannot be written there.</exception>
    public static string CheckTarget(string name, string option = "--save")
    {
        string file = Path.GetFullPath(
            name.Length > 0 ? name : throw new SampleException($"{option} takes a file name, not an empty one."));
        if (Directory.Exists(file))
        {
            throw new SampleException($"{option}: {file} is a folder, not a file.");
        }

        return Directory.Exists(Path.GetDirectoryName(file))
            ? file
            : throw new SampleException($"{option}: there is no folder {Path.GetDirectoryName(file)}.");
    }

    /// <summary>A wrong NETGEN_THREADS is the user's to mend, like a wrong option.</summary>
    /// <exception cref="SampleException">It is wrong.</exception>
    public static void CheckThreads()
    {
        try
        {
            _ = NetGenThreads.Default;
        }
        catch (InvalidOperationException exception)
        {
            throw new SampleException(exception.Message);
        }
    }

    private static Option<T> Parsed<T>(
        string name, string description, T least, string range, NumberStyles styles, Predicate<T> allows, T? standard)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                if (T.TryParse(text, styles, CultureInfo.InvariantCulture, out T value) && allows(value))
                {
                    return value;
                }

                argument.AddError($"{name} takes {range}, not '{text}'.");
                return least;
            },
        };
        if (standard is T value)
        {
            option.DefaultValueFactory = _ => value;
        }

        return option;
    }
}
