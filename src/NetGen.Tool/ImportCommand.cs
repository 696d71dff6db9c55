using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NetGen.Onnx;
using NetGen.Onnx.Import;

namespace NetGen.Tool;

/// <summary><c>dotnet netgen import model.onnx -o Models/</c>.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The ONNX file." };

    private static readonly Option<string> Folder = new("--output", "-o")
    {
        HelpName = "DIR", Description = "Where CLASS.cs and CLASS.safetensors go.", DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string?> Class =
        new("--class") { HelpName = "NAME", Description = "The network's class. [default: the file's name]" };

    private static readonly Option<string?> Namespace =
        new("--namespace") { HelpName = "NAME", Description = "Its namespace. [default: none]" };

    private static readonly Option<string?> Loss = new("--loss")
    {
        HelpName = "LOSS", Description = "The loss it is to be trained with: cross-entropy, mse, bce … or the name of an attribute.",
    };

    private static readonly Option<string[]> Dimensions = new("--dim")
    {
        HelpName = "NAME=SIZE",
        Description = "The size of a dimension that the model leaves open, as a sequence's length.", AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> BatchAxis = new("--batch-axis")
    {
        HelpName = "N", Description = "Which axis of the inputs is the batch; -1 where each input is one sample.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<bool> Force =
        new("--force") { Description = "Replace a declaration that is there and has been edited." };

    // What the build asks for: both files by name, and no table.
    private static readonly Option<string?> Source =
        new("--source") { HelpName = "FILE", Description = "The declaration, instead of -o.", Hidden = true };

    private static readonly Option<string?> Weights =
        new("--weights") { HelpName = "FILE", Description = "The weights, instead of -o.", Hidden = true };

    public static Command Create(TextWriter output, TextWriter error)
    {
        Command command = new("import", "Writes an ONNX model as the declaration of a NetGen network, and its weights as safetensors.")
        {
            Model, Folder, Class, Namespace, Loss, Dimensions, BatchAxis, Force, Source, Weights,
        };
        command.Validators.Add(static result =>
        {
            foreach (string dimension in result.GetValue(Dimensions) ?? [])
            {
                if (Size(dimension) is null)
                {
                    result.AddError($"'{dimension}' is no NAME=SIZE with a size from 1 on.");
                }
            }

            if (result.GetValue(Source) is null != result.GetValue(Weights) is null)
            {
                result.AddError("--source and --weights go together.");
            }

            if (result.GetValue(BatchAxis) < -1)
            {
                result.AddError("--batch-axis counts from 0; -1 is none.");
            }
        });
        command.SetAction(parsed => Run(parsed, output, error));
        return command;
    }

    private static int Run(ParseResult parsed, TextWriter output, TextWriter error)
    {
        try
        {
            ImportedNetwork network = OnnxImporter.Import(parsed.GetRequiredValue(Model), new ImportOptions
            {
                ClassName = parsed.GetValue(Class), Namespace = parsed.GetValue(Namespace), Loss = parsed.GetValue(Loss),
                BatchAxis = parsed.GetValue(BatchAxis),
                Dimensions = (parsed.GetValue(Dimensions) ?? []).Select(static text => Size(text)!.Value).ToDictionary(
                    static d => d.Name, static d => d.Size),
            });
            if (parsed.GetValue(Source) is { } source)
            {
                network.Save(source, parsed.GetValue(Weights)!);
                return 0;
            }

            string folder = parsed.GetRequiredValue(Folder), file = Path.Combine(folder, network.ClassName + ".cs");
            if (File.Exists(file) && !parsed.GetValue(Force) && File.ReadAllText(file) != network.Source)
            {
                error.WriteLine($"{file} is there and is another declaration: --force replaces it.");
                return 1;
            }

            network.Save(folder);
            ImportTable.Write(output, network, folder);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error.WriteLine(exception.Message);
            return 1;
        }
    }

    /// <summary>"seq=128".</summary>
    private static (string Name, int Size)? Size(string text) =>
        text.LastIndexOf('=') is > 0 and var place
            && int.TryParse(text.AsSpan(place + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
            ? (text[..place], size)
            : null;
}
