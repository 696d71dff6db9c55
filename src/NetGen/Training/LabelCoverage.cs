using System.Globalization;
using static System.FormattableString;

namespace NetGen;

/// <summary>Finds labels that a validation asks for and training never shows.</summary>
internal static class LabelCoverage
{
    private const int MostListed = 10;

    /// <summary>What is missing in words; null where nothing is, or there are no labels.</summary>
    public static string? Warning(Dataset train, Dataset? validation)
    {
        for (int i = 0; i < validation?.Targets.Count; i++)
        {
            (string name, DataColumn column) = validation.Targets[i];
            DataColumn? other = train.Targets.Count == 1
                ? train.Targets[0].Column
                : train.Targets.FirstOrDefault(target => target.Name == name).Column;
            if (column is IntegerColumn asked && other is IntegerColumn shown && Warning(train, shown, validation, asked) is string warning)
            {
                return warning;
            }
        }

        return null;
    }

    private static string? Warning(Dataset train, IntegerColumn shown, Dataset validation, IntegerColumn asked)
    {
        // Every token of a text is a label many times over: there it would take too long.
        if (shown.Reach > 1 || asked.Reach > 1)
        {
            return null;
        }

        HashSet<int> known = [];
        for (int sample = 0; sample < train.Count && known.Count < shown.Bound; sample++)
        {
            foreach (int label in shown[train.Row(sample)])
            {
                known.Add(label);
            }
        }

        SortedSet<int> missing = [];
        int samples = 0;
        for (int sample = 0; sample < validation.Count; sample++)
        {
            bool isMissing = false;
            foreach (int label in asked[validation.Row(sample)])
            {
                if (!known.Contains(label))
                {
                    missing.Add(label);
                    isMissing = true;
                }
            }

            samples += isMissing ? 1 : 0;
        }

        if (missing.Count == 0)
        {
            return null;
        }

        string listed = string.Join(", ", missing.Take(MostListed).Select(label => label.ToString(CultureInfo.InvariantCulture)));
        string more = missing.Count > MostListed ? Invariant($" and {missing.Count - MostListed} more") : "";
        return Invariant($"{samples} of {Words.Counted(validation.Count, "validation sample")} have labels that the training data lacks: ")
            + $"{listed}{more}. Dataset.Split gives both parts all classes.";
    }
}
