using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace NetGen.Reports.Html;

/// <summary>
/// Text of a page. Whatever stands in a hole of <see cref="Add(FormattableString)"/> is escaped; figures do not depend on the culture.
/// </summary>
internal sealed class Markup
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    /// <summary>Adds markup with holes.</summary>
    public Markup Add(FormattableString markup)
    {
        object?[] arguments = markup.GetArguments();
        _text.AppendFormat(new Escaping(), markup.Format, arguments).Append('\n');
        return this;
    }

    /// <summary>Adds other markup as it stands.</summary>
    public Markup Add(Markup inner)
    {
        _text.Append(inner._text);
        return this;
    }

    /// <summary>Adds a program's own markup, in which nothing is to be escaped.</summary>
    public Markup AddRaw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Text that shows as it is written, also within quotation marks.</summary>
    public static string Escape(string text) => s_encoder.Encode(text);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Formats what stands in holes.</summary>
    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            Markup markup => markup.ToString(),
            IFormattable formattable => Escape(formattable.ToString(format, CultureInfo.InvariantCulture)),
            _ => Escape(arg?.ToString() ?? ""),
        };
    }
}
