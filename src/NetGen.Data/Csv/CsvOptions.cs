using System.Globalization;
using System.Text;

namespace NetGen.Data;

/// <summary>How a file of separated values is written; the defaults read what RFC 4180 and most programs mean.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// What stands between two fields. Null: guessed from the first lines among comma, semicolon, tab and bar; a semicolon where
    /// <see cref="Culture"/> has a decimal comma.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>Whether any number of blanks and tabs stands between two fields, as in files with aligned columns.</summary>
    public bool IsBlankSeparated { get; init; }

    /// <summary>
    /// Whether the first line names the columns; null: yes, and a line of nothing but numbers, which is a sample as likely, is refused.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// Whether a field may stand in quotes, with separators and line breaks in it; false for files in which a quote is a character as
    /// others are, such as most with tabs and text.
    /// </summary>
    public bool IsQuoted { get; init; } = true;

    /// <summary>What lines begin with that are left out; null for none.</summary>
    public char? Comment { get; init; }

    /// <summary>How numbers are written: by default, whatever the machine's culture, with a decimal point.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>What stands for a missing value; ASCII, whose upper and lower case are alike here.</summary>
    public IReadOnlyList<string> MissingTexts { get; init; } = ["", "?", "NA", "N/A", "NaN", "null"];

    /// <summary>The text's encoding; null for what a byte order mark says, and UTF-8 without one.</summary>
    public Encoding? Encoding { get; init; }
}
