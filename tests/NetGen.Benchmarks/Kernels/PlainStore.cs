using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Benchmarks.Kernels;

/// <summary>Writes the sums of a contraction as they are.</summary>
/// <param name="y">Receives them: [sample][line][pixel][column].</param>
/// <param name="columns">Columns of a pixel.</param>
/// <param name="pixels">Pixels of a line.</param>
/// <param name="lines">Lines of a sample.</param>
internal ref struct PlainStore(ref float y, int columns, int pixels = 0, int lines = 0) : IEpilogue<float>
{
    private readonly ref float _y = ref y;
    private readonly int _columns = columns;
    private nint _line;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveTo(int sample, int y) => _line = (((nint)sample * lines) + y) * pixels * _columns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void At<V>(V value, int x, int channel)
        where V : struct, ISimd<V, float> => value.Store(ref _y, _line + ((nint)x * _columns) + channel);
}
