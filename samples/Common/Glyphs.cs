namespace Samples;

/// <summary>
/// The pen strokes of the ten digits, in several ways of writing each: what <see cref="SyntheticDigits"/> distorts and draws.
/// </summary>
internal static class Glyphs
{
    private const int PointsPerSpan = 6;

    private static readonly Point[][][][] Ways =
    [
        [ // 0
            [Arc(0.5f, 0.5f, 0.5f, 0.5f, -75, -440)],
            [Arc(0.5f, 0.5f, 0.42f, 0.5f, -50, -395)],
            [Arc(0.5f, 0.52f, 0.48f, 0.46f, -110, 270)],
        ],
        [ // 1
            [Line(0.5f, 0, 0.5f, 1)],
            [Line(0.56f, 0, 0.46f, 1)],
            [Line(0.22f, 0.24f, 0.56f, 0), Line(0.56f, 0, 0.54f, 1)],
            [Line(0.25f, 0.2f, 0.54f, 0), Line(0.54f, 0, 0.54f, 1), Line(0.18f, 1, 0.88f, 0.99f)],
        ],
        [ // 2
            [Curve(0.05f, 0.26f, 0.22f, 0.04f, 0.58f, 0, 0.9f, 0.22f, 0.8f, 0.48f, 0.42f, 0.76f, 0.03f, 1), Line(0.03f, 1, 1, 0.96f)],
            [Curve(
                0.06f, 0.22f, 0.3f, 0.02f, 0.7f, 0.02f, 0.9f, 0.26f, 0.7f, 0.56f, 0.36f, 0.86f,
                0.12f, 0.98f, 0.02f, 0.86f, 0.22f, 0.78f, 0.6f, 0.94f, 1, 0.92f)],
            [
                Curve(0.02f, 0.12f, 0.4f, 0, 0.82f, 0.1f, 0.84f, 0.36f, 0.5f, 0.7f, 0.08f, 0.97f),
                Curve(0.08f, 0.97f, 0.4f, 0.9f, 0.7f, 1, 1, 0.96f),
            ],
        ],
        [ // 3
            [
                Curve(0.06f, 0.14f, 0.4f, 0, 0.84f, 0.12f, 0.8f, 0.36f, 0.36f, 0.47f),
                Curve(0.36f, 0.47f, 0.86f, 0.54f, 0.95f, 0.78f, 0.6f, 1, 0.22f, 0.97f, 0.02f, 0.84f),
            ],
            [
                Line(0.08f, 0.02f, 0.9f, 0.02f), Line(0.9f, 0.02f, 0.4f, 0.42f),
                Curve(0.4f, 0.42f, 0.84f, 0.5f, 0.94f, 0.76f, 0.6f, 0.99f, 0.04f, 0.92f),
            ],
            [Curve(0.1f, 0.05f, 0.62f, 0, 0.86f, 0.2f, 0.62f, 0.4f, 0.42f, 0.46f, 0.7f, 0.52f, 0.92f, 0.74f, 0.62f, 0.97f, 0.04f, 0.98f)],
        ],
        [ // 4
            [Line(0.62f, 0, 0.02f, 0.64f), Line(0.02f, 0.64f, 1, 0.62f), Line(0.74f, 0.3f, 0.7f, 1)],
            [Curve(0.16f, 0, 0.08f, 0.3f, 0.1f, 0.52f, 0.5f, 0.55f, 0.86f, 0.46f), Line(0.9f, 0, 0.82f, 1)],
            [Line(0.66f, 0, 0, 0.68f), Line(0, 0.68f, 0.98f, 0.66f), Line(0.66f, 0, 0.66f, 1)],
        ],
        [ // 5
            [
                Line(0.88f, 0.01f, 0.2f, 0.04f), Line(0.2f, 0.04f, 0.13f, 0.44f),
                Curve(0.13f, 0.44f, 0.5f, 0.35f, 0.92f, 0.5f, 0.92f, 0.8f, 0.56f, 1, 0.18f, 0.98f, 0.02f, 0.86f),
            ],
            [Curve(0.3f, 0.06f, 0.22f, 0.42f, 0.5f, 0.44f, 0.84f, 0.6f, 0.76f, 0.88f, 0.4f, 1, 0.02f, 0.94f), Line(0.3f, 0.06f, 0.98f, 0)],
        ],
        [ // 6
            [Curve(
                0.78f, 0.01f, 0.36f, 0.2f, 0.08f, 0.6f, 0.2f, 0.92f, 0.54f, 1, 0.88f, 0.82f,
                0.8f, 0.58f, 0.5f, 0.5f, 0.2f, 0.62f, 0.1f, 0.76f)],
            [Curve(0.5f, 0, 0.2f, 0.34f, 0.06f, 0.72f, 0.26f, 0.98f, 0.68f, 0.97f, 0.86f, 0.74f, 0.62f, 0.58f, 0.28f, 0.68f, 0.12f, 0.86f)],
        ],
        [ // 7
            [Line(0.03f, 0.04f, 0.95f, 0.03f), Curve(0.95f, 0.03f, 0.64f, 0.42f, 0.38f, 1)],
            [Line(0.05f, 0.05f, 0.94f, 0.04f), Curve(0.94f, 0.04f, 0.66f, 0.46f, 0.46f, 1), Line(0.28f, 0.54f, 0.88f, 0.5f)],
            [Line(0.06f, 0.2f, 0.08f, 0.04f), Line(0.08f, 0.04f, 0.92f, 0.02f), Line(0.92f, 0.02f, 0.34f, 1)],
        ],
        [ // 8
            [Curve(
                0.86f, 0.14f, 0.5f, 0, 0.14f, 0.16f, 0.28f, 0.38f, 0.66f, 0.54f, 0.9f, 0.78f,
                0.5f, 1, 0.1f, 0.8f, 0.32f, 0.54f, 0.72f, 0.36f, 0.86f, 0.14f)],
            [Arc(0.5f, 0.24f, 0.36f, 0.24f, 90, 455), Arc(0.5f, 0.74f, 0.46f, 0.26f, -90, 275)],
        ],
        [ // 9
            [Curve(0.88f, 0.2f, 0.5f, 0, 0.1f, 0.2f, 0.2f, 0.45f, 0.56f, 0.48f, 0.88f, 0.2f), Line(0.88f, 0.2f, 0.78f, 1)],
            [
                Curve(0.86f, 0.16f, 0.44f, 0, 0.08f, 0.24f, 0.28f, 0.48f, 0.68f, 0.42f, 0.86f, 0.16f),
                Curve(0.86f, 0.16f, 0.92f, 0.56f, 0.7f, 0.94f, 0.2f, 0.96f),
            ],
            [Curve(0.84f, 0.1f, 0.4f, 0.02f, 0.12f, 0.28f, 0.4f, 0.46f, 0.8f, 0.24f, 0.84f, 0.1f, 0.76f, 0.5f, 0.56f, 1)],
        ],
    ];

    /// <summary>How many ways of writing the digit there are.</summary>
    public static int WaysToWrite(int digit) => Ways[digit].Length;

    /// <summary>The strokes of one way: connected points in a unit square, x to the right and y down.</summary>
    public static IReadOnlyList<Point[]> Strokes(int digit, int way) => Ways[digit][way];

    private static Point[] Line(float x0, float y0, float x1, float y1)
    {
        var points = new Point[PointsPerSpan + 1];
        for (int i = 0; i < points.Length; i++)
        {
            float t = i / (float)PointsPerSpan;
            points[i] = new Point(x0 + t * (x1 - x0), y0 + t * (y1 - y0));
        }

        return points;
    }

    // Angles in degrees: 0 is right, 90 down (y points down).
    private static Point[] Arc(float x, float y, float radiusX, float radiusY, float from, float to)
    {
        var points = new Point[(int)(MathF.Abs(to - from) / 12) + 2];
        for (int i = 0; i < points.Length; i++)
        {
            float angle = (from + (to - from) * i / (points.Length - 1)) * MathF.PI / 180;
            points[i] = new Point(x + radiusX * MathF.Cos(angle), y + radiusY * MathF.Sin(angle));
        }

        return points;
    }

    // A Catmull-Rom spline through the points.
    private static Point[] Curve(params float[] xy)
    {
        int knots = xy.Length / 2;
        var points = new List<Point>((knots - 1) * PointsPerSpan + 1);
        for (int span = 0; span < knots - 1; span++)
        {
            Point before = Knot(span - 1), from = Knot(span), to = Knot(span + 1), after = Knot(span + 2);
            for (int i = 0; i < PointsPerSpan; i++)
            {
                float t = i / (float)PointsPerSpan;
                points.Add(new Point(Spline(before.X, from.X, to.X, after.X, t), Spline(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }

        points.Add(Knot(knots - 1));
        return [.. points];

        Point Knot(int index)
        {
            int k = Math.Clamp(index, 0, knots - 1);
            return new Point(xy[2 * k], xy[2 * k + 1]);
        }
    }

    private static float Spline(float before, float from, float to, float after, float t) =>
        from + 0.5f * t * (to - before + t * (2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before)));
}

/// <summary>A point on the page.</summary>
internal readonly record struct Point(float X, float Y);
