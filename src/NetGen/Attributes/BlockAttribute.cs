namespace NetGen;

/// <summary>
/// Base of blocks: a partial class with stages, declared once and used as an attribute on the stages of networks and of other blocks.
/// Its constructor's parameters are the block's: numbers that its attributes use by name, <c>nameof(heads)</c>, or in whole-number
/// arithmetic, <c>$"4 * {nameof(channels)}"</c>, with + − * / % and parentheses. Names count as declared, upper and lower case included.
/// <c>width</c> is the number of features (channels) of the block's input and <c>length</c> its number of positions, where the block has no
/// parameter of that name. Inside other blocks a parameter of type string takes such arithmetic; anywhere it takes the name of a stage
/// where the block is used, <c>[Decode(nameof(Encoder))]</c>, which the block's stages then read under the parameter's name:
/// <c>[CrossAttention(nameof(memory), 4)]</c>.
/// </summary>
/// <remarks>
/// The first stage reads the block's input, as does a stage with <c>[From(Input)]</c>; the last stage's output is the block's. Each use has
/// weights of its own.
/// </remarks>
public abstract class BlockAttribute : OperationAttribute
{
    /// <summary>The block's input, for edges: <c>[From(Input)]</c>, <c>[Add(Input)]</c>.</summary>
    protected const string Input = "Input";

    /// <summary>What a block's stages give when they are asked: nothing, for a block is a declaration. For generated code.</summary>
    protected static Layer Declared => throw new InvalidOperationException("A block only declares stages: ask the network that uses it.");
}
