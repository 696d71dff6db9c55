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
    // What lies further outside is read here: all four pixels of it are outside.
    private const int Border = 2;

    /// <summary>Elements of a plane with its border.</summary>
    public static int PaddedSize(int height, int width) => (height + (2 * Border)) * (width + (2 * Border));

    /// <summary>Draws all pixels of a plane anew.</summary>
    /// <param name="plane">[height × width].</param>
    /// <param name="padded">Other memory: <see cref="PaddedSize"/> elements.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Pixels of a line.</param>
    public void Draw(Span<T> plane, Span<T> padded, int height, int width)
    {
        int pitch = width + (2 * Border);
        padded.Fill(fill);
        for (int y = 0; y < height; y++)
        {
            plane.Slice(y * width, width).CopyTo(padded[(((y + Border) * pitch) + Border)..]);
        }

        for (int y = 0; y < height; y++)
        {
            Span<T> line = plane.Slice(y * width, width);
            T row = T.CreateTruncating(y), startX = (across * row) + left, startY = (along * row) + top;
            if (typeof(T) == typeof(float) && Avx2.IsSupported && width >= Vector256<float>.Count)
            {
                DrawLine(
                    ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(padded)), MemoryMarshal.Cast<T, float>(line), height, pitch,
                    Single(along), Single(-across), Single(startX), Single(startY));
            }
            else
            {
                DrawLine(padded, line, height, pitch, startX, startY);
            }
        }
    }

    private void DrawLine(ReadOnlySpan<T> from, Span<T> line, int height, int pitch, T startX, T startY)
    {
        T least = T.CreateTruncating(-Border), mostX = T.CreateTruncating(line.Length), mostY = T.CreateTruncating(height);
        for (int x = 0; x < line.Length; x++)
        {
            T column = T.CreateTruncating(x);
            T placeX = T.Clamp((along * column) + startX, least, mostX), placeY = T.Clamp((-across * column) + startY, least, mostY);
            T floorX = T.Floor(placeX), floorY = T.Floor(placeY), partX = placeX - floorX, partY = placeY - floorY;
            int place = ((int.CreateTruncating(floorY) + Border) * pitch) + int.CreateTruncating(floorX) + Border;
            T upper = Mixed(from[place], from[place + 1], partX), lower = Mixed(from[place + pitch], from[place + pitch + 1], partX);
            line[x] = Mixed(upper, lower, partY);
        }
    }

    /// <summary>The same, eight pixels at once: to the bit, as each element is computed alike.</summary>
    private static void DrawLine(
        ref float from, Span<float> line, int height, int pitch, float along, float across, float startX, float startY)
    {
        Vector256<float> least = Vector256.Create((float)-Border);
        Vector256<float> mostX = Vector256.Create((float)line.Length), mostY = Vector256.Create((float)height);
        for (int start = 0; start < line.Length; start += Vector256<float>.Count)
        {
            // The last ones are drawn with those before them again.
            int x = Math.Min(start, line.Length - Vector256<float>.Count);
            Vector256<float> columns = Vector256.ConvertToSingle(Vector256.Create(x) + Vector256<int>.Indices);
            Vector256<float> placeX = Vector256.Create(along) * columns + Vector256.Create(startX);
            Vector256<float> placeY = Vector256.Create(across) * columns + Vector256.Create(startY);
            placeX = Vector256.MinNative(Vector256.MaxNative(placeX, least), mostX);
            placeY = Vector256.MinNative(Vector256.MaxNative(placeY, least), mostY);
            Vector256<float> floorX = Vector256.Floor(placeX), floorY = Vector256.Floor(placeY);
            Vector256<float> partX = placeX - floorX, partY = placeY - floorY;
            Vector256<int> places = ((Vector256.ConvertToInt32Native(floorY) + Vector256.Create(Border)) * Vector256.Create(pitch))
                + Vector256.ConvertToInt32Native(floorX) + Vector256.Create(Border);
            Vector256<float> upper = Between(ref from, places, partX), lower = Between(ref Unsafe.Add(ref from, pitch), places, partX);
            Mixed(upper, lower, partY).CopyTo(line[x..]);
        }
    }

    /// <summary>Between each place and the one to its right: neighbours are read as one number of twice the size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Between(ref float from, Vector256<int> places, Vector256<float> part)
    {
        Vector256<float> outer = Vector256.Create(
            Pair(ref from, places, 0), Pair(ref from, places, 1), Pair(ref from, places, 4), Pair(ref from, places, 5)).AsSingle();
        Vector256<float> inner = Vector256.Create(
            Pair(ref from, places, 2), Pair(ref from, places, 3), Pair(ref from, places, 6), Pair(ref from, places, 7)).AsSingle();
        return Mixed(Avx.Shuffle(outer, inner, 0b10_00_10_00), Avx.Shuffle(outer, inner, 0b11_01_11_01), part);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Pair(ref float from, Vector256<int> places, int lane) =>
        Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref from, places.GetElement(lane))));

    private static Vector256<float> Mixed(Vector256<float> a, Vector256<float> b, Vector256<float> part) => a + ((b - a) * part);

    private static T Mixed(T a, T b, T part) => a + ((b - a) * part);

    private static float Single(T value) => Unsafe.BitCast<T, float>(value);
}
