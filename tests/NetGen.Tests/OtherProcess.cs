using NetGen.Tests.Selection;
using NetGen.Tests.Storage;
using NetGen.Tests.Training;

namespace NetGen.Tests;

/// <summary>What tests start as another process.</summary>
internal static class OtherProcess
{
    public static int Main(string[] args) => args switch
    {
        ["save", string path, string value] =>
            SavingProcess.Save(path, float.Parse(value, System.Globalization.CultureInfo.InvariantCulture)),
        ["save-slowly", string path] => SavingProcess.SaveSlowly(path),
        ["search", string path] => ModelSearchTests.AppendTwo(path),
        ["train", string folder, string result] => KilledTraining.Run(folder, result),
        _ => throw new ArgumentException($"Unknown: {string.Join(' ', args)}"),
    };
}
