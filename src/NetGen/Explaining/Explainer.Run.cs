using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <content>From what was asked to what is found.</content>
public sealed partial class Explainer<T>
{
    /// <summary>Runs a program over samples, a batch at a time, and copies one or two of its outputs.</summary>
    /// <param name="source">Which program.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="output">Which of its outputs.</param>
    /// <param name="values">Receives it, sample by sample.</param>
    /// <param name="name">What the parameter is called.</param>
    /// <param name="other">Another one; −1 for none.</param>
    /// <param name="otherValues">Receives that.</param>
    private void Run(
        ExplanationProgram<T> source, in ExplainerRequest<T> request, int output, Span<T> values, string name, int other = -1,
        Span<T> otherValues = default)
    {
        ProgramPlan plan = source.Plan;
        int count = Check(plan, request, out int length);
        CheckResult(plan, output, count, length, values, name, request, mayBeEmpty: other >= 0);
        if (other >= 0)
        {
            CheckResult(plan, other, count, length, otherValues, "gradients", request, mayBeEmpty: true);
        }

        Enter();
        try
        {
            InferenceProgram<T> program = source.Made(Capacity, _threads);
            using (_network.Gate.Read())
            {
                for (int start = 0; start < count; start += program.Capacity)
                {
                    int batch = Math.Min(program.Capacity, count - start);
                    Put(program, request, start, batch, length);
                    program.Predict(batch, Lengths(in length));
                    Take(program, output, start, batch, values, count, length);
                    Take(program, other, start, batch, otherValues, count, length);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Number of the samples, and positions of each.</summary>
    private int Check(ProgramPlan plan, in ExplainerRequest<T> request, out int length)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        bool isTokens = !request.Tokens.IsEmpty || request.Length > 0;
        string name = isTokens ? "tokens" : "samples";
        InputPlan input = plan.Inputs[0];
        Staging.CheckKind(input, isTokens, name);
        length = plan.Lengths.Count > 0 ? plan.Lengths[0] : 0;
        if (isTokens)
        {
            Staging.CheckLength(request.Length, input.Shape[0], nameof(length));
            if (input.Length < 0 && request.Length != input.Shape[0])
            {
                throw new ArgumentException(
                    Invariant($"A sample has {input.Shape[0]} positions, not {request.Length}."), nameof(length));
            }

            length = plan.Lengths.Count > 0 ? request.Length : length;
        }

        ReadOnlySpan<int> lengths = Lengths(in length);
        int elements = request.Samples.Length + request.Tokens.Length, size = input.SizeAt(lengths), count = elements / size;
        if (count == 0 || count * size != elements)
        {
            string shape = Words.Elements(Staging.ShapeAt(input, lengths));
            throw new ArgumentException($"{Words.Are(elements, isTokens ? "token" : "value")} not whole samples of {shape}.", name);
        }

        ValueChecks.CheckInput(input, request.Samples, size, name);
        if (isTokens)
        {
            Staging.CheckTokens(input, request.Tokens, size, name);
        }

        for (int i = 1; i < plan.Inputs.Count; i++)
        {
            CheckFurther(plan, i, request, count, lengths);
        }

        return count;
    }

    private void CheckFurther(ProgramPlan plan, int i, in ExplainerRequest<T> request, int count, ReadOnlySpan<int> lengths)
    {
        InputPlan input = plan.Inputs[i];
        int size = input.SizeAt(lengths);
        if (input.Name == "seed" && request.Seeds.IsEmpty)
        {
            if ((uint)request.Output >= (uint)size)
            {
                throw new ArgumentOutOfRangeException(
                    "output", request.Output, Invariant($"The network has outputs 0 to {size - 1} for a sample."));
            }

            return;
        }

        bool isSeed = input.Name == "seed", isPath = input.Name == "path";
        ReadOnlySpan<T> given = isSeed ? request.Seeds : isPath ? request.Path : request.References;
        string name = isSeed ? "seeds" : isPath ? "path" : "references";
        bool mayBeNone = !isSeed && plan == _plan.Gradient.Plan, mayBeOne = !isSeed;
        if (!(mayBeNone && given.IsEmpty) && !(mayBeOne && given.Length == size) && given.Length != (long)count * size)
        {
            string one = mayBeOne ? Invariant($"{size} for all samples or ") : "";
            throw new ArgumentException(
                Invariant($"{Words.Counted(count, "sample")} take {one}{(long)count * size} {name}, not {given.Length}."), name);
        }

        ValueChecks.CheckInput(input, given, size, name);
    }

    private void CheckResult(
        ProgramPlan plan, int output, int count, int length, Span<T> values, string name, in ExplainerRequest<T> request, bool mayBeEmpty)
    {
        long size = (long)count * ResultSize(plan, output, length);
        if (values.Length != size && !(values.IsEmpty && mayBeEmpty))
        {
            throw new ArgumentException(
                Invariant($"{Words.Counted(count, "sample")} {(count == 1 ? "has" : "have")} {size} {name}, not {values.Length}."), name);
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Overlaps(MemoryMarshal.AsBytes(request.Samples)) || bytes.Overlaps(MemoryMarshal.AsBytes(request.Tokens))
            || bytes.Overlaps(MemoryMarshal.AsBytes(request.Seeds)) || bytes.Overlaps(MemoryMarshal.AsBytes(request.References))
            || bytes.Overlaps(MemoryMarshal.AsBytes(request.Path)))
        {
            throw new ArgumentException(
                "What is found lies in the memory of what is given, of which later samples are still to be read: "
                    + "give it an array of its own.",
                name);
        }
    }

    /// <summary>Elements of one sample; of attention, queries × keys of each head.</summary>
    private int ResultSize(ProgramPlan plan, int output, int length)
    {
        int size = plan.Outputs[output].SizeAt(Lengths(in length));
        return plan != _plan.Attention?.Plan ? size : Attentions(plan.Outputs[output].Name) * AttentionSize(plan.Outputs[output], length);
    }

    private static void Put(InferenceProgram<T> program, in ExplainerRequest<T> request, int start, int batch, int length)
    {
        ProgramPlan plan = program.Signature;
        ReadOnlySpan<int> lengths = new ReadOnlySpan<int>(in length)[..plan.Lengths.Count];
        int size = plan.Inputs[0].SizeAt(lengths);
        if (plan.Inputs[0].IsTokens)
        {
            request.Tokens.Slice(start * size, batch * size).CopyTo(program.Tokens(0));
        }
        else
        {
            request.Samples.Slice(start * size, batch * size).CopyTo(program.Values(0));
        }

        for (int i = 1; i < plan.Inputs.Count; i++)
        {
            size = plan.Inputs[i].SizeAt(lengths);
            Span<T> to = program.Values(i)[..(batch * size)];
            switch (plan.Inputs[i].Name)
            {
                case "seed" when request.Seeds.IsEmpty:
                    to.Clear();
                    for (int n = 0; n < batch; n++)
                    {
                        to[(n * size) + request.Output] = T.One;
                    }

                    break;
                case "seed":
                    request.Seeds.Slice(start * size, batch * size).CopyTo(to);
                    break;
                case "path" when request.Path.IsEmpty:
                    to.Fill(T.One);
                    break;
                case "path":
                    Spread(request.Path, start, size, to);
                    break;
                default:
                    Spread(request.References, start, size, to);
                    break;
            }
        }
    }

    /// <summary>One for all samples, or as many; none are zeros.</summary>
    private static void Spread(ReadOnlySpan<T> given, int start, int size, Span<T> to)
    {
        if (given.IsEmpty)
        {
            to.Clear();
        }
        else if (given.Length > size)
        {
            given.Slice(start * size, to.Length).CopyTo(to);
        }
        else
        {
            for (int at = 0; at < to.Length; at += size)
            {
                given.CopyTo(to[at..]);
            }
        }
    }

    private void Take(InferenceProgram<T> program, int output, int start, int batch, Span<T> values, int count, int length)
    {
        if (output < 0 || values.IsEmpty)
        {
            return;
        }

        int size = values.Length / count;
        for (int n = 0; n < batch; n++)
        {
            Span<T> to = values.Slice((start + n) * size, size);
            if (program.Signature == _plan.Attention?.Plan)
            {
                TakeAttention(program, output, n, to, length);
            }
            else
            {
                program.ReadOutput(output, n, to);
            }
        }
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            throw new InvalidOperationException(
                "An explainer serves one thread at a time, and this one is at work already. "
                    + "Give each thread one of its own, which shares the network's weights: CreateExplainer().");
        }
    }

    /// <summary>A network of one input has one length, or none.</summary>
    private ReadOnlySpan<int> Lengths(in int length) => new ReadOnlySpan<int>(in length)[.._network.Plan.Lengths.Count];
}
