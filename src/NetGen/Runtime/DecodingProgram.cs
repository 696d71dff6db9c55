using System.ComponentModel;
using System.Numerics;
using static System.FormattableString;

namespace NetGen.Runtime;

/// <summary>
/// A forward pass over the next positions of one sequence: <see cref="Worker.Past"/> came before them, whose keys, values and states lie in
/// the cache, and <see cref="Worker.Length"/> are new.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DecodingProgram<T> : ForwardProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Allocates the program's memory, for one sequence.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="threads">Threads; 0 for the default.</param>
    /// <param name="plan">One input, one output, one length: the most positions of a sequence.</param>
    protected DecodingProgram(ParameterStore<T> store, int threads, ProgramPlan plan)
        : base(store, 1, threads, plan)
    {
    }

    private protected override bool ReadsLabels => false;

    /// <summary>Runs over a sequence from its beginning.</summary>
    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        Execute(count, lengths);
        return Result(count);
    }

    /// <summary>Scores after the last of the tokens; they stay until the next run.</summary>
    /// <exception cref="ArgumentException">A token is outside the vocabulary.</exception>
    internal ReadOnlySpan<T> Next(ReadOnlySpan<int> tokens, int past)
    {
        tokens.CopyTo(Tokens(0));
        return Run(tokens.Length, past);
    }

    /// <summary>The same behind the values of the next positions.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    internal ReadOnlySpan<T> Next(ReadOnlySpan<T> values, int past)
    {
        InputPlan input = Signature.Inputs[0];
        ValueChecks.CheckInput(input, values, values.Length, nameof(values));
        values.CopyTo(Values(0));
        return Run(values.Length / input.PositionSize, past);
    }

    private ReadOnlySpan<T> Run(int length, int past)
    {
        if (!Signature.IsEndless && (uint)past > (uint)(Signature.Lengths[0] - length))
        {
            throw new ArgumentOutOfRangeException(
                nameof(past), past, Invariant($"{length} positions behind so many do not fit into {Signature.Lengths[0]}."));
        }

        ReadOnlySpan<int> lengths = new(in length);
        using (Gate.Read())
        {
            RunForward(1, lengths, past);
        }

        OutputPlan output = Signature.Outputs[0];
        return OutputRow(output, 0, output.RowsAt(lengths) - 1);
    }
}
