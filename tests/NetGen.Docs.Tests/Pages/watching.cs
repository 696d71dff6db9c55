using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NetGen.Reports;

public sealed partial class Examples
{
    private readonly Pictures network = new(seed: 1);
    private readonly Dataset train = LineDigits.Draw(96, 1), validation = LineDigits.Draw(40, 2), test = LineDigits.Draw(40, 3);
    private readonly ILogger logger = NullLogger.Instance;
    private readonly string[] names = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];
}
