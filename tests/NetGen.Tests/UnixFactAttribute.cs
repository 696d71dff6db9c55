using Xunit;

namespace NetGen.Tests;

/// <summary>A test of modes, links and pipes, which Windows has not, or not for everybody.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no file modes and pipes with names.";
        }
    }
}

/// <summary>The same, with arguments.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no file modes and pipes with names.";
        }
    }
}

/// <summary>A test of what only root can set up, or only Linux tells.</summary>
internal sealed class LinuxRootFactAttribute : FactAttribute
{
    public LinuxRootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Skip = "Owners and devices are made by root on Linux.";
        }
    }
}
