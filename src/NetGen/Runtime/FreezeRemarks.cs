using System.Globalization;

namespace NetGen.Runtime;

/// <summary>
/// What is frozen, among the remarks of a file of a trainer's state: for each parameter "frozen.NAME" with the updates that it missed, and
/// behind them those before it was frozen, where it still is: "12" or "12 since 40".
/// </summary>
internal static class FreezeRemarks
{
    private const string Prefix = "frozen.", Since = " since ";

    /// <summary>Adds them.</summary>
    public static void Add(IReadOnlyDictionary<string, FreezeState> frozen, Dictionary<string, string> remarks)
    {
        foreach ((string name, FreezeState state) in frozen)
        {
            string missed = state.Missed.ToString(CultureInfo.InvariantCulture);
            remarks[Prefix + name] = state.IsFrozen ? missed + Since + state.Since.ToString(CultureInfo.InvariantCulture) : missed;
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="remarks">Of the file.</param>
    /// <param name="updates">Updates so far.</param>
    /// <exception cref="SafetensorsException">One is no such text, or says more than can be.</exception>
    public static IReadOnlyDictionary<string, FreezeState> Read(string path, IReadOnlyDictionary<string, string> remarks, long updates)
    {
        Dictionary<string, FreezeState> frozen = [];
        foreach ((string key, string text) in remarks.Where(remark => remark.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            int behind = text.IndexOf(Since, StringComparison.Ordinal);
            long since = 0;
            if (!TryRead(behind < 0 ? text : text[..behind], out long missed)
                || (behind >= 0 && !TryRead(text[(behind + Since.Length)..], out since))
                || missed > updates || since > updates || missed > (behind >= 0 ? since : updates))
            {
                throw new SafetensorsException(path, key, $"\"{text}\" does not say which updates a parameter missed.");
            }

            frozen.Add(key[Prefix.Length..], new(behind >= 0, missed, since));
        }

        return frozen;
    }

    private static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
