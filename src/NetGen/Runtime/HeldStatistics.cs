using System.Numerics;

namespace NetGen.Runtime;

/// <summary>Running statistics that steps leave as they are, since their stages are frozen.</summary>
internal sealed class HeldStatistics
{
    private readonly ParameterRange[] _all;
    private readonly bool[] _isHeld;
    private readonly int _start;
    private readonly int _end;

    private HeldStatistics(ParameterRange[] all, int start, int end)
    {
        _all = all;
        _isHeld = new bool[all.Length];
        _start = start;
        _end = end;
    }

    /// <summary>Where they lie in the block; neighbours are one.</summary>
    public (int Offset, int Size)[] Ranges { get; private set; } = [];

    /// <summary>The names of those that are held.</summary>
    public IEnumerable<string> Names
    {
        get => _all.Where((_, i) => _isHeld[i]).Select(range => range.Name);
        set
        {
            HashSet<string> names = [.. value];
            for (int i = 0; i < _all.Length; i++)
            {
                _isHeld[i] = names.Contains(_all[i].Name);
            }

            Join();
        }
    }

    /// <summary>Those of a network, none of which is held.</summary>
    public static HeldStatistics Of<T>(ParameterStore<T> store)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new([.. store.Behind.OrderBy(range => range.Offset)], store.StatisticsStart, store.Block.Length);

    /// <summary>Whether one is held.</summary>
    public bool IsHeld(ParameterRange range) => _isHeld[Array.IndexOf(_all, range)];

    /// <summary>Holds one, or lets it go on.</summary>
    public void Set(ParameterRange range, bool isHeld)
    {
        _isHeld[Array.IndexOf(_all, range)] = isHeld;
        Join();
    }

    private void Join()
    {
        List<(int Offset, int Size)> ranges = [];
        for (int i = 0; i < _all.Length; i++)
        {
            // What is no statistic no step changes.
            if (!_isHeld[i] || _all[i].Offset < _start)
            {
                continue;
            }

            int start = _all[i].Offset, end = i + 1 < _all.Length ? _all[i + 1].Offset : _end;
            if (ranges.Count > 0 && ranges[^1].Offset + ranges[^1].Size == start)
            {
                ranges[^1] = (ranges[^1].Offset, end - ranges[^1].Offset);
            }
            else
            {
                ranges.Add((start, end - start));
            }
        }

        Ranges = [.. ranges];
    }
}
