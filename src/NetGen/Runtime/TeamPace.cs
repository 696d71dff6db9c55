using System.Diagnostics;

namespace NetGen.Runtime;

/// <summary>
/// Whether a team's runs are faster with all its threads or with the caller's alone, as it is where other programs need the processors,
/// or where the process may use only one of them. Runs are timed in windows. Where threads slept in barriers for a good part of one, a
/// window is tried the other way, and the faster way is kept until the next try. A team that nobody disturbs never tries.
/// </summary>
internal sealed class TeamPace
{
    private const int LeastRuns = 2, FewestWindows = 8, MostWindows = 64;

    /// <summary>A way must be better by a twentieth to be changed to.</summary>
    private const double Margin = 0.95;

    private static readonly long s_windowTicks = Stopwatch.Frequency / 50;  // 20 ms: a few time slices of the system.

    private double _timeBefore;
    private long _ticks;
    private long _slept;
    private long _samples;
    private int _runs;
    private int _untilTry = FewestWindows;
    private int _pause = FewestWindows;
    private bool _isTry;

    /// <summary>Whether the next run is the caller's alone.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>Counts a run.</summary>
    /// <param name="batch">Its samples.</param>
    /// <param name="ticks">What it took.</param>
    /// <param name="slept">How long threads waited in it that fell asleep, all together.</param>
    public void Add(int batch, long ticks, long slept)
    {
        _samples += Math.Max(batch, 1);
        _ticks += ticks;
        _slept += slept;
        if (++_runs >= LeastRuns && _ticks >= s_windowTicks)
        {
            EndWindow((double)_ticks / _samples, isDisturbed: IsAlone || _slept > _ticks / 8);
            (_samples, _ticks, _slept, _runs) = (0, 0, 0, 0);
        }
    }

    private void EndWindow(double time, bool isDisturbed)
    {
        if (_isTry)
        {
            // Kept where it was faster; else the pause until the next try grows.
            _isTry = false;
            bool isFaster = time < _timeBefore * Margin;
            IsAlone = isFaster ? IsAlone : !IsAlone;
            _untilTry = _pause = isFaster ? FewestWindows : Math.Min(2 * _pause, MostWindows);
        }
        else if (--_untilTry <= 0 && isDisturbed)
        {
            _timeBefore = time;
            _isTry = true;
            IsAlone = !IsAlone;
        }
    }
}
