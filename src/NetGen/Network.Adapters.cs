using NetGen.Runtime;

namespace NetGen;

/// <content>What <see cref="LoRAAttribute">LoRA</see> adds to the network's weights: adapters, in files of their own.</content>
public abstract partial class Network<T>
{
    private Parameter[] Adapters => [.. Store.Parameters.Where(parameter => Store.RangeOf(parameter)!.AdapterScale != 0)];

    private Parameter[] Base => [.. Store.Parameters.Where(parameter => Store.RangeOf(parameter)!.AdapterScale == 0)];

    /// <summary>
    /// Writes the adapters alone, "Head.linear0.lora_a" and "Head.linear0.lora_b", as <see cref="Save(string, bool)"/> does.
    /// </summary>
    /// <inheritdoc cref="Save(string, bool)"/>
    /// <exception cref="InvalidOperationException">No stage has <see cref="LoRAAttribute">LoRA</see>.</exception>
    public void SaveAdapters(string path) => WeightTransfer.Save(path, SomeAdapters(), allowNonFinite: false);

    /// <summary>Reads the adapters from a file of <see cref="SaveAdapters"/>; all others stay as they are.</summary>
    /// <inheritdoc cref="Load(string)"/>
    /// <exception cref="InvalidOperationException">
    /// No stage has <see cref="LoRAAttribute">LoRA</see>, or a trainer of this network is at work, or it is being loaded, on another
    /// thread; nothing is changed.
    /// </exception>
    public void LoadAdapters(string path) => Read(path, SomeAdapters());

    /// <summary>
    /// Writes all parameters and running statistics but the adapters, as <see cref="Save(string, bool)"/> does: a file of the network
    /// without <see cref="LoRAAttribute">LoRA</see>. What the adapters have learnt is in it after <see cref="MergeAdapters"/>.
    /// </summary>
    /// <inheritdoc cref="Save(string, bool)"/>
    public void SaveBase(string path, bool allowNonFinite = false) => WeightTransfer.Save(path, Base, allowNonFinite);

    /// <summary>
    /// Reads all parameters and running statistics but the adapters, which stay as they are, from a file of the network without
    /// <see cref="LoRAAttribute">LoRA</see>, as <see cref="Load(string)"/> does.
    /// </summary>
    /// <inheritdoc cref="Load(string)"/>
    public void LoadBase(string path) => Read(path, Base);

    /// <summary>
    /// W ← W + (α / rank)·B·A, then B ← 0: predictions stay what they were, but for rounding, and <see cref="SaveBase"/> writes them for
    /// the network without <see cref="LoRAAttribute">LoRA</see>.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// No stage has <see cref="LoRAAttribute">LoRA</see>, or a trainer of this network is at work, or it is being loaded, on another
    /// thread; nothing is changed.
    /// </exception>
    public void MergeAdapters()
    {
        Parameter[] adapters = SomeAdapters();
        using WeightGate.Scope claim = Gate.Claim();
        using (Gate.Change())
        {
            Store.Fetch();
            foreach (Parameter up in adapters.Where(adapter => adapter.Name.EndsWith("lora_b", StringComparison.Ordinal)))
            {
                Merge(up, Beside(up, "lora_a"), Beside(up, "weight"));
            }

            Store.Changed();
        }
    }

    private static void Read(string path, Parameter[] parameters)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        WeightTransfer.Load(file, parameters);
    }

    /// <summary>Summed in double, whatever the network's precision.</summary>
    private void Merge(Parameter up, Parameter down, Parameter weights)
    {
        ParameterRange range = Store.RangeOf(up)!;
        (int outputs, int rank, int inputs) = (up.Shape[0], up.Shape[1], down.Shape[1]);
        Span<T> b = Values(up), a = Values(down), w = Values(weights);
        for (int row = 0; row < outputs; row++)
        {
            for (int column = 0; column < inputs; column++)
            {
                double sum = 0;
                for (int k = 0; k < rank; k++)
                {
                    sum += double.CreateTruncating(b[(row * rank) + k]) * double.CreateTruncating(a[(k * inputs) + column]);
                }

                ref T weight = ref w[(row * inputs) + column];
                weight = T.CreateTruncating(double.CreateTruncating(weight) + (range.AdapterScale * sum));
            }
        }

        b.Clear();
    }

    private Span<T> Values(Parameter parameter) =>
        Store.Block.Span.Slice(Store.RangeOf(parameter)!.Offset, parameter.Shape.Size);

    /// <summary>What is called as B is, but for its role.</summary>
    private Parameter Beside(Parameter up, string role)
    {
        string name = up.Name[..^"lora_b".Length] + role;
        return Store.Parameters.First(parameter => parameter.Name == name);
    }

    private Parameter[] SomeAdapters() => Adapters is { Length: > 0 } adapters
        ? adapters
        : throw new InvalidOperationException($"{GetType().Name} has no adapters: write [LoRA(rank)] on a stage.");
}
