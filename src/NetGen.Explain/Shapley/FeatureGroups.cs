using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Which player each input of a sample belongs to: features that make sense only together come and go together.</summary>
internal static class FeatureGroups
{
    /// <summary>The player of each input.</summary>
    /// <param name="inputs">Inputs of a sample.</param>
    /// <param name="groups">The inputs of each player; null: each input is one.</param>
    /// <param name="players">How many there are.</param>
    /// <exception cref="ArgumentException">An input is in no group or in two, or a group is empty.</exception>
    public static int[] Of(int inputs, IReadOnlyList<int[]>? groups, out int players)
    {
        if (groups is null)
        {
            players = inputs;
            return [.. Enumerable.Range(0, inputs)];
        }

        int[] owners = new int[inputs];
        Array.Fill(owners, -1);
        for (int group = 0; group < groups.Count; group++)
        {
            if (groups[group].Length == 0)
            {
                throw new ArgumentException(Invariant($"Group {group} is empty."), nameof(groups));
            }

            foreach (int input in groups[group])
            {
                if ((uint)input >= (uint)inputs || owners[input] >= 0)
                {
                    throw new ArgumentException(
                        (uint)input >= (uint)inputs
                            ? Invariant($"Group {group} names input {input}; there are {inputs}, numbered from 0.")
                            : Invariant($"Input {input} is in the groups {owners[input]} and {group}."),
                        nameof(groups));
                }

                owners[input] = group;
            }
        }

        int missing = Array.IndexOf(owners, -1);
        if (missing >= 0)
        {
            throw new ArgumentException(Invariant($"Input {missing} is in no group."), nameof(groups));
        }

        players = groups.Count;
        return owners;
    }
}
