using NetGen.Generators.Emit;
using NetGen.Generators.Program;

namespace NetGen.Generators.Backends;

/// <summary>Who calls each kernel of a network: calls with equal keys share one, which is named after what they have in common.</summary>
internal sealed class KernelTitles
{
    private const int MostTitles = 4;

    private readonly Dictionary<object, SortedSet<string>> _titles = [];
    private readonly Names _names;

    /// <param name="programs">All that call the kernels.</param>
    /// <param name="isDevice">Whether they are a GPU's.</param>
    /// <param name="keyOf">What calls must share to share a kernel; null for what calls none.</param>
    public KernelTitles(IEnumerable<LoweredProgram> programs, bool isDevice, Func<Launch, object?> keyOf)
    {
        _names = new(["Run", .. RuntimeNames.Of(isDevice)]);
        foreach (Launch launch in programs.SelectMany(program => program.All))
        {
            if (keyOf(launch) is { } key)
            {
                if (!_titles.TryGetValue(key, out SortedSet<string> titles))
                {
                    _titles[key] = titles = new(StringComparer.Ordinal);
                }

                titles.Add(launch.Title);
            }
        }
    }

    /// <summary>What calls it, for people.</summary>
    public string TitleOf(object key)
    {
        SortedSet<string> titles = _titles[key];
        return string.Join("; ", titles.Take(MostTitles)) + (titles.Count > MostTitles ? $"; and {titles.Count - MostTitles} more" : "");
    }

    /// <summary>A name that no other kernel has.</summary>
    /// <param name="key">The kernel.</param>
    /// <param name="suffix">What it ends with: "Store".</param>
    /// <param name="program">What tells it from the kernel of another program that does almost the same: "Inference".</param>
    /// <param name="size">What tells it from others that as many kinds of calls share: "Of64".</param>
    public string NameOf(object key, string suffix, string program, string size) =>
        _names.Unique(Names.Kernel(_titles[key], suffix), _titles[key].Count > 1 ? size : program);
}
