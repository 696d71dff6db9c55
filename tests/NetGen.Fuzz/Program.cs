using System.Diagnostics;
using System.Globalization;
using NetGen.Fuzz;

// dotnet run --project tests/NetGen.Fuzz -c Release -- --networks 5000 --sources 5000 --seed 1
// A single one again: --network 17 or --source 17 with the same seed. --trains 1 trains every right network, not one in ten.
ulong seed = (ulong)Option("--seed", 1);
Fuzzer fuzzer = new(seed) { TrainsOneIn = Option("--trains", 10) };
List<Finding> findings = [];
long start = Stopwatch.GetTimestamp();
int first = Option("--first", 0);
for (int i = first; i < first + Option("--networks", 0); i++)
{
    Take(fuzzer.Network(i), i);
}

for (int i = first; i < first + Option("--sources", 0); i++)
{
    Take(fuzzer.Source(i), i);
}

if (Option("--network", -1) is var network and >= 0)
{
    Take(new Fuzzer(seed) { TrainsOneIn = 1 }.Network(network), network);
}

if (Option("--source", -1) is var source and >= 0)
{
    Take(fuzzer.Source(source), source);
}

Console.WriteLine($"Seed {seed}: {fuzzer.Counts}; {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s in all.");
Console.WriteLine(findings.Count == 0
    ? "Nothing found."
    : string.Join(", ", findings.GroupBy(finding => finding.Kind).Select(kind => $"{kind.Count()} {kind.Key}")));
return findings.Count == 0 ? 0 : 1;

void Take(IEnumerable<Finding> found, int number)
{
    foreach (Finding finding in found)
    {
        findings.Add(finding);
        Console.WriteLine(finding);
    }

    if (number % 250 == 249)
    {
        Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s: {fuzzer.Counts}; {findings.Count} findings");
    }
}

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is var place and >= 0 ? int.Parse(args[place + 1], CultureInfo.InvariantCulture) : otherwise;
