using NetGen.Runtime;

namespace NetGen;

/// <content>Attention weights.</content>
public sealed partial class Explainer<T>
{
    private T[] _rows = [];

    /// <summary>
    /// The weights with which the attentions of a stage sum their values: of each query, a row of weights over the keys, whose sum is 1; 0
    /// for keys that are not seen.
    /// </summary>
    /// <param name="stage">A stage with <see cref="ExplainAttribute">Explain</see> and attention.</param>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="weights">Receives [count × attentions × heads × queries × keys].</param>
    /// <exception cref="KeyNotFoundException">There is no such stage with attention.</exception>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    public void Attention(string stage, ReadOnlySpan<T> samples, Span<T> weights) =>
        Attention(stage, new ExplainerRequest<T> { Samples = samples }, weights);

    /// <summary>The same of sequences of tokens.</summary>
    /// <param name="stage">A stage with <see cref="ExplainAttribute">Explain</see> and attention.</param>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="weights">Receives [count × attentions × heads × length × length].</param>
    /// <exception cref="KeyNotFoundException">There is no such stage with attention.</exception>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    public void Attention(string stage, ReadOnlySpan<int> tokens, int length, Span<T> weights) =>
        Attention(stage, new ExplainerRequest<T> { Tokens = tokens, Length = length }, weights);

    private void Attention(string stage, in ExplainerRequest<T> request, Span<T> weights)
    {
        ExplanationProgram<T>? program = Attentions(stage) > 0 ? _plan.Attention : null;
        if (program is null)
        {
            throw new KeyNotFoundException($"{_network.GetType().Name} has no stage {stage} with Explain and attention.");
        }

        Run(program, request, OutputOf(program.Plan, stage), weights, nameof(weights));
    }

    /// <summary>How many attentions a stage has.</summary>
    private int Attentions(string stage)
    {
        for (int i = 0; i < Stages.Count; i++)
        {
            if (Stages[i].Name == stage)
            {
                return Stages[i].Attentions;
            }
        }

        return 0;
    }

    /// <summary>Weights of one attention: of a run's queries and keys, of which there are as many where their number is free.</summary>
    private int AttentionSize(OutputPlan plan, int length)
    {
        int heads = Heads(plan.Name), keys = plan.Length < 0 ? plan.Channels / heads : length;
        return plan.RowsAt(Lengths(in length)) * heads * keys;
    }

    private int Heads(string stage)
    {
        for (int i = 0; i < Stages.Count; i++)
        {
            if (Stages[i].Name == stage)
            {
                return Stages[i].AttentionHeads;
            }
        }

        return 0;
    }

    /// <summary>Rows of queries, in which head lies behind head, as heads of queries and keys.</summary>
    private void TakeAttention(InferenceProgram<T> program, int output, int sample, Span<T> weights, int length)
    {
        OutputPlan plan = program.Signature.Outputs[output];
        int heads = Heads(plan.Name), attentions = Attentions(plan.Name), size = weights.Length / attentions, pitch = plan.Channels;
        int queries = plan.RowsAt(Lengths(in length)), keys = size / heads / queries;
        if (_rows.Length < queries * pitch)
        {
            _rows = new T[queries * pitch];
        }

        for (int k = 0; k < attentions; k++)
        {
            program.ReadOutput(output + k, sample, _rows);
            for (int i = 0; i < heads * queries; i++)
            {
                (int head, int query) = Math.DivRem(i, queries);
                _rows.AsSpan((query * pitch) + (head * keys), keys).CopyTo(weights[((k * size) + (i * keys))..]);
            }
        }
    }
}
