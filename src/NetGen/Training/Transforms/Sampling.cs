using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

/// <summary>
/// Draws a plane of pixels from another: (x, y) from the four about (along · x + across · y + left, along · y − across · x + top), which
/// count by how near they are. Places outside have a value of their own.
/// </summary>
internal readonly struct Sampling<T>(T along, T across, T left, T top, T fill)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Draws all pixels.</summary>
    /// <param name="from">[height × width].</param>
    /// <param name="to">[height × width], other memory.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Pixels of a line.</param>
    public void Draw(ReadOnlySpan<T> from, Span<T> to, int height, int width)
    {
        for (int y = 0; y < height; y++)
        {
            Span<T> line = to.Slice(y * width, width);
            T row = T.CreateTruncating(y), startX = (across * row) + left, startY = (along * row) + top;
            if (typeof(T) == typeof(float) && Avx2.IsSupported && width >= Vector256<float>.Count)
            {
                DrawLine(
                    MemoryMarshal.Cast<T, float>(from), MemoryMarshal.Cast<T, float>(line), height,
                    Single(along), Single(-across), Single(startX), Single(startY), Single(fill));
            }
            else
            {
                DrawLine(from, line, height, startX, startY);
            }
        }
    }

    private void DrawLine(ReadOnlySpan<T> from, Span<T> line, int height, T startX, T startY)
    {
        for (int x = 0; x < line.Length; x++)
        {
            T column = T.CreateTruncating(x), placeX = (along * column) + startX, placeY = (-across * column) + startY;
            T floorX = T.Floor(placeX), floorY = T.Floor(placeY), partX = placeX - floorX, partY = placeY - floorY;
            int left = int.CreateSaturating(floorX), top = int.CreateSaturating(floorY);
            T upper = Mixed(At(from, left, top, line.Length, height), At(from, left + 1, top, line.Length, height), partX);
            T lower = Mixed(At(from, left, top + 1, line.Length, height), At(from, left + 1, top + 1, line.Length, height), partX);
            line[x] = Mixed(upper, lower, partY);
        }
    }

    /// <summary>The same, eight pixels at once: to the bit, as each element is computed alike.</summary>
    private static void DrawLine(
        ReadOnlySpan<float> from, Span<float> line, int height, float along, float across, float startX, float startY, float fill)
    {
        Vector256<int> lastX = Vector256.Create(line.Length - 1), lastY = Vector256.Create(height - 1), width = Vector256.Create(line.Length);
        for (int x = 0; x < line.Length; x += Vector256<float>.Count)
        {
            // The last ones are drawn with those before them again.
            x = Math.Min(x, line.Length - Vector256<float>.Count);
            Vector256<float> columns = Vector256.ConvertToSingle(Vector256.Create(x) + Vector256<int>.Indices);
            Vector256<float> placeX = (Vector256.Create(along) * columns) + Vector256.Create(startX);
            Vector256<float> placeY = (Vector256.Create(across) * columns) + Vector256.Create(startY);
            Vector256<float> floorX = Vector256.Floor(placeX), floorY = Vector256.Floor(placeY);
            Vector256<float> partX = placeX - floorX, partY = placeY - floorY;
            Vector256<int> left = Vector256.ConvertToInt32(floorX), top = Vector256.ConvertToInt32(floorY);
            Vector256<int> place = (top * width) + left;
            Vector256<int> isLeft = Inside(left, lastX), isRight = Inside(left + Vector256<int>.One, lastX);
            Vector256<int> isTop = Inside(top, lastY), isBottom = Inside(top + Vector256<int>.One, lastY);
            Vector256<float> upper = Mixed(
                Gather(from, place, isLeft & isTop, fill), Gather(from, place + Vector256<int>.One, isRight & isTop, fill), partX);
            Vector256<float> lower = Mixed(
                Gather(from, place + width, isLeft & isBottom, fill),
                Gather(from, place + width + Vector256<int>.One, isRight & isBottom, fill),
                partX);
            Mixed(upper, lower, partY).CopyTo(line[x..]);
        }
    }

    /// <summary>Reads none but the places of the mask.</summary>
    private static unsafe Vector256<float> Gather(ReadOnlySpan<float> from, Vector256<int> places, Vector256<int> mask, float other)
    {
        fixed (float* first = from)
        {
            return Avx2.GatherMaskVector256(Vector256.Create(other), first, places, mask.AsSingle(), sizeof(float));
        }
    }

    private static Vector256<int> Inside(Vector256<int> place, Vector256<int> last) =>
        Vector256.GreaterThanOrEqual(place, Vector256<int>.Zero) & Vector256.LessThanOrEqual(place, last);

    private static Vector256<float> Mixed(Vector256<float> a, Vector256<float> b, Vector256<float> part) => a + ((b - a) * part);

    private static T Mixed(T a, T b, T part) => a + ((b - a) * part);

    private T At(ReadOnlySpan<T> from, int x, int y, int width, int height) =>
        (uint)x < (uint)width && (uint)y < (uint)height ? from[(y * width) + x] : fill;

    private static float Single(T value) => Unsafe.BitCast<T, float>(value);
}
