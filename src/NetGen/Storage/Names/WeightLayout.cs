namespace NetGen;

/// <summary>How a tensor of a file lies otherwise than the parameter it is for.</summary>
public sealed record WeightLayout
{
    private WeightLayout()
    {
    }

    /// <summary>As the network has it, which is PyTorch's way. Dimensions of one may be more or fewer.</summary>
    public static WeightLayout Same { get; } = new();

    /// <summary>
    /// Matrices are [inputs × outputs] in the file, as in GPT-2's Conv1D and in Keras; other tensors are as they are.
    /// </summary>
    public static WeightLayout Transposed { get; } = new() { IsTransposed = true };

    /// <summary>The file has more rows, of which the first are taken: positions beyond the length that the network declares.</summary>
    public static WeightLayout FirstRows { get; } = new() { Form = LayoutForm.FirstRows };

    /// <summary>Several tensors are added, not put one below the other: PyTorch's two biases of a recurrent layer.</summary>
    public static WeightLayout Summed { get; } = new() { Form = LayoutForm.Summed };

    /// <summary>
    /// PyTorch's bias_ih and bias_hh of a GRU as the network's bias: added, but the candidate's part of bias_hh stands apart, since the
    /// reset gate comes between.
    /// </summary>
    public static WeightLayout GruBias { get; } = new() { Form = LayoutForm.GruBias };

    /// <summary>That part: the last third of bias_hh.</summary>
    public static WeightLayout GruCandidateBias { get; } = new() { Form = LayoutForm.GruCandidateBias };

    internal bool IsTransposed { get; private init; }

    internal LayoutForm Form { get; private init; }

    /// <summary>The gates in the file's order, by PyTorch's letters; "" where it is PyTorch's order.</summary>
    internal string Gates { get; private init; } = "";

    /// <summary>The file's place of each gate, in PyTorch's order, in which the network has them.</summary>
    internal int[] GateOrder => [.. (Gates.Length == 3 ? "rzn" : "ifgo").Select(gate => Gates.IndexOf(gate, StringComparison.Ordinal))];

    /// <summary>The same, with the gates of a recurrent layer in another order than PyTorch's.</summary>
    /// <param name="order">
    /// The gates in the file's order: "ifgo" in PyTorch's letters for an LSTM (input, forget, candidate, output), "rzn" for a GRU (reset,
    /// update, candidate). ONNX has "iofg" and "zrn", Keras "ifgo" and "zrn".
    /// </param>
    /// <remarks>
    /// For weights of one direction, and for a bias that is one row of gates. Two biases in one tensor are not taken apart: Keras' of a GRU
    /// with reset_after [2 × 3 outputs], ONNX's B [1 × 8 outputs] of an LSTM or [1 × 6 outputs] of a GRU. Save these as two tensors first.
    /// </remarks>
    /// <exception cref="ArgumentException">These are not the letters of one of the two, each once.</exception>
    public WeightLayout WithGates(string order)
    {
        ArgumentNullException.ThrowIfNull(order);
        string sorted = string.Concat(order.Order());
        return sorted is "fgio" or "nrz"
            ? this with { Gates = order }
            : throw new ArgumentException($"'{order}' is not each of the letters i, f, g, o, or r, z, n, once.", nameof(order));
    }

    /// <summary>"transposed, gates iofg".</summary>
    public override string ToString()
    {
        string form = Form switch
        {
            LayoutForm.FirstRows => "first rows",
            LayoutForm.Summed => "summed",
            LayoutForm.GruBias => "summed but for the candidate",
            LayoutForm.GruCandidateBias => "the candidate's third",
            _ => "",
        };
        IEnumerable<string> parts = [IsTransposed ? "transposed" : "", form, Gates.Length > 0 ? $"gates {Gates}" : ""];
        return string.Join(", ", parts.Where(part => part.Length > 0)) is { Length: > 0 } text ? text : "same";
    }
}

/// <summary>What becomes of the rows.</summary>
internal enum LayoutForm
{
    /// <summary>Several tensors one below the other.</summary>
    Joined,
    FirstRows,
    Summed,
    GruBias,
    GruCandidateBias,
}
