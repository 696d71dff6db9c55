namespace NetGen;

/// <summary>
/// What the stage's weights are called in files of another framework: a name for each operation, block and network in the stage that has
/// weights, in the order written. Parameters follow behind a dot, with PyTorch's names for them: <c>[ImportNames("conv1", "bn1")]</c> on
/// a stage of <c>Conv2d</c> and <c>BatchNorm</c> stands for "conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean" …
/// <see cref="Network{T}.ImportNames"/> has all of it.
/// </summary>
/// <remarks>
/// <para>
/// Names inside a block stand behind the name that the block has where it is used; one without <c>ImportNames</c> there adds nothing.
/// <see cref="RepeatAttribute">Repeat</see> adds a dot and the number, or puts the number where the name has a <c>*</c>.
/// </para>
/// <para>
/// An attention has two names: of what makes queries, keys and values, and of what follows. Three in place of the first, joined by
/// <c>+</c>, are those of query, key and value: <c>"self.query + self.key + self.value"</c>. A <c>CrossAttention</c> has three: query, key
/// and value, output. A name that ends with an underscore gets no dot: <c>"self_attn.in_proj_"</c>.
/// </para>
/// </remarks>
/// <param name="names">The names; "" for one that adds nothing.</param>
public sealed class ImportNamesAttribute(params string[] names) : ModifierAttribute
{
    /// <summary>The names.</summary>
    public string[] Names { get; } = names;

    /// <summary>Whether matrices are [inputs × outputs] in the file, as in GPT-2's Conv1D: false unless given.</summary>
    public bool Transposed { get; set; }

    /// <summary>
    /// Whether a file may have more learned positions than the length declared, of which the first are taken: false unless given.
    /// </summary>
    public bool FirstRows { get; set; }
}
