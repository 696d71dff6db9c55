namespace NetGen;

/// <summary>
/// Another network stands here: an encoder under a new head, a generator in front of a discriminator. Its stages are put in place as a
/// block's are; its one input is the value so far, which has the shape it declares, and its last stage's output is the result. Its losses
/// are not used, its sizes and modifiers are, and its numbers are of this network's precision.
/// </summary>
/// <remarks>
/// The weights are this network's own, named behind the stage (<c>Body.Stem.conv2d0.weight</c> where it stands there alone,
/// <c>Body.encoder0.Stem.conv2d0.weight</c> beside other operations), and start anew: <see cref="Layer.CopyFrom{T}(Network{T})"/> and
/// <see cref="Layer.Load"/> take those of a trained network. A network of a referenced project can stand here, too, if its stages are
/// public.
/// </remarks>
public sealed class SubnetworkAttribute : OperationAttribute
{
    /// <summary>A network with one input and one output.</summary>
    /// <param name="network">Its class, which has <c>[Network]</c>: <c>typeof(Encoder)</c>.</param>
    public SubnetworkAttribute(Type network) => Network = network;

    /// <summary>Its class.</summary>
    public Type Network { get; }
}
