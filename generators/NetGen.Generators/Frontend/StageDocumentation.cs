using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Frontend;

/// <summary>
/// What a user wrote about a stage. Of a partial property C# takes the documentation of the part with a body, which the build writes, so
/// it must say there what the user says.
/// </summary>
internal static class StageDocumentation
{
    /// <summary>Its elements, with references resolved; empty where there are none, or no XML.</summary>
    public static string Read(IPropertySymbol property)
    {
        if (property.GetDocumentationCommentXml() is not { Length: > 0 } text)
        {
            return "";
        }

        try
        {
            // Other files are looked for from where they are included: what is taken from them cannot stand elsewhere.
            XElement member = XElement.Parse(text, LoadOptions.PreserveWhitespace);
            return member.Descendants("include").Any() ? "" : string.Concat(member.Nodes().Select(static node => node.ToString(SaveOptions.DisableFormatting))).Trim();
        }
        catch (XmlException)
        {
            return "";
        }
    }
}
