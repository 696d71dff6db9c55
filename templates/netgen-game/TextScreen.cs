namespace LearningGame;

/// <summary>A frame as one line: the ball o, or O near the ground, and the player _.</summary>
internal static class TextScreen
{
    private const int Width = 60;

    public static void Draw(in FallingBall ball, float player)
    {
        Span<char> line = stackalloc char[Width + 2];
        line.Fill(' ');
        (line[0], line[^1]) = ('|', '|');
        line[ColumnOf(player)] = '_';
        line[ColumnOf(ball.X)] = ball.Y > 0.3f ? 'o' : 'O';
        Console.Write('\r');
        Console.Out.Write(line);
    }

    private static int ColumnOf(float x) => 1 + Math.Clamp((int)((x + 1) / 2 * Width), 0, Width - 1);
}
