using System.Globalization;
using Samples;

namespace Recommend;

/// <summary>Reads MovieLens 100K's <c>u.data</c>: user, item, rating and time, separated by tabs.</summary>
internal static class MovieLens
{
    private const string FileName = "u.data";

    /// <summary>Reads the file; what a user rated counts, not how well.</summary>
    /// <param name="path">The file, its folder, or a folder with the folder <c>ml-100k</c>.</param>
    /// <exception cref="SampleException">It is missing, a line is damaged, or there is more than the network has room for.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Ratings Read(string path)
    {
        string file = new[] { path, Path.Combine(path, FileName), Path.Combine(path, "ml-100k", FileName) }.FirstOrDefault(File.Exists)
            ?? throw new SampleException($"--data: there is no {FileName} in '{path}'.");
        var rated = new SortedDictionary<int, Dictionary<int, long>>();
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.Length > 0)
            {
                (int user, int item, long time) = Parse(line, file, number);
                Dictionary<int, long> times = rated.TryGetValue(user, out Dictionary<int, long>? known) ? known : rated[user] = [];
                times[item] = Math.Max(time, times.GetValueOrDefault(item, long.MinValue));
            }
        }

        // Nothing of a user with one rating is left to learn from once it is held out.
        Dictionary<int, long>[] users = [.. rated.Values.Where(items => items.Count > 1)];
        int[] items = [.. users.SelectMany(times => times.Keys).Distinct().Order()];
        if (users.Length == 0 || users.Length > Recommender.MostUsers || items.Length > Recommender.MostItems)
        {
            throw new SampleException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file} has {users.Length} users of two ratings or more and {items.Length} items; the network has room for 1 to "
                    + $"{Recommender.MostUsers} and {Recommender.MostItems}."));
        }

        Dictionary<int, int> places = items.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return new Ratings(
            "movielens",
            items.Length,
            [.. users.Select(times => times.OrderBy(entry => entry.Value).ThenBy(entry => entry.Key)
                .Select(entry => places[entry.Key]).ToArray())]);
    }

    private static (int User, int Item, long Time) Parse(string line, string file, int number)
    {
        string[] fields = line.Split('\t');
        return fields.Length == 4
            && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int user)
            && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int item)
            && long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out long time)
                ? (user, item, time)
                : throw new SampleException(string.Create(
                    CultureInfo.InvariantCulture, $"{file}, line {number}: user, item, rating and time with tabs between, not '{line}'."));
    }
}
