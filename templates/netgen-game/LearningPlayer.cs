using System.Diagnostics;
using NetGen;

namespace LearningGame;

/// <summary>A player that remembers what it saw of earlier throws and learns from it in the time that a frame leaves.</summary>
internal sealed class LearningPlayer : IDisposable
{
    private const int Remembered = 4096, Batch = 32;

    private readonly CatcherNetwork _network = new(seed: 1);
    private readonly CatcherNetwork.Trainer _trainer;
    private readonly float[] _seen = new float[4 * Remembered], _landings = new float[Remembered];
    private readonly float[] _inputs = new float[4 * Batch], _targets = new float[Batch];
    private readonly float[] _input = new float[4], _output = new float[1];
    private readonly Random _random = new(2);
    private int _known, _flying;

    public LearningPlayer() => _trainer = _network.CreateTrainer(new AdamW(3e-3f), Batch);

    /// <summary>Steps of training so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Looks at a ball: where does the player think that it will land?</summary>
    public float Guess(in FallingBall ball)
    {
        ball.Write(_input);
        _network.Predict(_input, _output);
        _input.CopyTo(_seen, 4 * ((_known + _flying++) % Remembered));
        return _output[0];
    }

    /// <summary>Tells where the ball landed that the player has looked at; what it saw longest ago is forgotten.</summary>
    public void Landed(float place)
    {
        for (; _flying > 0; _flying--, _known++)
        {
            _landings[_known % Remembered] = place;
        }
    }

    /// <summary>Learns for so long at most: a step of 32 sights takes some microseconds and allocates nothing.</summary>
    public void Learn(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        int sights = Math.Min(_known, Remembered - _flying);
        while (sights >= Batch && Stopwatch.GetElapsedTime(start) < time)
        {
            for (int i = 0; i < Batch; i++)
            {
                int place = (_known - 1 - _random.Next(sights)) % Remembered;
                _seen.AsSpan(4 * place, 4).CopyTo(_inputs.AsSpan(4 * i));
                _targets[i] = _landings[place];
            }

            _trainer.Step(_inputs, _targets);
            Steps++;
        }
    }

    public void Dispose() => _trainer.Dispose();
}
