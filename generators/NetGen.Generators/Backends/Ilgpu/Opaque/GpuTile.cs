using NetGen.Generators.Emit;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>
/// A tile of a product, shared by the threads of a group: thread (x, y) computes rows y, y + Down, … and columns x, x + Across, …,
/// each sum in a variable of its own.
/// </summary>
/// <param name="Across">Threads along a row.</param>
/// <param name="Down">Threads along a column.</param>
/// <param name="RowsEach">Rows of a thread.</param>
/// <param name="ColumnsEach">Columns of a thread.</param>
internal sealed record GpuTile(int Across, int Down, int RowsEach, int ColumnsEach)
{
    public int Threads => Across * Down;

    public int Rows => Down * RowsEach;

    public int Columns => Across * ColumnsEach;

    /// <summary>x and y: the place of the thread.</summary>
    public string Place => $"int x = Group.IdxX % {Across}, y = Group.IdxX / {Across};";

    /// <summary>Row <paramref name="a"/> of the thread: "y + 8".</summary>
    public string Row(int a) => a == 0 ? "y" : $"y + {a * Down}";

    /// <summary>Column <paramref name="b"/> of the thread: "x + 16".</summary>
    public string Column(int b) => b == 0 ? "x" : $"x + {b * Across}";

    /// <summary>The offset of the thread's row in a matrix with so many elements in a row.</summary>
    public string RowOffset(int a, int pitch) => a == 0 ? $"y * {pitch}" : $"({Row(a)}) * {pitch}";

    /// <summary>The offset of the row of a matrix that belongs to the thread's column.</summary>
    public string ColumnOffset(int b, int pitch) => b == 0 ? $"x * {pitch}" : $"({Column(b)}) * {pitch}";

    /// <summary>Declares the sums s0_0, s0_1, …, which start at 0.</summary>
    public void Declare(SourceWriter w, string element, string name, string zero, int? columnsEach = null)
    {
        for (int a = 0; a < RowsEach; a++)
        {
            w.Declare(element, Enumerable.Range(0, columnsEach ?? ColumnsEach).Select(b => $"{name}{a}_{b} = {zero}"));
        }
    }

    /// <summary>Adds the products of one step: the factors of the thread's rows by those of its columns.</summary>
    public void Multiply(
        SourceWriter w, string element, string name, string left, Func<int, string> rowAt,
        string right, Func<int, string> columnAt, int? columnsEach = null)
    {
        int columns = columnsEach ?? ColumnsEach;
        w.Declare(element, Enumerable.Range(0, RowsEach).Select(a => $"{left}{a} = {rowAt(a)}"));
        w.Declare(element, Enumerable.Range(0, columns).Select(b => $"{right}{b} = {columnAt(b)}"));
        for (int a = 0; a < RowsEach; a++)
        {
            w.Statements(Enumerable.Range(0, columns).Select(b => $"{name}{a}_{b} += {left}{a} * {right}{b};"));
        }
    }

    public static int Pieces(int count, int size) => (count + size - 1) / size;
}
