using Xunit;

namespace NetGen.Tests.Explaining;

/// <summary>Gradients by input and by a stage are those that PyTorch computes: tests/fixtures/make_explanations.py.</summary>
public sealed class ExplainerFixtureTests : IDisposable
{
    private readonly SafetensorsFile _file =
        SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "fixtures", "explanations.safetensors"));

    public void Dispose() => _file.Dispose();

    [Fact]
    public void They_are_PyTorchs()
    {
        ExplainedFixture network = new();
        foreach (Parameter parameter in network.Parameters)
        {
            Read(parameter.Name).CopyTo(parameter.Span);
        }

        using Explainer<float> explainer = network.CreateExplainer();
        float[] x = Read("x"), found = new float[x.Length], activations = new float[5 * 27], gradients = new float[5 * 27];
        float[] outputs = new float[20];
        explainer.Predict(x, outputs);
        AssertClose("output", outputs);
        explainer.Gradient(x, Read("seeds"), found);
        AssertClose("gradient", found);
        explainer.Gradient(x, 2, found);
        AssertClose("gradient.2", found);
        explainer.Stage("Stem", x, 2, activations, gradients);
        AssertClose("activations", activations);
        AssertClose("stage.2", gradients);
    }

    private float[] Read(string name) => Array.ConvertAll(_file.ReadDoubles(name), value => (float)value);

    private void AssertClose(string name, float[] actual) =>
        Assert.All(Read(name).Zip(actual), pair => ExplainerTests.AssertClose(pair.First, pair.Second, 1e-5));
}
