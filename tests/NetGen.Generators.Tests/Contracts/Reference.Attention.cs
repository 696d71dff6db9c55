namespace NetGen.Generators.Tests.Contracts;

/// <content>y[i] = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ for each head.</content>
internal sealed partial class Reference
{
    private Tensor SelfAttention(Tensor x, Arguments a, string label, bool isCausal)
    {
        (int heads, int keyHeads, int size) = Heads(x, a);
        int inner = x.Channels + (2 * keyHeads * size);
        Tensor mixed = Project(x, $"{label}.in", inner);
        Tensor query = Part(mixed, 0, x.Channels);
        Tensor key = Part(mixed, x.Channels, keyHeads * size), value = Part(mixed, x.Channels + (keyHeads * size), keyHeads * size);
        if (a.Flag("Rotary"))
        {
            query = Rotate(query, size);
            key = Rotate(key, size);
        }

        return Project(Attend(query, key, value, heads, size, isCausal, a), $"{label}.out", x.Channels);
    }

    private Tensor CrossAttention(Tensor x, Tensor source, Arguments a, string label)
    {
        (int heads, int keyHeads, int size) = Heads(x, a);
        Tensor keyValue = Project(source, $"{label}.key_value", 2 * keyHeads * size);
        return Project(
            Attend(
                Project(x, $"{label}.query", x.Channels),
                Part(keyValue, 0, keyHeads * size), Part(keyValue, keyHeads * size, keyHeads * size),
                heads, size, false, a),
            $"{label}.out", x.Channels);
    }

    private static (int Heads, int KeyHeads, int Size) Heads(Tensor x, Arguments a)
    {
        int heads = a.Int("Heads"), keyHeads = a.Int("KeyValueHeads");
        return (heads, keyHeads == 0 ? heads : keyHeads, x.Channels / heads);
    }

    private Tensor Project(Tensor x, string name, int outputs) =>
        Convolve(x, Adapted(Find($"{name}_weight"), $"{name}_"), FindOptional($"{name}_bias"), outputs, [1, 1], [1, 1], [1, 1], 1);

    private static Tensor Part(Tensor x, int first, int count) => x.Like((n, c, y, t) => x[n, first + c, y, t], channels: count);

    /// <summary>Features i and i + d/2 of each head turned by t / 10000^(2i/d).</summary>
    private static Tensor Rotate(Tensor x, int size) => x.Like((n, c, _, t) =>
    {
        int half = size / 2, i = c % size % half;
        double angle = t / Math.Pow(10000, 2.0 * i / size);
        return c % size < half
            ? (x[n, c, 0, t] * Math.Cos(angle)) - (x[n, c + half, 0, t] * Math.Sin(angle))
            : (x[n, c, 0, t] * Math.Cos(angle)) + (x[n, c - half, 0, t] * Math.Sin(angle));
    });

    private Tensor Attend(Tensor query, Tensor key, Tensor value, int heads, int size, bool isCausal, Arguments a)
    {
        if (isTraining && a.Number("Dropout") > 0)
        {
            throw new NotSupportedException("The reference draws no masks.");
        }

        int group = query.Channels / key.Channels;
        return query.Like((n, c, _, i) =>
        {
            int head = c / size, keyHead = head / group, place = (keyHead * size) + (c % size);
            int[] seen = [.. Enumerable.Range(0, key.Width).Where(j => (!isCausal || j <= i) && !IsPadding(a, n, j))];
            double[] powers = [.. seen.Select(j => Math.Exp(
                Enumerable.Range(0, size)
                    .Sum(d => query[n, (head * size) + d, 0, i] * key[n, (keyHead * size) + d, 0, j]) / Math.Sqrt(size)))];
            return seen.Length == 0 ? 0 : seen.Zip(powers, (j, power) => power * value[n, place, 0, j]).Sum() / powers.Sum();
        });
    }

    private bool IsPadding(Arguments a, int sample, int position, string argument = "KeyPadding")
    {
        if (a.Text(argument) is not { } name)
        {
            return false;
        }

        name = _inputNames.GetValueOrDefault(name, name);
        AttributeModel input = model.Inputs.Single(i => (new Arguments(i).Text("Name") ?? "input") == name);
        return _inputs[name][sample, 0, 0, position] == new Arguments(input).Int("Padding");
    }
}
