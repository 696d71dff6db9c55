using NetGen.Generators.Emit;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// One operand's part of a tile: how threads bring it from memory into shared memory, [product][row or column]. Each thread fetches into
/// locals while the tile before is still being multiplied, then puts them down; four numbers at a time where they are neighbours in memory.
/// </summary>
/// <param name="name">"A" or "B".</param>
/// <param name="tile">The tile.</param>
/// <param name="size">Rows (columns) of the tile.</param>
/// <param name="alongDepth">Whether neighbours in memory are neighbouring products; else neighbouring rows (columns).</param>
/// <param name="isAligned">Whether four neighbours begin at a multiple of four elements.</param>
/// <param name="element">"float" or "double".</param>
internal sealed class TileSide(string name, Tile tile, int size, bool alongDepth, bool isAligned, string element)
{
    private const string Parts = "XYZW";

    private readonly int _width = isAligned && element == "float" && size * tile.Depth % (4 * tile.Threads) == 0 ? 4 : 1;

    /// <summary>Whether what lies at sums of such multiples begins at a multiple of four elements.</summary>
    public static bool AreAligned(params int[] steps) => steps.All(step => step % 4 == 0);

    /// <summary>Loads of each thread.</summary>
    public int Loads => size * tile.Depth / (tile.Threads * _width);

    /// <summary>Elements of shared memory.</summary>
    public int SharedSize => tile.Depth * Pitch;

    /// <summary>Whether four numbers are loaded at a time.</summary>
    public bool IsWide => _width == 4;

    /// <summary>
    /// Elements from one product to the next: a few more than needed, so that threads that write side by side meet different banks.
    /// </summary>
    public int Pitch => size + 4;

    public string Shared => $"tile{name}";

    /// <summary>Row (column) and product at which a thread's load begins.</summary>
    public (string Place, string Product) At(int load)
    {
        int step = tile.Threads, first = load * step;
        if (alongDepth)
        {
            int lanes = tile.Depth / _width;
            return (Code.Sum(Code.Over("t", lanes), $"{first / lanes}"), Code.Times(Code.Modulo("t", lanes), _width));
        }

        int across = size / _width;
        return step >= across
            ? (Code.Times(Code.Modulo("t", across), _width), Code.Sum(Code.Over("t", across), $"{first / across}"))
            : (Code.Times(Code.Sum("t", $"{first % across}"), _width), $"{first / across}");
    }

    /// <summary>Fetches into locals.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="declare">Whether the locals are new.</param>
    /// <param name="view">The view, as C#.</param>
    /// <param name="place">The place of a load's first element, in elements.</param>
    /// <param name="condition">When there is something to load, else zeros; null: always.</param>
    public void Fetch(SourceWriter w, bool declare, string view, Func<int, string> place, Func<int, string>? condition)
    {
        string type = IsWide ? "Float4" : element, zero = IsWide ? "new Float4()" : DevicePrinter.Literal(0, element);
        for (int i = 0; i < Loads; i++)
        {
            string load = IsWide ? $"{view}.Cast<Float4>()[({place(i)}) / 4]" : $"{view}[{place(i)}]";
            w.Line($"{(declare ? type + " " : "")}next{name}{i} = {(condition is null ? load : $"{condition(i)} ? {load} : {zero}")};");
        }
    }

    /// <summary>Puts the locals into shared memory.</summary>
    public void Put(SourceWriter w)
    {
        for (int i = 0; i < Loads; i++)
        {
            (string place, string product) = At(i);
            for (int part = 0; part < _width; part++)
            {
                string value = IsWide ? $"next{name}{i}.{Parts[part]}" : $"next{name}{i}";
                string at = alongDepth
                    ? Code.Sum(Code.Times(Code.Sum(product, $"{part}"), Pitch), place)
                    : Code.Sum(Code.Times(product, Pitch), place, $"{part}");
                w.Line($"{Shared}[{at}] = {value};");
            }
        }
    }
}
