using System.Globalization;
using Xunit;

namespace NetGen.Data.Tests;

/// <summary>Cultures that write numbers and letters in other ways.</summary>
internal static class Cultures
{
    public static TheoryData<string> Names => ["", "tr-TR", "de-DE"];

    /// <summary>Does something in a culture.</summary>
    public static void In(string name, Action action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(name);
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
