using System.Reflection;

namespace NetGen.Safety.Tests;

/// <summary>Runs one scenario in this process: <c>dotnet NetGen.Safety.Tests.dll NAME</c>. Exit code 0 where it holds.</summary>
public static class Program
{
    /// <summary>Every scenario: a public static method without parameters of a class in the Scenarios folder.</summary>
    public static IEnumerable<MethodInfo> Scenarios => typeof(Program).Assembly.GetTypes()
        .Where(type => type.Namespace == "NetGen.Safety.Tests.Scenarios" && type.IsPublic)
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.GetParameters().Length == 0 && method.ReturnType == typeof(void));

    /// <summary>"Tokens.Changed_behind_a_dataset".</summary>
    public static string NameOf(MethodInfo scenario) => $"{scenario.DeclaringType!.Name}.{scenario.Name}";

    public static int Main(string[] arguments)
    {
        if (arguments.Length != 1 || Scenarios.FirstOrDefault(method => NameOf(method) == arguments[0]) is not { } scenario)
        {
            Console.Error.WriteLine($"One of: {string.Join(", ", Scenarios.Select(NameOf))}");
            return 2;
        }

        scenario.CreateDelegate<Action>()();
        return 0;
    }
}
