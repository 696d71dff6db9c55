using System.Globalization;
using NetGen.Generators.Graph;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Emit;

/// <summary>The table of parameters; those of repeated blocks are written once.</summary>
internal static class ParameterEmitter
{
    public static void Emit(SourceWriter w, ParameterBlock parameters)
    {
        w.Summary("Every parameter: what is trained first, then running statistics. One block, one file, one pass of the optimizer.");
        using (w.Open("internal static class ParameterTable"))
        {
            w.Line("/// <summary>Name, place in the block, whether it is trained, how it starts, shape.</summary>");
            w.Line("public static readonly ParameterRange[] Ranges =");
            using (w.Open("", "];", "["))
            {
                IReadOnlyList<ParameterInfo> all = parameters.Parameters;
                for (int i = 0; i < all.Count;)
                {
                    (int length, int count) = Repetition(parameters, i);
                    if (count == 1)
                    {
                        w.Line(Range(parameters, all[i], all[i].Name) + ",");
                        i++;
                        continue;
                    }

                    int stride = parameters.OffsetOf(all[i + length]) - parameters.OffsetOf(all[i]);
                    w.Line($".. ParameterRange.Repeat({count}, stride: {stride}, [");
                    for (int k = 0; k < length; k++)
                    {
                        w.Indented(Range(parameters, all[i + k], all[i + k].Pattern) + (k < length - 1 ? "," : "]),"));
                    }

                    i += length * count;
                }
            }
        }
    }

    private static string Range(ParameterBlock parameters, ParameterInfo p, string name) =>
        $"new(\"{name}\", {parameters.OffsetOf(p)}, {(p.IsTrained ? "true" : "false")}, ParameterStart.{p.Start}, "
        + $"FanIn: {p.FanIn}, FanOut: {p.FanOut}, new Shape({string.Join(", ", p.Dimensions)}))"
        + (Given(p) is { Length: > 0 } given ? $" {{ {given} }}" : "");

    /// <summary>What differs from a parameter without further ado.</summary>
    private static string Given(ParameterInfo p) => string.Join(", ", new[]
    {
        p.IsFrozen ? "IsFrozen = true" : "",
        p.Scale == 1 ? "" : $"Scale = {Number(p.Scale)}",
        p.AdapterScale == 0 ? "" : $"AdapterScale = {Number(p.AdapterScale)}",
        double.IsInfinity(p.Min) ? "" : $"Min = {Number(p.Min)}",
        double.IsInfinity(p.Max) ? "" : $"Max = {Number(p.Max)}",
    }.Where(text => text.Length > 0));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>
    /// How many parameters from here on come again with the next numbers, and how often: names "….0.…", "….1.…" at equal distances.
    /// </summary>
    private static (int Length, int Count) Repetition(ParameterBlock parameters, int first)
    {
        IReadOnlyList<ParameterInfo> all = parameters.Parameters;
        if (Named(all[first], 0) != all[first].Name)
        {
            return (1, 1);
        }

        int length = 1;
        while (first + length < all.Count
            && all[first + length].Pattern != all[first].Pattern
            && Named(all[first + length], 0) == all[first + length].Name)
        {
            length++;
        }

        int count = 1;
        while (Enumerable.Range(0, length).All(k =>
            first + count * length + k is var i && i < all.Count && Matches(all[first + k], all[i], count)))
        {
            count++;
        }

        return (length, count);

        bool Matches(ParameterInfo one, ParameterInfo other, int number)
        {
            int stride = first + length < all.Count ? parameters.OffsetOf(all[first + length]) - parameters.OffsetOf(all[first]) : 0;
            return other.Name == Named(one, number) && one with { Name = "" } == other with { Name = "" }
                && parameters.OffsetOf(other) - parameters.OffsetOf(one) == number * stride;
        }
    }

    /// <summary>The name of a parameter of the repetition of that number; "" where there is no single number in it.</summary>
    private static string Named(ParameterInfo parameter, int number) =>
        parameter.Pattern.Count(c => c == '#') == 1 ? parameter.Pattern.Replace("#", $"{number}") : "";
}
