namespace Samples;

/// <summary>
/// Digits drawn by code, for a machine without the real ones: strokes under a random bend, slant, turn, size and pen width,
/// anti-aliased on 28×28 pixels, with a little noise. The same seed draws the same digits.
/// </summary>
internal static class SyntheticDigits
{
    /// <summary>Height and width of a picture, in pixels.</summary>
    public const int Size = 28;

    /// <summary>Pixels of a picture.</summary>
    public const int Pixels = Size * Size;

    /// <summary>Draws digits, each of the ten equally often.</summary>
    /// <param name="count">Number of digits.</param>
    /// <param name="seed">Equal seeds draw equal digits.</param>
    public static DigitImages Draw(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Random(seed);
        var pixels = new byte[count * Pixels];
        var labels = new byte[count];
        var ink = new float[Pixels];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 10);
        }

        random.Shuffle(labels);
        for (int i = 0; i < count; i++)
        {
            Array.Clear(ink);
            DrawStrokes(labels[i], ink, random);
            Develop(ink, pixels.AsSpan(i * Pixels, Pixels), random);
        }

        return new DigitImages(pixels, labels);
    }

    private static void DrawStrokes(int digit, float[] ink, Random random)
    {
        var hand = new Hand(random);
        float radius = Between(random, 0.75f, 1.75f);
        foreach (Point[] stroke in Glyphs.Strokes(digit, random.Next(Glyphs.WaysToWrite(digit))))
        {
            // The pen presses unevenly along a stroke.
            float start = radius * Between(random, 0.8f, 1.2f), end = radius * Between(random, 0.75f, 1.15f);
            Point from = hand.Place(stroke[0]);
            for (int i = 1; i < stroke.Length; i++)
            {
                Point to = hand.Place(stroke[i]);
                DrawSegment(from, to, start + (end - start) * i / stroke.Length, ink);
                from = to;
            }
        }
    }

    // A pixel is as dark as the pen covers it: full inside the radius, fading over one pixel at the edge.
    private static void DrawSegment(Point from, Point to, float radius, float[] ink)
    {
        float dx = to.X - from.X, dy = to.Y - from.Y;
        float lengthSquared = MathF.Max(dx * dx + dy * dy, 1e-9f);
        int top = Pixel(MathF.Min(from.Y, to.Y) - radius - 1), bottom = Pixel(MathF.Max(from.Y, to.Y) + radius + 1);
        int left = Pixel(MathF.Min(from.X, to.X) - radius - 1), right = Pixel(MathF.Max(from.X, to.X) + radius + 1);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                float along = Math.Clamp(((x - from.X) * dx + (y - from.Y) * dy) / lengthSquared, 0, 1);
                float offX = from.X + along * dx - x, offY = from.Y + along * dy - y;
                float cover = Math.Clamp(radius + 0.5f - MathF.Sqrt(offX * offX + offY * offY), 0, 1);
                ref float pixel = ref ink[y * Size + x];
                pixel = MathF.Max(pixel, cover);
            }
        }

        static int Pixel(float value) => Math.Clamp((int)MathF.Round(value), 0, Size - 1);
    }

    private static void Develop(float[] ink, Span<byte> pixels, Random random)
    {
        float brightness = Between(random, 200, 255);
        float noise = Between(random, 0, 24);
        for (int i = 0; i < pixels.Length; i++)
        {
            // The sum of two uniform numbers is near enough to a bell curve; the page itself stays mostly black.
            float grain = (random.NextSingle() + random.NextSingle() - 1) * noise;
            pixels[i] = (byte)Math.Clamp(ink[i] * brightness + grain, 0, 255);
        }
    }

    private static float Between(Random random, float low, float high) => low + (high - low) * random.NextSingle();

    /// <summary>One hand's way of writing one digit: maps the unit square of the strokes to pixels.</summary>
    private sealed class Hand
    {
        private readonly float _bendX, _bendY, _waveX, _waveY, _phaseX, _phaseY;
        private readonly float _xx, _xy, _yx, _yy, _x, _y;

        public Hand(Random random)
        {
            _bendX = Between(random, -0.09f, 0.09f);
            _bendY = Between(random, -0.07f, 0.07f);
            _waveX = Between(random, 2, 6);
            _waveY = Between(random, 2, 6);
            _phaseX = Between(random, 0, MathF.Tau);
            _phaseY = Between(random, 0, MathF.Tau);

            float turn = Between(random, -0.2f, 0.2f), slant = Between(random, -0.15f, 0.4f);
            float width = Between(random, 8.5f, 15), height = Between(random, 15.5f, 20);
            (float sin, float cos) = MathF.SinCos(turn);
            _xx = width * cos;
            _yx = width * sin;
            _xy = -height * (sin + slant * cos);
            _yy = height * (cos - slant * sin);
            _x = (Size - 1) / 2f + Between(random, -1.5f, 1.5f);
            _y = (Size - 1) / 2f + Between(random, -1.5f, 1.5f);
        }

        public Point Place(Point p)
        {
            float x = p.X - 0.5f + _bendX * MathF.Sin(_waveX * p.Y + _phaseX);
            float y = p.Y - 0.5f + _bendY * MathF.Sin(_waveY * p.X + _phaseY);
            return new Point(_x + _xx * x + _xy * y, _y + _yx * x + _yy * y);
        }
    }
}

/// <summary>Pictures as bytes, 0 black to 255 white, row by row and one after another, and the digit each shows.</summary>
internal sealed record DigitImages(byte[] Pixels, byte[] Labels);
