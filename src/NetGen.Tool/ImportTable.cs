using System.Globalization;
using NetGen.Onnx.Import;
using Spectre.Console;

namespace NetGen.Tool;

/// <summary>What was imported, for people.</summary>
internal static class ImportTable
{
    private const int MostRows = 40;

    public static void Write(TextWriter output, ImportedNetwork network, string folder)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        Table table = new Table().Border(TableBorder.Simple).AddColumns("Stage", "Operations", "Output");
        table.AddColumn(new TableColumn("Weights").RightAligned());
        foreach (ImportedStage stage in network.Stages.Take(MostRows))
        {
            table.AddRow(
                Markup.Escape(stage.Name), Markup.Escape(stage.Operations), stage.Shape,
                stage.Weights.ToString("N0", CultureInfo.InvariantCulture));
        }

        if (network.Stages.Count > MostRows)
        {
            table.AddRow("…", $"{network.Stages.Count - MostRows} more", "", "");
        }

        console.Write(table);
        string weights = network.WeightCount.ToString("N0", CultureInfo.InvariantCulture);
        output.WriteLine($"{network.ClassName}: {network.Stages.Count} stages, {weights} weights");
        output.WriteLine($"Declaration  {Path.Combine(folder, network.ClassName + ".cs")}");
        output.WriteLine($"Weights      {Path.Combine(folder, network.ClassName + ".safetensors")}");
        foreach (ImportedOutput constant in network.Outputs.Where(static o => o.Stage is null))
        {
            output.WriteLine($"The output '{constant.ModelName}' is always the same, so that no stage gives it.");
        }

        foreach (string remark in network.Remarks)
        {
            output.WriteLine(remark);
        }
    }
}
