using System.Globalization;
using LearningGame;

// Balls fall between two walls, and a player runs to where it thinks they will land. What it saw of earlier throws teaches it, in the
// two milliseconds that a frame leaves. An engine of yours calls Learn in its update, and Guess where the player decides.
int throws = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
bool isShown = !Console.IsOutputRedirected;
using LearningPlayer player = new();
Random random = new(1);
int caught = 0;
float place = 0;
for (int i = 1; i <= throws; i++)
{
    FallingBall ball = FallingBall.Thrown(random);
    while (!ball.IsDown)
    {
        place += Math.Clamp(player.Guess(ball) - place, -0.05f, 0.05f);
        ball.Move();
        player.Learn(TimeSpan.FromMilliseconds(2));
        if (isShown)
        {
            TextScreen.Draw(ball, place);
        }
    }

    player.Landed(ball.X);
    caught += MathF.Abs(place - ball.X) < 0.1f ? 1 : 0;
    if (i % 25 == 0)
    {
        Console.WriteLine($"{(isShown ? "\r" : "")}{caught} of the last 25 caught; {player.Steps} steps of training so far");
        caught = 0;
    }
}
