using System.Numerics;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Feeds a sequence to a network token by token: what the network found out about earlier tokens is kept, so that each costs as much as
/// one position of the network.
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

    /// <summary>Tokens fed since the beginning or the last <see cref="Reset"/>.</summary>
    public int Position { get; private set; }

    /// <summary>Most tokens of a sequence: the declared length of the network's input.</summary>
    public int MaxLength => _program.Signature.Lengths[0];

    /// <summary>Feeds tokens behind those fed before; allocates nothing after its first use.</summary>
    /// <param name="tokens">One or more, such as the whole prompt.</param>
    /// <returns>The scores after the last of them, before softmax; they are overwritten by the next call.</returns>
    /// <exception cref="ArgumentException">There are no tokens, or one is outside the vocabulary; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// There would be more than <see cref="MaxLength"/> tokens, or another thread is using this decoder; nothing is changed.
    /// </exception>
    public ReadOnlySpan<T> Next(ReadOnlySpan<int> tokens)
    {
        if (tokens.IsEmpty)
        {
            throw new ArgumentException("There is no token to feed.", nameof(tokens));
        }

        Enter();
        try
        {
            int position = Position;
            if (tokens.Length > MaxLength - position)
            {
                throw new InvalidOperationException(
                    Invariant($"A sequence has at most {MaxLength} tokens (MaxLength): {position} were fed, and ")
                        + Invariant($"{tokens.Length} more do not fit. Reset starts a new one."));
            }

            ReadOnlySpan<T> scores = _program.Next(tokens, position);
            Position = position + tokens.Length;
            return scores;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Forgets all tokens: the next one begins a new sequence.</summary>
    /// <exception cref="InvalidOperationException">Another thread is using this decoder.</exception>
    public void Reset()
    {
        Enter();
        Position = 0;
        Volatile.Write(ref _isBusy, 0);
    }

    /// <summary>Ends the decoder's threads.</summary>
    public void Dispose() => _program.Dispose();

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
