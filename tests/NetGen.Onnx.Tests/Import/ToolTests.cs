using Google.Protobuf;
using NetGen.Onnx.Import;
using Xunit;

namespace NetGen.Onnx.Tests.Import;

/// <summary>The command <c>dotnet netgen import</c>.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-tool").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WritesADeclarationAndWeights()
    {
        string model = Write(), models = Path.Combine(_folder, "Models");
        (int code, string output, string error) = Run("import", model, "-o", models, "--namespace", "Shop", "--loss", "cross-entropy");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("TinyNet: 1 stages, 27 weights", output, StringComparison.Ordinal);
        string source = File.ReadAllText(Path.Combine(models, "TinyNet.cs"));
        Assert.Contains("namespace Shop;", source, StringComparison.Ordinal);
        Assert.Contains("[CrossEntropyLoss]", source, StringComparison.Ordinal);
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(models, "TinyNet.safetensors"));
        Assert.Equal(["Gemm0.linear0.weight", "Gemm0.linear0.bias"], weights.Tensors.Select(static tensor => tensor.Name));
    }

    [Fact]
    public void AnEditedDeclarationStays()
    {
        string model = Write(), source = Path.Combine(_folder, "TinyNet.cs");
        Assert.Equal(0, Run("import", model, "-o", _folder).Code);
        Assert.Equal(0, Run("import", model, "-o", _folder).Code);
        File.AppendAllText(source, "// mine\n");
        (int code, _, string error) = Run("import", model, "-o", _folder);
        Assert.Equal(1, code);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.EndsWith("// mine\n", File.ReadAllText(source), StringComparison.Ordinal);
        Assert.Equal(0, Run("import", model, "-o", _folder, "--force").Code);
        Assert.DoesNotContain("mine", File.ReadAllText(source), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrongHasACodeOfItsOwnAndLeavesNothing()
    {
        string damaged = Path.Combine(_folder, "damaged.onnx");
        File.WriteAllText(damaged, "no model");
        string models = Path.Combine(_folder, "Models");
        Assert.Equal(1, Run("import", damaged, "-o", models).Code);
        Assert.Equal(1, Run("import", Path.Combine(_folder, "none.onnx"), "-o", models).Code);
        Assert.Equal(1, Run("import", Write(), "-o", models, "--loss", "luck").Code);
        Assert.Equal(2, Run("import").Code);
        Assert.Equal(2, Run("export").Code);
        Assert.Equal(2, Run("import", Write(), "--dim", "x=0").Code);
        Assert.False(Directory.Exists(models));
    }

    /// <summary>Where the weights cannot be written, the declaration is not either.</summary>
    [Fact]
    public void BothFilesOrNone()
    {
        ImportedNetwork network = OnnxImporter.Import(Write());
        Directory.CreateDirectory(Path.Combine(_folder, "TinyNet.safetensors"));
        Assert.ThrowsAny<IOException>(() => network.Save(_folder));
        Assert.False(File.Exists(Path.Combine(_folder, "TinyNet.cs")));
    }

    private string Write()
    {
        ModelBuilder m = new();
        m.Output(m.Node("Gemm", [m.Input("x", -1, 8), m.Weight("w", 3, 8), m.Weight("b", 3)], ("transB", 1)), 2);
        string path = Path.Combine(_folder, "tiny-net.onnx");
        File.WriteAllBytes(path, m.Model.ToByteArray());
        return path;
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        return (global::NetGen.Tool.Program.Run(args, output, error), output.ToString(), error.ToString());
    }
}
