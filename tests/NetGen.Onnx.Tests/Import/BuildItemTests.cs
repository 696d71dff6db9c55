using System.Diagnostics;
using Google.Protobuf;
using Xunit;

namespace NetGen.Onnx.Tests.Import;

/// <summary>A model in a project is a network in the project: the item NetGenOnnx.</summary>
public sealed class BuildItemTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-item").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AModelIsCompiledAndAgainWhenItChanges()
    {
        string own = AppContext.BaseDirectory, targets = Targets();
        File.WriteAllText(Path.Combine(_folder, "Shop.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NetGenToolPath>{own}NetGen.Tool.dll</NetGenToolPath>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{own}NetGen.dll" />
                <Analyzer Include="{own}NetGen.Generators.dll" />
                <NetGenOnnx Include="tiny-net.onnx" Class="Tiny" Dimensions="height=2, width=4" />
                <NetGenOnnx Include="other.onnx" Namespace="Elsewhere" Dimensions="height=2" />
              </ItemGroup>
              <Import Project="{targets}" />
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder, "Program.cs"), """
            var network = new Shop.Tiny();
            network.Load(Path.Combine(AppContext.BaseDirectory, "tiny-net.safetensors"));
            Console.WriteLine($"{network.Predict(new float[8]).Length} {new Elsewhere.Other().ParameterCount}");
            """);
        Write("tiny-net.onnx", 3);
        Write("other.onnx", 4, isOpen: false);
        Assert.Equal("3 36", Run("run").Trim());
        string declaration = Path.Combine(_folder, "obj/Debug/net10.0/netgen/tiny-net.cs");
        DateTime first = File.GetLastWriteTimeUtc(declaration);
        Run("build");
        Assert.Equal(first, File.GetLastWriteTimeUtc(declaration));
        Write("tiny-net.onnx", 5);
        Assert.Equal("5 36", Run("run").Trim());
    }

    private void Write(string name, int outputs, bool isOpen = true)
    {
        ModelBuilder m = new();
        string x = m.Input("x", -1, 2, 4);
        if (isOpen)
        {
            m.Model.Graph.Input[0].Type.TensorType.Shape.Dim[1] = new global::Onnx.TensorShapeProto.Types.Dimension { DimParam = "height" };
            m.Model.Graph.Input[0].Type.TensorType.Shape.Dim[2] = new global::Onnx.TensorShapeProto.Types.Dimension { DimParam = "width" };
        }

        m.Output(m.Node("Gemm", [m.Node("Flatten", [x]), m.Weight("w", outputs, 8), m.Weight("b", outputs)], ("transB", 1)), 2);
        File.WriteAllBytes(Path.Combine(_folder, name), m.Model.ToByteArray());
    }

    private string Run(string command)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(host, [command]) { WorkingDirectory = _folder, RedirectStandardOutput = true };

        // A build server that stays behind would hold on to the pipe.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }

    private static string Targets()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NetGen.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "src/NetGen.Onnx/Package/NetGen.Onnx.targets");
    }
}
