namespace NetGen;

/// <summary>
/// The build writes explanations of the network's predictions, as programs beside the forward pass: <c>network.CreateExplainer()</c> gives
/// an <see cref="Explainer{T}"/>, with the gradient of an output by the input, contributions, relevance and attention weights. On a stage
/// it does so, too, and the stage's activations and the gradient by them can be asked for by its name. The network has one input; where
/// that is of tokens, what is explained is the output of the stage that embeds them.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ExplainAttribute : ModifierAttribute;
