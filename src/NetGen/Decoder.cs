using System.Numerics;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Feeds a sequence to a network position by position, tokens or values: what the network found out about earlier ones is kept, so that
/// each costs as much as one position of the network.
/// </summary>
/// <typeparam name="T">The network's number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A decoder serves one thread at a time, and refuses a second; several decoders of one network work side by side. Beside a training step
/// or <c>Load</c> it waits until the weights are whole. After they changed, <see cref="Reset"/> it: what it keeps is of the old ones.
/// </remarks>
public sealed class Decoder<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DecodingProgram<T> _program;
    private int _isBusy;

    /// <summary>Makes a decoder; called by generated code.</summary>
    public Decoder(DecodingProgram<T> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        _program = program;
    }

    /// <summary>Positions fed since the beginning or the last <see cref="Reset"/>.</summary>
    public int Position { get; private set; }

    /// <summary>
    /// Most positions of a sequence: the declared length of the network's input, where it attends to positions or counts them; no end
    /// (<see cref="int.MaxValue"/>) where all it keeps are the states of recurrent layers.
    /// </summary>
    public int MaxLength => _program.Signature.IsEndless ? int.MaxValue : MostAtOnce;

    private int MostAtOnce => _program.Signature.Lengths[0];

    /// <summary>Feeds tokens behind those fed before; allocates nothing after its first use.</summary>
    /// <param name="tokens">One or more, such as the whole prompt.</param>
    /// <returns>The scores after the last of them, before softmax; they are overwritten by the next call.</returns>
    /// <exception cref="ArgumentException">There are no tokens, or one is outside the vocabulary; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// There would be more than <see cref="MaxLength"/> tokens, the network takes values, or another thread is using this decoder; nothing
    /// is changed.
    /// </exception>
    public ReadOnlySpan<T> Next(ReadOnlySpan<int> tokens)
    {
        CheckTakes(tokens: true);
        if (tokens.IsEmpty)
        {
            throw new ArgumentException("There is no token to feed.", nameof(tokens));
        }

        Enter();
        try
        {
            CheckRoom(tokens.Length, "tokens");
            while (tokens.Length > MostAtOnce)
            {
                _program.Next(tokens[..MostAtOnce], Position);
                Position += MostAtOnce;
                tokens = tokens[MostAtOnce..];
            }

            ReadOnlySpan<T> scores = _program.Next(tokens, Position);
            Position += tokens.Length;
            return scores;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>
    /// Feeds the values of the next positions, such as one reading of some sensors; allocates nothing after its first use.
    /// </summary>
    /// <param name="values">The features of one position or more, one behind the other.</param>
    /// <returns>What the network gives for the last of them; it is overwritten by the next call.</returns>
    /// <exception cref="ArgumentException">These are no whole positions, or one is not finite; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// There would be more than <see cref="MaxLength"/> positions, the network takes tokens, or another thread is using this decoder;
    /// nothing is changed.
    /// </exception>
    public ReadOnlySpan<T> Next(ReadOnlySpan<T> values)
    {
        CheckTakes(tokens: false);
        int size = _program.Signature.Inputs[0].PositionSize;
        if (values.IsEmpty || values.Length % size != 0)
        {
            throw new ArgumentException(
                Invariant($"A position has {size} values, so {values.Length} values are no positions to feed."), nameof(values));
        }

        Enter();
        try
        {
            CheckRoom(values.Length / size, "positions");
            while (values.Length > MostAtOnce * size)
            {
                _program.Next(values[..(MostAtOnce * size)], Position);
                Position += MostAtOnce;
                values = values[(MostAtOnce * size)..];
            }

            ReadOnlySpan<T> result = _program.Next(values, Position);
            Position += values.Length / size;
            return result;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Forgets all that was fed: the next one begins a new sequence.</summary>
    /// <exception cref="InvalidOperationException">Another thread is using this decoder.</exception>
    public void Reset()
    {
        Enter();
        Position = 0;
        Volatile.Write(ref _isBusy, 0);
    }

    /// <summary>Ends the decoder's threads.</summary>
    public void Dispose() => _program.Dispose();

    private void CheckTakes(bool tokens)
    {
        if (_program.Signature.Inputs[0].IsTokens != tokens)
        {
            throw new InvalidOperationException(
                tokens
                    ? "The network takes values, not tokens: feed spans of its numbers."
                    : "The network takes tokens, not values: feed spans of int.");
        }
    }

    private void CheckRoom(int count, string what)
    {
        if (count > MaxLength - Position)
        {
            throw new InvalidOperationException(
                Invariant($"A sequence has at most {MaxLength} {what} (MaxLength): {Position} were fed, and ")
                    + Invariant($"{count} more do not fit. Reset starts a new one."));
        }
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            throw new InvalidOperationException(
                "The decoder is at work on another thread; it feeds one sequence, for one thread at a time. "
                    + "Make a decoder for each: CreateDecoder.");
        }
    }
}
