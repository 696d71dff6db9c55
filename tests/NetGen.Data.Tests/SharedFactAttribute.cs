using Xunit;

namespace NetGen.Data.Tests;

/// <summary>A test on a real file, which lies in shared/data beside the repository; without it the test is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string file) => Skip = PathOf(file) is null ? $"There is no shared/data/{file}." : null;

    /// <summary>The file's path; null where it is missing.</summary>
    public static string? PathOf(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
