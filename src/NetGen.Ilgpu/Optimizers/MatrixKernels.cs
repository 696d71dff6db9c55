using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>Arguments of the kernels that make a matrix orthogonal.</summary>
internal struct MatrixArguments<T>
    where T : unmanaged
{
    /// <summary>Rows of the matrix as it lies in the network, and its columns.</summary>
    public int Rows;
    public int Columns;

    /// <summary>The direction, and the result.</summary>
    public ArrayView<T> Matrix;

    /// <summary>It, or its transpose where it has more rows than columns.</summary>
    public ArrayView<T> X;

    /// <summary>The transpose of <see cref="X"/>.</summary>
    public ArrayView<T> Transposed;
    public ArrayView<T> Square;
    public ArrayView<T> Factor;

    /// <summary>Sums of squares.</summary>
    public ArrayView<T> Parts;

    /// <summary>a, b and c, or what the result is multiplied by.</summary>
    public T A;
    public T B;
    public T C;
}

/// <summary>Arguments of <see cref="MatrixKernels.Multiply{T}"/>.</summary>
internal struct ProductArguments<T>
    where T : unmanaged
{
    public int Rows;
    public int Columns;
    public int Depth;

    /// <summary>Rows and columns of a group's tile, a thread for each element.</summary>
    public int Edge;
    public ArrayView<T> Left;
    public ArrayView<T> Right;
    public ArrayView<T> Result;
}

/// <summary>The parts of <see cref="Runtime.NewtonSchulz"/> on a device.</summary>
internal static class MatrixKernels
{
    /// <summary>Groups of threads that share the squares.</summary>
    public const int Groups = DeviceGroup.Chunks;

    /// <summary>parts[group] ← Σ matrix².</summary>
    public static void Squares<T>(MatrixArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> shared = SharedMemory.Allocate<T>(IlgpuDevice.ThreadsOfGroup);
        int count = g.Rows * g.Columns;
        T sum = T.Zero;
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < count; i += Groups * Group.DimX)
        {
            sum += g.Matrix[i] * g.Matrix[i];
        }

        sum = DeviceGroup.Sum(shared, sum, Group.DimX);
        if (Group.IdxX == 0)
        {
            g.Parts[Grid.IdxX] = sum;
        }
    }

    /// <summary>x and its transpose ← matrix / (√Σ parts + a). A thread for each element.</summary>
    public static void Normalize<T>(MatrixArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Rows * g.Columns)
        {
            T sum = T.Zero;
            for (int part = 0; part < Groups; part++)
            {
                sum += g.Parts[part];
            }

            T value = g.Matrix[i] / (T.Sqrt(sum) + g.A);
            int turned = ((i % g.Columns) * g.Rows) + (i / g.Columns);
            bool isWide = g.Rows <= g.Columns;
            g.X[isWide ? i : turned] = value;
            g.Transposed[isWide ? turned : i] = value;
        }
    }

    /// <summary>
    /// result[r, c] ← Σ left[k, r] · right[k, c]. A group of Edge² threads for each tile; a tile of both at a time lies in its memory.
    /// </summary>
    public static void Multiply<T>(ProductArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> lefts = SharedMemory.Allocate<T>(IlgpuDevice.ThreadsOfGroup);
        ArrayView<T> rights = SharedMemory.Allocate<T>(IlgpuDevice.ThreadsOfGroup);
        int line = Group.IdxX / g.Edge, place = Group.IdxX % g.Edge;
        int firstRow = Grid.IdxY * g.Edge, firstColumn = Grid.IdxX * g.Edge;
        T sum = T.Zero;
        for (int first = 0; first < g.Depth; first += g.Edge)
        {
            long k = first + line;
            lefts[Group.IdxX] = k < g.Depth && firstRow + place < g.Rows ? g.Left[(k * g.Rows) + firstRow + place] : T.Zero;
            rights[Group.IdxX] = k < g.Depth && firstColumn + place < g.Columns ? g.Right[(k * g.Columns) + firstColumn + place] : T.Zero;
            Group.Barrier();
            for (int i = 0; i < g.Edge; i++)
            {
                sum += lefts[(i * g.Edge) + line] * rights[(i * g.Edge) + place];
            }

            Group.Barrier();
        }

        if (firstRow + line < g.Rows && firstColumn + place < g.Columns)
        {
            g.Result[((long)(firstRow + line) * g.Columns) + firstColumn + place] = sum;
        }
    }

    /// <summary>factor ← a + b · square + c · factor, which holds the square's own square. A thread for each element.</summary>
    public static void MakeFactor<T>(MatrixArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX, least = g.Rows < g.Columns ? g.Rows : g.Columns;
        if (i < least * least)
        {
            T value = (g.B * g.Square[i]) + (g.C * g.Factor[i]);
            g.Factor[i] = i / least == i % least ? value + g.A : value;
        }
    }

    /// <summary>The transpose of x. A thread for each element.</summary>
    public static void Transpose<T>(MatrixArguments<T> g)
        where T : unmanaged
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        int least = g.Rows < g.Columns ? g.Rows : g.Columns, most = g.Rows < g.Columns ? g.Columns : g.Rows;
        if (i < least * most)
        {
            g.Transposed[i] = g.X[((i % least) * most) + (i / least)];
        }
    }

    /// <summary>matrix ← a · x, as the matrix lies. A thread for each element.</summary>
    public static void Finish<T>(MatrixArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Rows * g.Columns)
        {
            g.Matrix[i] = g.A * (g.Rows <= g.Columns ? g.X[i] : g.Transposed[i]);
        }
    }
}
