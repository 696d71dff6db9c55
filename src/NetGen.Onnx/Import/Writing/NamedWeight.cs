using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Writing;

/// <summary>A parameter of the network with its values.</summary>
/// <param name="Name">"Stem.conv2d0.weight".</param>
/// <param name="Dims">Its shape.</param>
/// <param name="Values">As many numbers.</param>
internal sealed record NamedWeight(string Name, int[] Dims, Tensor Values)
{
    public Parameter ToParameter(bool isDouble) => isDouble
        ? new Parameter<double>(Name, new Shape(Dims), isTrained: true, Values.ToDoubles())
        : new Parameter<float>(Name, new Shape(Dims), isTrained: true, Values.ToSingles());
}
