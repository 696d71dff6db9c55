namespace LearningGame;

/// <summary>A ball that falls between two walls, which throw it back. x from −1 to 1, y from 1, the top, to 0, the ground.</summary>
internal struct FallingBall
{
    private const float Gravity = 0.0006f;

    public float X, Y, SpeedX, SpeedY;

    public static FallingBall Thrown(Random random) => new()
    {
        X = (2 * random.NextSingle()) - 1,
        Y = 1,
        SpeedX = 0.06f * (random.NextSingle() - 0.5f),
        SpeedY = 0,
    };

    public readonly bool IsDown => Y <= 0;

    /// <summary>One frame.</summary>
    public void Move()
    {
        SpeedY -= Gravity;
        X += SpeedX;
        Y += SpeedY;
        if (MathF.Abs(X) > 1)
        {
            X = (2 * MathF.Sign(X)) - X;
            SpeedX = -SpeedX;
        }
    }

    /// <summary>What the network sees of it, each number near −1 to 1.</summary>
    public readonly void Write(Span<float> values)
    {
        values[0] = X;
        values[1] = (2 * Y) - 1;
        values[2] = SpeedX / 0.03f;
        values[3] = SpeedY / 0.03f;
    }
}
